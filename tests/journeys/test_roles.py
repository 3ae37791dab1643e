"""A leader, an evaluator, a department and an auditor: in by a deep link, down to a cell, out for good."""

import re
import struct
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.desk import WAIT, Desk
from tests.journeys.facts import LOGINS, edition, menu_of
from tests.running.city import City

ROLES = ("leader", "evaluator", "filler", "auditor")
UNIT = "市教体局"
CELL = re.compile(r"工作表“(.+)”([A-Z]+\d+)$")
# What a platform counted ends at a run; what people reported, at a cell of their workbook.
RUN = re.compile(r"采集运行 \d+：数据源“.+”，查询 .+（校验值 [0-9a-f]{8}），\d+ 行，")


@pytest.mark.parametrize("role", ROLES)
def test_from_a_deep_link_down_to_a_source_cell_and_out_again(
    role: str, city: City, visit: Visit, tmp_path: Path
):
    newest = edition(city)
    link = f"/board?edition={newest.id}&board=department"
    desk = visit(LOGINS[role])
    arrives_at_the_sign_in_page_and_returns_to(desk, link)
    assert desk.menu() == menu_of(role)
    totals = reads_the_board(desk, whole=role != "filler")
    exports_the_board(desk, tmp_path, totals, [newest.title, newest.sha256[:8]])
    exports_a_chart(desk, tmp_path)
    drills_down_to_the_source(desk, totals[UNIT], tmp_path)
    old = desk.tab(link)
    desk.sign_out()
    finds_every_way_back_closed(desk, old, f"/api/results/{newest.id}/boards/department.xlsx")


def arrives_at_the_sign_in_page_and_returns_to(desk: Desk, link: str) -> None:
    desk.go(link)
    expect(desk.page.get_by_role("heading", name="登录")).to_be_visible()
    desk.sign_in()
    assert desk.where == link
    expect(desk.heading("排名榜")).to_be_visible()


def reads_the_board(desk: Desk, *, whole: bool) -> dict[str, str]:
    """Total by unit, as the page shows them."""
    rows = desk.rows("组内名次")
    assert len(rows) == (42 if whole else 1)
    return {row["单位"]: row["总分"] for row in rows}


def exports_the_board(desk: Desk, folder: Path, totals: dict[str, str], footer: list[str]) -> None:
    saved = desk.saves(desk.link("导出 Excel").click, folder)
    assert "排名榜" in saved.name
    sheet = load_workbook(saved)["排名"]
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    written = [f"{row['总分']:.2f}" for row in rows if isinstance(row["总分"], int | float)]
    assert written == list(totals.values())
    text = "\n".join(str(row["名次"]) for row in rows)
    assert all(part in text for part in footer)


def exports_a_chart(desk: Desk, folder: Path) -> None:
    picture = desk.saves(desk.link("导出图片").click, folder).read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(picture) > 10_000
    assert struct.unpack(">I", picture[16:20])[0] >= 1200


def drills_down_to_the_source(desk: Desk, total: str, folder: Path) -> None:
    desk.link(UNIT).click()
    expect(desk.heading("单位得分")).to_be_visible()
    sentence = desk.page.get_by_test_id("stMain").get_by_role("listitem").filter(has_text="÷").first
    expect(sentence).to_contain_text("依据：")
    desk.settle()
    assert f"满分 100 分 − 总分 {total} 分" in desk.text()
    counted = re.search(r"（([\d,]+)÷([\d,]+)）", sentence.inner_text())
    assert counted is not None
    sentence.get_by_role("link", name="查看来源").click()
    expect(desk.page.get_by_text("来源文件：")).to_be_visible()
    desk.settle()
    sources = desk.rows("出处")
    assert [row["数值"].replace(",", "") for row in sources] == [
        part.replace(",", "") for part in counted.groups()
    ]
    assert all(CELL.search(row["出处"]) or RUN.match(row["出处"]) for row in sources), sources
    if desk.link("下载来源文件").count():
        holds_what_was_shown(desk, sources, folder)


def holds_what_was_shown(desk: Desk, sources: list[dict[str, str]], folder: Path) -> None:
    book = load_workbook(desk.saves(desk.link("下载来源文件").click, folder))
    for row in sources:
        if RUN.match(row["出处"]):
            continue
        sheet, cell = CELL.findall(row["出处"])[0]
        assert f"{book[sheet][cell].value:,}" == row["数值"]


def finds_every_way_back_closed(desk: Desk, old: Page, file: str) -> None:
    signed_out = re.compile(r"/signin")
    expect(old).to_have_url(signed_out, timeout=WAIT)
    desk.page.go_back()
    expect(desk.page).to_have_url(signed_out)
    expect(desk.page.get_by_test_id("stMain")).to_have_count(0)
    for address in ("/unit", file):
        desk.go(address)
        expect(desk.page).to_have_url(signed_out)
        expect(desk.page.get_by_role("heading", name="登录")).to_be_visible()
    old.reload()
    expect(old).to_have_url(signed_out)
    assert desk.status(file) == 401
