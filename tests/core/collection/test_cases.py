"""Expert marks grouped into cases."""

from decimal import Decimal

from core.collection.values import ExpertMark
from tests.core.scoring.boards import board, department


def _mark(unit, case, score):
    return ExpertMark(unit, "D21-1", case, f"专家{score}", Decimal(score))


def test_marks_are_grouped_by_unit_and_case_in_listed_order():
    marks = [
        _mark("U001", "乙", 70),
        _mark("U000", "甲", 80),
        _mark("U001", "乙", 90),
        _mark("U009", "丙", 1),
    ]
    values = board(department(), {}, {}, marks=marks)

    arrays = values.case_arrays["D21-1"]

    assert [mark.score for mark in values.cases["U001", "D21-1"]["乙"]] == [70, 90]
    assert arrays.units.tolist() == [1, 0]
    assert arrays.scores.tolist() == [70, 90, 80]
    assert arrays.starts.tolist() == [0, 2]
