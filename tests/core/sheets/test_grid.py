"""Worksheets with a known header become rows of texts."""

import pytest

from core.errors import Invalid
from core.sheets.grid import Grid, Preview, text_of
from core.sheets.writing import SheetContent, build_workbook

GRID = Grid("表", ("甲", "乙"))


def test_rows_keep_excels_numbers_and_empty_ones_are_left_out():
    data = build_workbook([SheetContent("表", ("甲", "乙"), [["a", 371402.0], [None, None], [None, " b "]])])
    assert GRID.rows(data, "x.xlsx") == [(2, {"甲": "a", "乙": "371402"}), (4, {"甲": "", "乙": "b"})]
    assert text_of(1.5) == "1.5"


def test_another_header_and_no_rows_are_refused():
    with pytest.raises(Invalid, match="表头与模板不符"):
        GRID.rows(build_workbook([SheetContent("表", ("乙", "甲"), [["a", "b"]])]), "x.xlsx")
    with pytest.raises(Invalid, match="没有数据行"):
        GRID.rows(build_workbook([SheetContent("表", ("甲", "乙"))]), "x.xlsx")


def test_a_fault_is_placed_by_the_columns_name():
    assert GRID.at(3, "乙", "不对").place == "工作表“表” 第 3 行 B 列"
    assert GRID.at(3, "丙", "不对").column == ""


def test_a_row_with_two_faults_has_failed_once():
    faults = [GRID.at(3, "甲", "空"), GRID.at(3, "乙", "不对"), GRID.at(5, "乙", "不对")]
    found = Preview.of(4, 1, 2, faults)
    assert (found.added, found.updated, found.unchanged, found.failed) == (4, 1, 2, 2)
