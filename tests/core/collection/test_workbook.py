"""Values as workbooks: the round trip, forgiving spellings, and workbooks that must be refused."""

from decimal import Decimal
from functools import cache
from io import BytesIO

import numpy as np
import pytest
from openpyxl import load_workbook

from core.collection.values import NA, NUMBER, ExpertMark, Unit
from core.collection.workbook import read_values, values_template, write_values
from core.errors import Invalid
from tests.core.scoring.boards import (
    board,
    checklist_system,
    department,
    entry,
    random_board,
    tiny_system,
    units,
)

GOOD = {"A-1/分子": 17, "A-1/分母": 20, "A-2/分子": 9, "A-2/分母": 10, "B-1": 1, "A!1": 0}
# Columns of the sheet 指标值: D A-1/分子, E A-1/分母, F A-2/分子, G A-2/分母, H A!1, I B-1.


def _book(*changes, ledger=()):
    values = board(tiny_system(), GOOD, GOOD, ledger=ledger)
    book = load_workbook(BytesIO(write_values(values, tiny_system())))
    for sheet, cell, value in changes:
        book[sheet][cell] = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _read(*changes, **more):
    return read_values(_book(*changes, **more), "值.xlsx", tiny_system())


def test_writing_and_reading_gives_the_same_values():
    values = random_board(department(), 12, seed=4)

    assert read_values(write_values(values, department()), "值.xlsx", department()) == values


def test_an_empty_template_reads_as_all_blank():
    values = read_values(values_template(department(), units(2)), "值.xlsx", department())

    assert values.units == units(2)
    assert not values.states.any()


def test_every_value_keeps_its_cell():
    values = _read()

    assert str(values.place("U001", "A-1/分母")) == "工作表“指标值”E3"


def test_the_three_states_of_a_cell_stay_apart():
    values = _read(
        ("指标值", "D2", "不适用"), ("指标值", "E2", "不适用"), ("指标值", "I2", None), ("指标值", "I3", 0)
    )

    assert values.states[0, :2].tolist() == [2, 2]
    assert values.states[:, values.column_index["B-1"]].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("written", "number"), [("1,200", 1200), ("１２", 12), (" 15 ", 15), ("１，２００", 1200)]
)
def test_numbers_may_be_written_as_people_do(written, number):
    values = _read(("指标值", "E2", written if number > 17 else "20"), ("指标值", "D2", "17"))
    assert values.numbers[0, 0] == 17
    values = _read(("指标值", "I2", written))
    assert values.numbers[0, values.column_index["B-1"]] == number


@cache
def _checklist_book():
    values = board(checklist_system(), {"A-1#1": 1, "A-1#2": 0.5, "A-1#3": 0})
    return write_values(values, checklist_system())


def _checklist(value):
    book = load_workbook(BytesIO(_checklist_book()))
    book["指标值"]["D2"] = value
    target = BytesIO()
    book.save(target)
    return read_values(target.getvalue(), "值.xlsx", checklist_system())


@pytest.mark.parametrize("written", ["85%", "８５％", "0.85", 0.85])
def test_a_ratio_may_be_written_as_per_cent(written):
    values = _checklist(written)

    assert values.numbers[0, 0] == pytest.approx(0.85)
    assert values.states[0, 0] == NUMBER


def test_a_checklist_mark_above_one_is_refused():
    with pytest.raises(Invalid) as caught:
        _checklist(85)

    assert "量化值P应在 0 到 1 之间" in str(caught.value.problems[0])


BROKEN = [
    (("指标值", "A2", None), "指标值", 2, "A", "没有单位代码"),
    (("指标值", "A3", "U000"), "指标值", 3, "A", "单位代码与第 2 行重复"),
    (("指标值", "B2", None), "指标值", 2, "B", "不能为空"),
    (("指标值", "D1", "X-9 不知道"), "指标值", 1, "D", "不认识的列编码"),
    (("指标值", "D1", "B-1 又一列"), "指标值", 1, "I", "列重复"),
    (("指标值", "D1", None), "指标值", 1, "", "缺少“A-1/分子”列"),
    (("指标值", "D2", "很多"), "指标值", 2, "D", "应为数字"),
    (("指标值", "D2", True), "指标值", 2, "D", "应为数字"),
    (("指标值", "D2", -1), "指标值", 2, "D", "不能是负数"),
    (("指标值", "D2", 21), "指标值", 2, "D", "分子大于分母"),
    (("指标值", "D2", "不适用"), "指标值", 2, "D", "一个是“不适用”"),
    (("指标值", "D2", "#DIV/0!"), "指标值", 2, "D", "错误值"),
    (("指标值", "D2", "85%"), "指标值", 2, "D", "不能填百分数"),
    (("指标值", "I2", 1.5), "指标值", 2, "I", "应为整数"),
    (("指标值", "H2", "不适用"), "指标值", 2, "H", "不能是“不适用”"),
    (("加减分台账", "A2", "X"), "加减分台账", 2, "A", "不在“指标值”表中"),
    (("加减分台账", "B2", "G-X"), "加减分台账", 2, "B", "不认识的加减分项"),
    (("加减分台账", "C2", "县级"), "加减分台账", 2, "C", "没有这个档次"),
    (("加减分台账", "D2", 0), "加减分台账", 2, "D", "正整数"),
    (("加减分台账", "E2", None), "加减分台账", 2, "E", "不能为空"),
    (("加减分台账", "F2", None), "加减分台账", 2, "F", "“依据文号”不能为空"),
    (("加减分台账", "G2", "去年"), "加减分台账", 2, "G", "日期不合规"),
]


@pytest.mark.parametrize(("change", "sheet", "row", "column", "words"), BROKEN)
def test_a_broken_workbook_is_refused_with_the_place(change, sheet, row, column, words):
    with pytest.raises(Invalid) as caught:
        _read(change, ledger=[entry("U000", "G-B1", "市级")])

    places = [
        (problem.sheet, problem.row, problem.column, words in problem.rule)
        for problem in caught.value.problems
    ]
    assert (sheet, row, column, True) in places, caught.value.problems
    assert all(problem.remedy for problem in caught.value.problems)
    assert caught.value.annotated


def test_one_matter_counts_once_and_both_rows_are_named():
    twice = [
        entry("U000", "G-B1", "市级", matter="获 通报"),
        entry("U000", "G-B1", "国家级", matter="获通报"),
    ]

    with pytest.raises(Invalid, match="1 处问题") as caught:
        _read(ledger=twice)

    assert "第 2 行与第 3 行" in caught.value.problems[0].rule


def test_a_date_may_be_a_date_or_a_text():
    ledger = [entry("U000", "G-B1", "市级")]

    values = _read(("加减分台账", "G2", "2020年12月1日"), ledger=ledger)

    assert values.ledger[0].happened_on.isoformat() == "2020-12-01"


def test_units_outside_the_board_and_missing_ones_are_named():
    wanted = [Unit("U000", "单位0"), Unit("U007", "单位7")]

    with pytest.raises(Invalid) as caught:
        read_values(_book(), "值.xlsx", tiny_system(), units=wanted)

    assert [problem.rule for problem in caught.value.problems] == [
        "单位不在本次评估名单中",
        "缺少名单中的单位",
    ]


def _marks(*rows):
    marks = [
        ExpertMark("U000", "D21-1", case, expert, Decimal(score), called)
        for case, expert, score, called in rows
    ]
    return write_values(board(department(), {}, marks=marks), department())


@pytest.mark.parametrize(
    ("rows", "column", "words"),
    [
        ([("案例", "甲", 101, True)], "E", "0 到 100"),
        ([("案例", "甲", 90, True), ("案例", "甲", 80, True)], "D", "已在第 2 行评过分"),
        ([("案例", "甲", 90, True), ("案例", "乙", 80, False)], "F", "与第 2 行同一案例填写不一致"),
    ],
)
def test_expert_marks_are_checked(rows, column, words):
    with pytest.raises(Invalid) as caught:
        read_values(_marks(*rows), "值.xlsx", department())

    (problem,) = caught.value.problems
    assert (problem.sheet, problem.column) == ("专家评分", column)
    assert words in problem.rule


def test_a_what_if_leaves_the_original_alone():
    values = board(tiny_system(), GOOD)

    other = values.with_value("U000", "A-1/分子", 20).with_value("U000", "B-1", NA)

    assert values.numbers[0, 0] == 17
    assert other.numbers[0, 0] == 20
    assert np.isnan(other.numbers[0, values.column_index["B-1"]])
    assert other != values
