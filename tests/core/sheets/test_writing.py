"""Stories of workbooks people take away: no formulas, equal bytes, drop-downs."""

import time
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.sheets.reading import read_workbook
from core.sheets.writing import SheetContent, build_workbook

HEADS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x","y")',
    '=WEBSERVICE("http://x")',
    "#DIV/0!",
]


def opened(data):
    return load_workbook(BytesIO(data))


@pytest.mark.parametrize("head", HEADS)
def test_a_text_that_looks_like_a_formula_stays_a_text_everywhere(head):
    content = SheetContent("表", [head, "列"], [[head, -3.5]], notes=[head], choices={1: [head]})
    sheet = opened(build_workbook([content]))["表"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert sheet["A2"].value.strip() == head.replace("\0", "").strip()
    assert (sheet["B2"].value, sheet["B2"].data_type) == (-3.5, "n")


def test_texts_come_back_unchanged():
    texts = ["=1+1", "-", "＋", "𠀀𪚥", "a" * 32_767, "甲 乙", "_x0041_"]
    data = build_workbook([SheetContent("表", ["列"], [[text] for text in texts])])
    assert [row[0] for row in read_workbook(data, "表.xlsx")[0].rows[1:]] == texts


def test_characters_xml_forbids_are_left_out():
    data = build_workbook([SheetContent("a/b:c", ["列"], [["甲\x00\x0b\ud800乙\uffff"]])])
    assert opened(data)["a_b_c"]["A2"].value == "甲乙"


def test_equal_content_gives_equal_bytes_at_any_hour():
    content = [SheetContent("表", ["列"], [["甲"], [1]], choices={0: [f"选,{n}" for n in range(200)]})]
    first = build_workbook(content)
    time.sleep(2.1)
    assert build_workbook(content) == first


def test_moments_are_written_in_beijing_time_and_odd_numbers_as_nothing():
    rows = [[datetime(2020, 12, 31, 16, tzinfo=UTC), date(2020, 1, 2), float("nan"), float("inf")]]
    sheet = opened(build_workbook([SheetContent("表", list("甲乙丙丁"), rows)]))["表"]
    assert sheet["A2"].value == datetime(2021, 1, 1)
    assert sheet["B2"].value == datetime(2020, 1, 2)
    assert sheet["B2"].number_format == "yyyy-mm-dd"
    assert sheet["C2"].value is sheet["D2"].value is None


def test_the_house_style_and_the_given_settings_are_there():
    content = SheetContent(
        "表",
        ["名称", "得分"],
        [["甲", 1.5]],
        widths=[30],
        notes=["说明一"],
        number_formats={1: "0.00"},
        freeze_columns=1,
        choices={0: ["甲", "乙"]},
    )
    sheet = opened(build_workbook([content]))["表"]
    assert sheet["A1"].font.bold
    assert sheet["A1"].font.name == "微软雅黑"
    assert sheet["A1"].fill.fill_type == "solid"
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions["A"].width == 30
    assert sheet["B2"].number_format == "0.00"
    assert sheet["A4"].value == "说明一"
    assert sheet.data_validations.dataValidation[0].formula1 == '"甲,乙"'


def test_long_lists_stand_on_a_hidden_sheet():
    names = [f"第{n}号部门" for n in range(100)]
    book = opened(build_workbook([SheetContent("表", ["部门"], choices={0: names})]))
    assert book["表"].data_validations.dataValidation[0].formula1 == "'选项'!$A$1:$A$100"
    assert book["选项"].sheet_state == "hidden"
    assert [row[0] for row in book["选项"].values] == names
