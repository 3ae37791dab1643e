"""Rounding half up as decimals, whatever binary floats make of them."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.scoring.fixed import Fixed, divide_half_up, half_up, round_half_up, ticks_of


def test_a_tie_goes_up_although_the_float_lies_below_it():
    numbers = ["2.675", "1.005", "2.5"]

    found = round_half_up(np.array([[float(n) for n in numbers]]), 2, lambda row, at: Fraction(numbers[at]))

    assert found.tolist() == [[268, 101, 250]]


def test_an_almost_tie_is_settled_by_its_exact_value():
    exact = Fraction(2675, 1000) - Fraction(1, 10**12)

    assert round_half_up(np.array([[2.675]]), 2, lambda row, at: exact).tolist() == [[267]]


def test_far_from_a_tie_nothing_is_asked():
    def never(row, at):
        raise AssertionError((row, at))

    assert round_half_up(np.array([[1.2349, 0.0, 99.996]]), 2, never).tolist() == [[123, 0, 10000]]


def test_who_is_asked_knows_which_column_it_is_about():
    asked = []

    round_half_up(np.array([[1.0, 0.005]]), 2, lambda row, at: asked.append((row, at)), at=5)

    assert asked == [(0, 6)]


@given(st.integers(0, 10**6), st.integers(1, 10**4))
def test_whole_division_rounds_as_decimals_do(top, bottom):
    found = divide_half_up(np.array([top]), np.array([bottom]))[0]

    assert found == half_up(Fraction(top, bottom), 0)


def test_ticks_become_decimals_with_all_digits():
    fixed = Fixed(np.array([26800, -5]), 2)

    assert str(fixed.decimal(0)) == "268.00"
    assert fixed.decimal(1) == Decimal("-0.05")
    assert fixed.floats.tolist() == [268.0, -0.05]


def test_a_number_with_too_many_digits_is_refused():
    assert ticks_of(Decimal("0.5"), 2) == 50
    with pytest.raises(ValueError, match="多于 2 位小数"):
        ticks_of(Decimal("0.005"), 2)
