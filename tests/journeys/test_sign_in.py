"""Wrong passwords, first passwords, and screens that close where a session ends elsewhere."""

import re
import time

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.facts import new_person
from tests.journeys.forms import choose
from tests.running.city import City

SIGN_IN = re.compile(r"/signin")
CLOSES_WITHIN = 5.0


def test_five_wrong_passwords_lock_the_account_and_say_so(city: City, visit: Visit):
    password = new_person(city, "suoding", "常思远", "M02", "filler")
    desk = visit("suoding")
    desk.go("/board")
    for left in (4, 3, 2, 1):
        desk.offer("Wrong-Password-1")
        expect(desk.page.get_by_role("alert")).to_contain_text(f"还可再试 {left} 次")
    desk.offer("Wrong-Password-1")
    expect(desk.page.get_by_role("alert")).to_contain_text("该账号已锁定 30 分钟")
    desk.offer(password)
    expect(desk.page.get_by_role("alert")).to_contain_text("口令连续输错 5 次，该账号已锁定至")
    expect(desk.page.get_by_role("alert")).to_contain_text("联系系统管理员核实身份后解锁")


def test_a_first_password_must_be_changed_and_a_weak_one_is_refused(city: City, visit: Visit):
    first = new_person(city, "xinren", "白若川", "M02", "filler")
    desk = visit("xinren")
    desk.go("/board")
    desk.offer(first)
    expect(desk.page.get_by_text("请先修改口令")).to_be_visible()
    desk.go("/board")
    expect(desk.page).to_have_url(re.compile(r"/password"))

    for weak, reason in (("123456", "长度须在"), ("xinren-2026-Ab", "不能包含账号")):
        change_password(desk.page, first, weak)
        expect(desk.page.get_by_role("alert")).to_contain_text(reason)

    change_password(desk.page, first, "河畔-Teal-77-风筝")
    desk.settle()
    expect(desk.heading("排名榜")).to_be_visible()
    assert desk.menu() == [
        "我的工作台",
        "通知",
        "排名榜",
        "单位得分",
        "对比分析",
        "评估项目",
        "采集状态",
        "我的填报",
        "填报情况",
        "指标库",
        "指标体系",
        "征求意见",
    ]


def change_password(page, old: str, new: str) -> None:
    page.get_by_label("原口令").fill(old)
    page.get_by_label("新口令", exact=True).fill(new)
    page.get_by_label("再次输入新口令").fill(new)
    page.get_by_role("button", name="保存新口令").click()


def test_signing_out_in_one_tab_closes_the_other(visit: Visit):
    desk = visit("mishu").sign_in("/board")
    other = desk.tab("/unit")
    began = time.monotonic()
    desk.sign_out()
    expect(other).to_have_url(SIGN_IN, timeout=CLOSES_WITHIN * 1000)
    assert time.monotonic() - began < CLOSES_WITHIN + 1


def test_a_person_forced_out_signs_in_again_where_they_were(visit: Visit):
    secretary = visit("mishu").sign_in("/unit?unit=M05&section=指标得分")
    place = secretary.where
    administrator = visit("admin").sign_in("/online")
    choose(administrator, administrator.main, "选择要强制下线的会话", "卢思齐")
    administrator.page.get_by_role("button", name="强制“卢思齐”下线").click()
    expect(administrator.page.get_by_text("已强制“卢思齐”下线")).to_be_visible()
    expect(secretary.page).to_have_url(SIGN_IN, timeout=CLOSES_WITHIN * 1000)
    expect(secretary.page.get_by_role("status")).to_contain_text("登录已失效")
    secretary.sign_in()
    assert secretary.where == place
    expect(secretary.page.get_by_text("德州市教育和体育局").first).to_be_visible()
