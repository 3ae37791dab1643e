"""Values come in by workbook: a faulty one comes back marked, a good one becomes an edition, once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.desk import WAIT, Desk
from tests.journeys.facts import editions, value_sets
from tests.running.city import City
from tests.running.fixtures import own_city

# Its values move what others read.
__all__ = ["own_city"]

VALUES = "指标值"
SYSTEM = "市级部门指标体系"
# First row of data below the header, and the first column with a number in it.
ROW, COLUMN = 2, 4


def source_workbook(desk: Desk, folder: Path) -> Path:
    """The workbook the department's values of the year were imported from."""
    desk.open("/values")
    row = desk.page.get_by_role("row").filter(has_text="2020年度市级部门指标值（演示）")
    return desk.saves(row.get_by_role("link", name="下载").first.click, folder)


def fill_form(desk: Desk, file: Path, title: str) -> None:
    """Choose the departments' system, name the import, choose the file."""
    desk.page.get_by_role("combobox", name="指标体系").click()
    desk.page.get_by_role("option", name=SYSTEM).click()
    desk.page.get_by_label("名称", exact=True).fill(title)
    desk.page.get_by_label("考核期", exact=True).fill("2020年度")
    desk.page.get_by_label("考核期", exact=True).press("Tab")
    desk.page.locator("input[type=file]").set_input_files(file)
    expect(desk.page.get_by_text(file.name).first).to_be_visible()
    button = desk.page.get_by_role("button", name="校验并导入指标值")
    expect(button).to_be_enabled()
    button.click()


def no_number(sheet: Worksheet) -> None:
    sheet.cell(ROW, COLUMN).value = "很多"


def unknown_unit(sheet: Worksheet) -> None:
    wrong = sheet.cell(ROW, 1).value
    for row in (row for each in sheet.parent for row in each.iter_rows() if row[0].value == wrong):
        row[0].value = "M99"


def wrong_sheet(sheet: Worksheet) -> None:
    sheet.title = "随便一张表"


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [(no_number, "很多"), (unknown_unit, "不在本次评估名单中"), (wrong_sheet, VALUES)],
    ids=["no number", "unknown unit", "wrong sheet"],
)
def test_a_faulty_workbook_comes_back_with_its_reasons_and_nothing_is_written(
    spoil: Callable[[Worksheet], None], reason: str, city: City, visit: Visit, tmp_path: Path
):
    before = len(value_sets(city))
    desk = visit("pinggu").sign_in("/values")
    book = load_workbook(source_workbook(desk, tmp_path))
    spoil(book[VALUES])
    book.save(tmp_path / "坏表.xlsx")

    fill_form(desk, tmp_path / "坏表.xlsx", "不会写入的一批")
    expect(desk.link("下载标注了失败原因的文件")).to_be_visible(timeout=WAIT)
    expect(desk.page.get_by_test_id("stTable").first).to_contain_text("工作表")
    marked = desk.saves(desk.link("下载标注了失败原因的文件").click, tmp_path)
    assert marked.name == "坏表-失败原因.xlsx"
    given = reasons(load_workbook(marked))
    assert any(reason in text for text in given), given
    assert len(value_sets(city)) == before


def reasons(book: Workbook) -> list[str]:
    """What stands in the 失败原因 columns; faults of a whole sheet stand in their first cell."""
    columns = [column for sheet in book for column in sheet.iter_cols(values_only=True)]
    marked = [column for column in columns if str(column[0]).startswith("失败原因")]
    return [str(cell) for column in marked for cell in column if cell]


def test_a_good_workbook_becomes_one_edition_even_when_the_button_is_clicked_twice(
    city: City, visit: Visit, tmp_path: Path
):
    before = len(editions(city))
    desk = visit("pm").sign_in("/values")
    book = load_workbook(source_workbook(desk, tmp_path))
    book.save(tmp_path / "好表.xlsx")
    fill_form(desk, tmp_path / "好表.xlsx", "公示前复算")
    expect(desk.page.get_by_text("已导入 42 个单位的指标值“公示前复算”")).to_be_visible(timeout=WAIT)

    desk.choose("结果版次")
    desk.page.get_by_label("版次编号").fill("2020-公示")
    desk.page.get_by_label("标题", exact=True).fill("德州市2020年度公示结果")
    desk.page.get_by_label("考核期", exact=True).fill("2020年度")
    desk.page.get_by_label("考核期", exact=True).press("Tab")
    desk.page.get_by_role("combobox", name="指标值").click()
    desk.page.get_by_role("option", name="公示前复算").click()
    desk.page.keyboard.press("Escape")
    button = desk.page.get_by_role("button", name="计算并冻结结果版次")
    expect(button).to_be_enabled()
    button.dblclick()
    expect(desk.page.get_by_text("已冻结“德州市2020年度公示结果”")).to_be_visible(timeout=WAIT)
    desk.settle()

    made = editions(city)[before:]
    assert [edition.code for edition in made] == ["2020-公示"]
    expect(desk.page.get_by_test_id("stAlertContentError")).to_have_count(0)
    desk.choose("排名榜")
    assert len(desk.rows("组内名次")) == 42
    assert f"德州市2020年度公示结果（初评版，校验码 {made[0].sha256[:8]}）" in desk.text()


def test_reloading_while_typing_writes_nothing_and_leaves_the_screen_usable(city: City, visit: Visit):
    before = len(editions(city))
    desk = visit("pm").sign_in("/editions")
    desk.page.get_by_label("标题", exact=True).press_sequentially("写到一半")
    desk.page.reload()
    desk.settle()
    expect(desk.heading("结果版次")).to_be_visible()
    expect(desk.page.get_by_label("标题", exact=True)).to_be_editable()
    assert len(editions(city)) == before
