"""Cells of a system workbook that hold more than a number."""

from decimal import Decimal
from fractions import Fraction

import pytest

from core.indicators.cells import availability_in, availability_text, digits_in, equal_weights
from core.indicators.node import Node
from core.indicators.system import Metric
from core.indicators.tables import SheetTable, TableRow
from core.sheets.model import Sheet


def _row(value):
    problems = []
    return TableRow(SheetTable(Sheet("体系", (("内容",), (value,))), {"内容": 0}, problems), 2), problems


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("60%", {"availability": Fraction(3, 5)}),
        (0.6, {"availability": Fraction(3, 5)}),
        ("2/3", {"availability": Fraction(2, 3)}),
        ("3项", {"least": 3}),
        ("３ 个", {"least": 3}),
        (None, {}),
    ],
)
def test_what_must_be_there_is_a_part_or_a_number(written, held):
    row, problems = _row(written)

    assert availability_in(row, "内容") == held
    assert not problems
    text = availability_text(held.get("availability"), held.get("least", 0))
    assert availability_in(_row(text)[0], "内容") == held


def test_another_text_is_a_problem_with_a_remedy():
    row, problems = _row("大部分")

    assert availability_in(row, "内容") == {}
    assert "60%" in problems[0].remedy


def test_digits_of_levels_stand_in_one_cell():
    assert digits_in(_row("2；2；3")[0]) == (2, 2, 3)
    assert digits_in(_row(2)[0]) == (2,)
    row, problems = _row("两位")
    assert digits_in(row) is None
    assert problems


def test_siblings_without_any_weight_weigh_the_same():
    nodes = (
        Node("A", "甲"),
        Node("B", "乙"),
        Node("A1", "子", "A", weight=Decimal(3)),
        Node("A2", "丑", "A"),
    )
    metrics = (Metric("A1-1", "A1", "某", Decimal(0), "value", "rank"),)

    found, shared = equal_weights(nodes, metrics)

    assert [node.weight for node in found] == [1, 1, 3, None]
    assert shared[0].share == 1
