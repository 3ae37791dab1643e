"""Values as workbooks: the round trip, forgiving spellings, and workbooks that must be refused."""

from array import array
from decimal import Decimal
from functools import cache
from io import BytesIO

import numpy as np
import pytest
from openpyxl import load_workbook

from core.collection.columns import ValueColumn
from core.collection.number_sheet import read_column
from core.collection.values import BLANK, NA, NUMBER, ExpertMark, Unit
from core.collection.workbook import read_periods, read_values, values_template, write_values
from core.errors import Invalid
from core.indicators.tables import SheetTable
from core.sheets.model import Numbers, Sheet
from core.sheets.reading import read_workbook
from core.sheets.writing import SheetContent, build_workbook
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


MACHINE_NUMBERS = [0, 1, 1.5, -0.0, 0.85, 2, -3, 1e300, float("inf"), float("nan")]
PLAIN_TEXTS = ["12", "", "0.85", "-4", "007", "1.5"]
ODD_CELLS = [
    *(None, True, " ", "不适用", " 不适用", "１２", "1,200", "1,20", "12,3456", "85%", "８５％", "1_000"),
    *(
        "1.000000000000000000001",
        "1e400",
        "1e-400",
        "很多",
        "#DIV/0!",
        "#n/a",
        "NaN",
        "inf",
        ".5",
        "+3",
        "1 2",
    ),
]
KINDS = [
    ValueColumn("X", "数", role, "X", percent=percent, signed=signed)
    for role in ("numerator", "value", "count", "item", "event", "experts")
    for percent in (False, True)
    for signed in (False, True)
]


def _whole(cells, kind, *, packed=False):
    """What a column of these cells is read as: number, state and broken rule of each."""
    column = ["X", *cells]
    if packed:
        floats = array("d", [cell if type(cell) in (int, float) else 0.0 for cell in column])
        others = {index: cell for index, cell in enumerate(column) if type(cell) not in (int, float)}
        column = Numbers(floats, others)
    problems = []
    numbers, states = read_column(SheetTable(Sheet("表", columns=[column]), {"X": 0}, problems), kind)
    rules = {problem.row: problem.rule for problem in problems}
    return [
        (None if np.isnan(number) else number, state, rules.get(row, ""))
        for row, (number, state) in enumerate(zip(numbers[1:], states[1:], strict=True), start=2)
    ]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_column_read_as_a_whole_says_of_each_cell_what_the_cell_alone_would_be_told(kind):
    cells = [*MACHINE_NUMBERS, *PLAIN_TEXTS, *ODD_CELLS]
    alone = [_whole([cell], kind)[0] for cell in cells]

    assert _whole(cells, kind) == alone
    assert _whole(cells, kind, packed=True) == alone
    assert _whole(PLAIN_TEXTS, kind) == alone[len(MACHINE_NUMBERS) :][: len(PLAIN_TEXTS)]


@pytest.mark.parametrize(
    ("cell", "percent", "signed", "rule"),
    [
        (-3, False, False, "不能是负数"),
        (-3, False, True, ""),
        (1.5, True, False, "比率应在 0 到 1 之间"),
        (1.5, True, True, ""),
        ("150%", True, True, ""),
        (float("inf"), False, True, "应为数字、“不适用”或留空"),
    ],
)
def test_only_signed_columns_take_negative_numbers_and_rates_above_one(cell, percent, signed, rule):
    kind = ValueColumn("X", "数", "value", "X", percent=percent, signed=signed)

    assert _whole([cell], kind)[0][2] == rule
    assert _whole([cell], kind)[0][1] == (BLANK if rule else NUMBER)


def test_problems_are_told_row_by_row():
    with pytest.raises(Invalid) as caught:
        _read(("指标值", "I2", 1.5), ("指标值", "D3", -1), ("指标值", "D2", "很多"), ("指标值", "B2", None))

    assert [(problem.row, problem.column) for problem in caught.value.problems] == [
        (2, "B"),
        (2, "D"),
        (2, "I"),
        (3, "D"),
    ]


def _sheets(*sheets):
    """The tiny system's workbook with other sheets in the place of those of the same name."""
    original = read_workbook(_book(ledger=[entry("U000", "G-B1", "市级")]), "值.xlsx")
    given = {name: rows for name, *rows in sheets}
    return build_workbook(
        [
            SheetContent(
                sheet.name, *((rows[0], rows[1:]) if (rows := given.get(sheet.name, sheet.rows)) else ())
            )
            for sheet in original
        ]
    )


NUMBER_HEAD = ["单位代码", "单位名称", "分组", "A-1/分子", "A-1/分母", "A-2/分子", "A-2/分母", "A!1", "B-1"]
LEDGER_HEAD = ["单位代码", "编码", "档次", "数量", "事项", "依据文号", "日期"]
MATTER = ["U000", "G-B1", "市级", 1, "某事项", "某文〔2020〕1号", None]


def _periods(*rows, ledger=None):
    """Units of periods: (code, period, number of B-1)."""
    numbers = [[code, code, "组", 1, 2, 1, 2, 0, count, period] for code, period, count in rows]
    entries = ledger or [LEDGER_HEAD]
    return _sheets(["指标值", [*NUMBER_HEAD, "期次"], *numbers], ["加减分台账", *entries])


def test_a_file_of_several_periods_gives_the_values_of_each():
    ledger = [[*LEDGER_HEAD, "期次"], [*MATTER, "2020年二季度"]]
    data = _periods(
        ("U000", "2020年二季度", 5), ("U000", "2020年一季度", 3), ("U001", "2020年二季度", 6), ledger=ledger
    )

    (second, later), (first, earlier) = read_periods(data, "值.xlsx", tiny_system())

    assert (second, first) == ("2020年二季度", "2020年一季度")
    assert later.numbers[:, -1].tolist() == [5, 6]
    assert [unit.code for unit in earlier.units] == ["U000"]
    assert str(later.place("U001", "B-1")) == "工作表“指标值”I4"
    assert str(earlier.place("U000", "B-1")) == "工作表“指标值”I3"
    assert [(len(values.ledger)) for values in (later, earlier)] == [1, 0]


def test_one_evaluation_takes_one_period_only():
    data = _periods(("U000", "一季度", 5), ("U000", "", 3))

    with pytest.raises(Invalid) as caught:
        read_values(data, "值.xlsx", tiny_system())

    (problem,) = caught.value.problems
    assert problem.rule == "本次导入只能有一个期次"
    assert problem.value == "一季度、（空）"
    assert problem.place == "工作表“指标值” 第 3 行 J 列"


def test_the_only_period_needs_no_column_in_the_ledger():
    data = _periods(("U000", "一季度", 5), ledger=[LEDGER_HEAD, MATTER])

    ((period, values),) = read_periods(data, "值.xlsx", tiny_system())

    assert period == "一季度"
    assert values == read_values(data, "值.xlsx", tiny_system())
    assert len(values.ledger) == 1


@pytest.mark.parametrize(
    ("ledger", "row", "column", "rule"),
    [
        ([LEDGER_HEAD, MATTER], 1, "", "缺少“期次”列"),
        ([[*LEDGER_HEAD, "期次"], [*MATTER, None]], 2, "H", "“期次”不能为空"),
        ([[*LEDGER_HEAD, "期次"], [*MATTER, "三季度"]], 2, "H", "期次不在“指标值”表中"),
        ([[*LEDGER_HEAD, "期次"], ["U001", *MATTER[1:], "一季度"]], 2, "A", "单位代码不在“指标值”表中"),
    ],
)
def test_a_matter_must_belong_to_a_unit_of_its_period(ledger, row, column, rule):
    data = _periods(("U000", "一季度", 5), ("U001", "二季度", 3), ledger=ledger)

    with pytest.raises(Invalid) as caught:
        read_periods(data, "值.xlsx", tiny_system())

    assert (rule, "加减分台账", row, column) in [
        (problem.rule, problem.sheet, problem.row, problem.column) for problem in caught.value.problems
    ]


def test_the_same_unit_twice_in_one_period_is_refused():
    data = _periods(("U000", "一季度", 5), ("U000", "二季度", 5), ("U000", "一季度", 5))

    with pytest.raises(Invalid) as caught:
        read_periods(data, "值.xlsx", tiny_system())

    assert [(problem.row, problem.rule) for problem in caught.value.problems] == [
        (4, "单位代码与第 2 行重复")
    ]


CSV = """单位代码,单位名称,分组,A-1/分子,A-1/分母,A-2/分子,A-2/分母,A!1,B-1
U000,单位0,组,"1,700","2,000",９,１０,,不适用
U001,单位1,组,17,20,,,0, 3
"""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_file_is_the_sheet_of_values_whatever_it_is_called(encoding):
    values = read_values(CSV.encode(encoding), "二季度.CSV", tiny_system())

    assert values.numbers[0, :4].tolist() == [1700, 2000, 9, 10]
    assert values.states.tolist() == [[1, 1, 1, 1, 0, 2], [1, 1, 0, 0, 1, 1]]
    assert str(values.place("U001", "B-1")) == "工作表“二季度”I3"


def test_problems_of_a_csv_file_stand_in_its_only_sheet():
    with pytest.raises(Invalid) as caught:
        read_values(CSV.replace("17,20", "多,20").encode(), "二季度.csv", tiny_system())

    assert caught.value.problems[0].place == "工作表“二季度” 第 3 行 D 列"
    marked = load_workbook(BytesIO(caught.value.annotated))["二季度"]
    assert marked["J3"].value.startswith("D 列：应为数字")


def test_a_title_above_the_header_is_named_instead_of_every_column():
    with pytest.raises(Invalid) as caught:
        read_values(_sheets(["指标值", ["2020年指标值"], [], NUMBER_HEAD]), "值.xlsx", tiny_system())

    assert [
        (problem.rule, problem.row) for problem in caught.value.problems if problem.sheet == "指标值"
    ] == [("表头应在第 1 行，现在第 3 行", 3)]


@pytest.mark.parametrize(
    ("area", "rule", "row", "column"),
    [("D1:E1", "表头有合并单元格", 1, "D"), ("D2:D3", "数据区有合并单元格", 2, "D")],
)
def test_merged_cells_are_named_because_they_would_be_read_as_blank(area, rule, row, column):
    book = load_workbook(BytesIO(_book()))
    book["指标值"].merge_cells(area)
    target = BytesIO()
    book.save(target)

    with pytest.raises(Invalid) as caught:
        read_values(target.getvalue(), "值.xlsx", tiny_system())

    first = caught.value.problems[0]
    assert (first.sheet, first.row, first.column, first.value) == ("指标值", row, column, area)
    assert first.rule.startswith(rule)


def test_of_a_column_that_is_wrong_throughout_the_first_thousand_cells_are_named():
    rows = "".join(f"U{row},单位,组,,,,,,-1\n" for row in range(2_500))

    with pytest.raises(Invalid) as caught:
        read_values((",".join(NUMBER_HEAD) + "\n" + rows).encode(), "值.csv", tiny_system())

    named = caught.value.problems
    assert [problem.row for problem in named] == list(range(2, 1_003))
    assert {problem.rule for problem in named[:-1]} == {"不能是负数"}
    assert named[-1].rule == "这一列还有 1500 格有问题，没有一一列出"
