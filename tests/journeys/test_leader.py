"""A leader's two minutes before a meeting: the sentence, the problem, its reason, its source, one page."""

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.desk import PHONE, Desk
from tests.journeys.facts import LOGINS, edition
from tests.journeys.test_words import looks
from tests.running.city import City

CLICKS = 6


def test_from_the_sentence_to_the_source_and_the_brief_in_six_clicks(
    city: City, visit: Visit, tmp_path: Path
):
    newest = edition(city)
    desk = visit(LOGINS["leader"]).sign_in("/")
    clicks = 1
    expect(desk.heading("全市态势")).to_be_visible()
    sentence = desk.page.get_by_test_id("stMain").get_by_role("listitem").first
    expect(sentence).to_contain_text("主要是")
    unit = reads_the_first_problem(desk)
    clicks += 1
    expect(desk.heading("单位得分")).to_be_visible()
    desk.settle()
    assert unit in desk.text()
    desk.link("查看来源").first.click()
    clicks += 1
    expect(desk.page.get_by_text("来源文件：")).to_be_visible()
    desk.settle()
    desk.link("全市").click()
    clicks += 1
    expect(desk.heading("全市态势")).to_be_visible()
    desk.settle()
    saved = desk.saves(desk.link("一页纸（打印版）").click, tmp_path)
    clicks += 1
    assert saved.read_bytes().startswith(b"%PDF")
    word = desk.saves(desk.link("一页纸（文档）").click, tmp_path)
    clicks += 1
    written = "\n".join(paragraph.text for paragraph in Document(str(word)).paragraphs)
    assert newest.title in written
    assert newest.sha256[:8] in written
    assert clicks <= CLICKS


def reads_the_first_problem(desk: Desk) -> str:
    """Follow the first line of the problem list; returns the unit it names."""
    line = desk.page.get_by_role("listitem").filter(has_text=re.compile("一票否决|不合格")).first
    link = line.get_by_role("link").first
    name = link.inner_text()
    link.click()
    return name


def test_the_first_answer_fits_a_desks_screen_without_scrolling(visit: Visit):
    desk = visit(LOGINS["leader"]).sign_in("/cockpit")
    for text in ("问题清单", "待拍板事项"):
        box = desk.page.get_by_test_id("stMain").get_by_role("heading", name=re.compile(text)).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 900
    figures = desk.page.get_by_test_id("stMetric")
    assert figures.count() == 6
    assert len({figures.nth(at).bounding_box()["y"] for at in range(6)}) == 1


def test_the_brief_is_read_on_a_phone_without_scrolling_sideways(visit: Visit):
    desk = visit(LOGINS["secretary"]).sign_in("/cockpit")
    desk.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    desk.link("一页纸（手机阅读）").click()
    expect(desk.page.get_by_role("heading", name="一、总体情况")).to_be_visible()
    needed, given = desk.page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    assert needed <= given


@pytest.mark.parametrize("mode", ["within", "peers", "periods"])
def test_every_comparison_is_chinese_and_uncut(mode: str, visit: Visit, shots: Path | None):
    desk = visit(LOGINS["leader"]).sign_in(f"/compare?mode={mode}&unit=M05&indicator=C12")
    assert looks(desk, f"compare-{mode}", shots) == []


def test_a_wall_shows_everything_at_once_without_a_menu(visit: Visit):
    desk = visit(LOGINS["leader"]).sign_in("/cockpit?wall=1")
    desk.page.set_viewport_size({"width": 1920, "height": 1080})
    expect(desk.page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(desk.page.get_by_text("数据来源：")).to_be_in_viewport()
    assert desk.page.get_by_test_id("stMain").locator("a[href^='/']").count() == 0


def test_a_department_sees_itself_alone_in_every_comparison(visit: Visit):
    desk = visit(LOGINS["filler"]).sign_in("/compare?mode=peers&indicator=C12")
    rows = desk.rows("距前三平均")
    assert [row["单位"] for row in rows] == ["市教体局"]
    assert "市公安局" not in desk.page.content()
    assert desk.status(f"/api/results/{edition(desk.city).id}/cockpit.xlsx") == 403
    desk.open("/cockpit")
    expect(desk.page.get_by_text("您没有打开该页面的权限")).to_be_visible()
