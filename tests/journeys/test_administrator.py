"""A year cannot start without units and accounts: an administrator makes both, and hands a slip over."""

from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Locator, expect
from sqlmodel import select

from core.access.models import Person
from core.access.passwords import matches
from core.organisations.models import Organisation
from core.store.session import reading
from tests.journeys.conftest import Visit
from tests.journeys.desk import PHONE, Desk
from tests.journeys.forms import choose, dialog, fill
from tests.running.city import City


def row(desk: Desk, name: str) -> Locator:
    """The name of a unit in the list; the tree beside it has one too."""
    return desk.page.get_by_test_id("stTable").get_by_role("link", name=name)


def test_a_unit_is_added_once_by_two_clicks_then_renamed_on_a_document(city: City, visit: Visit):
    desk = visit("admin").sign_in("/organisations?kind=市级部门")
    desk.page.get_by_role("button", name="新增机构").click()
    form = dialog(desk, "新增机构")
    choose(desk, form, "类别", "市级部门")
    fill(form, 机构名称="德州市数据局", 机构代码="M43")
    form.get_by_role("button", name="新增机构").dblclick()
    expect(desk.page.get_by_text("已新增机构“德州市数据局”。")).to_be_visible()
    desk.open("/organisations?text=M43")
    row(desk, "德州市数据局").click()
    dialog(desk, "机构").get_by_role("link", name="更名").click()
    form = dialog(desk, "机构更名")
    fill(form, 机构名称="德州市数据发展局", 理由="机构改革", 批准人="德办发〔2021〕1号")
    form.get_by_role("button", name="确认更名").click()
    expect(desk.page.get_by_text("已更名为“德州市数据发展局”")).to_be_visible()
    desk.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    row(desk, "德州市数据发展局").click()
    expect(dialog(desk, "机构").get_by_text("德州市数据局 → 德州市数据发展局")).to_be_visible()
    with reading(city.engine) as session:
        [unit] = session.exec(select(Organisation).where(Organisation.code == "M43"))
    assert unit.name == "德州市数据发展局"


def test_a_new_account_has_its_slip_printed_and_the_list_is_sorted_by_its_header(
    city: City, visit: Visit, tmp_path: Path
):
    desk = visit("admin").sign_in("/people?state=在用")
    desk.page.get_by_role("button", name="新增用户").click()
    form = dialog(desk, "新增用户")
    fill(form, 账号="lina", 姓名="李娜")
    choose(desk, form, "角色", "部门填报员")
    form.get_by_role("button", name="建立账号").click()
    slip = dialog(desk, "账号发放单")
    saved = desk.saves(slip.get_by_role("link", name="下载发放单").click, tmp_path)
    line = [cell.value for cell in load_workbook(saved)["账号发放单"][2]]
    slip.get_by_role("button", name="已交给本人").click()
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    with reading(city.engine) as session:
        held = session.exec(select(Person).where(Person.login == "lina")).one()
    assert line[:2] == ["lina", "李娜"]
    assert matches(line[4], held.password_hash)
    desk.link("账号").click()
    expect(desk.page.get_by_role("link", name="账号 ▲")).to_be_visible()
    desk.page.go_back()
    expect(desk.page.get_by_role("link", name="账号", exact=True)).to_be_visible()
    assert desk.rows("最近登录")[0]["账号"] == "admin"
