"""Expert marks: our own proposal, worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from core.collection.values import ExpertMark
from core.scoring.experts import case_score, cases_of, cases_value, expert_values
from tests.core.scoring.boards import board, department, random_board


def _f(*numbers):
    return [Fraction(number) for number in numbers]


def test_five_experts_lose_the_highest_and_the_lowest():
    assert case_score(_f(60, 70, 80, 90, 100)) == 80
    assert case_score(_f(0, 70, 80, 90, 100)) == 80


def test_three_and_four_experts_are_averaged_as_they_are():
    assert case_score(_f(60, 90, 90)) == 80
    assert case_score(_f(60, 70, 80, 90)) == 75


def test_two_experts_are_not_enough():
    with pytest.raises(ValueError, match="不足 3 名"):
        case_score(_f(90, 90))


def test_a_case_without_calls_cannot_exceed_fifty():
    assert case_score(_f(90, 90, 90), called=False) == 50
    assert case_score(_f(30, 30, 30), called=False) == 30


def test_the_best_case_weighs_seven_tenths_and_the_second_three():
    assert cases_value(_f(80, 60, 90)) == Fraction(87, 100)
    assert cases_value(_f(90)) == Fraction(63, 100)


def test_the_fast_way_agrees_with_the_exact_one():
    values = random_board(department(), 40, seed=9)

    measured, short = expert_values(values, "D21-1")

    exact = [
        float(cases_value([case.score for case in cases_of(values, unit.code, "D21-1")]))
        for unit in values.units
    ]
    assert measured == pytest.approx(exact)
    assert not short.any()


def test_units_without_cases_have_no_number_and_short_cases_are_told():
    marks = [ExpertMark("U001", "D21-1", "甲", f"专家{n}", Decimal(80)) for n in range(2)]

    measured, short = expert_values(board(department(), {}, {}, marks=marks), "D21-1")

    assert np.isnan(measured[0])
    assert short.tolist() == [False, True]
