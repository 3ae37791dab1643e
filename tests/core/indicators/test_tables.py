"""Cells and rows under Chinese headers."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from core.indicators.tables import decimal_of, open_table, plain_text
from core.sheets.model import Sheet


@pytest.mark.parametrize(
    ("cell", "number"),
    [(85, "85"), (0.1, "0.1"), ("85%", "0.85"), ("１，２００．５", "1200.5"), (" 7 ", "7"), ("-3", "-3")],
)
def test_a_number_is_read_exactly(cell, number):
    assert decimal_of(cell) == Decimal(number)


@pytest.mark.parametrize("cell", [None, True, "", "七", "1,2", "inf", "NaN", "12a"])
def test_anything_else_is_no_number(cell):
    with pytest.raises(ValueError, match=r"不是数|千分位"):
        decimal_of(cell)


def test_a_cell_as_text_is_what_people_see():
    cells = (None, 3.0, 2.5, True, datetime(2020, 12, 31, 9, 0), date(2020, 1, 2), " 甲 ")

    assert [plain_text(cell) for cell in cells] == ["", "3", "2.5", "是", "2020-12-31", "2020-01-02", "甲"]


def test_rows_keep_their_excel_number_and_blank_rows_are_skipped():
    problems = []
    sheet = Sheet("表", (("编码", "名称"), (None, " "), ("A", None)))

    (row,) = open_table([sheet], "表", ["编码", "名称"], problems).rows()

    assert (row.number, row.text("编码"), row.text("名称", required=True)) == (3, "A", "")
    assert str(problems[0]) == "工作表“表” 第 3 行 B 列：“名称”不能为空。处理办法：填写名称"


def test_repeated_and_missing_headers_are_problems():
    problems = []

    open_table([Sheet("表", (("编码", "编码"),))], "表", ["编码", "名称"], problems)

    assert [(problem.rule, problem.column) for problem in problems] == [
        ("表头重复", "B"),
        ("缺少“名称”列", ""),
    ]
