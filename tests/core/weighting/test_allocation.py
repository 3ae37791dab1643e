"""Marks are given out by weight and add up exactly."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.weighting.allocation import allocated

WEIGHTS = st.lists(st.floats(0, 1), min_size=1, max_size=30).filter(lambda weights: sum(weights) > 1e-6)


def test_thirds_of_a_hundred_give_what_is_left_over_to_the_first():
    assert allocated([1.0, 1.0, 1.0], Decimal(100), 2) == (
        Decimal("33.34"),
        Decimal("33.33"),
        Decimal("33.33"),
    )


def test_what_is_left_over_goes_to_the_largest_remainder():
    assert allocated([0.416, 0.338, 0.246], Decimal(10), 0) == (4, 3, 3)
    assert allocated([0.46, 0.339, 0.201], Decimal(10), 0) == (5, 3, 2)


def test_seats_are_given_out_by_population_as_hamilton_would():
    # Quotas 1.58, 2.67, 4.85, 11.89: three seats are left over, for the last three.
    populations = [Fraction(16), Fraction(27), Fraction(49), Fraction(120)]
    assert allocated(populations, Decimal(21), 0) == (1, 3, 5, 12)


def test_parts_carry_the_digits_of_the_system():
    assert [str(part) for part in allocated([0.5, 0.5], Decimal(5), 1)] == ["2.5", "2.5"]
    assert [str(part) for part in allocated([0.5, 0.5], Decimal(1), 4)] == ["0.5000", "0.5000"]


@given(WEIGHTS, st.integers(0, 10_000), st.integers(0, 4))
def test_the_parts_add_up_to_the_last_digit_and_lie_within_one_unit_of_their_share(weights, units, digits):
    whole = Decimal(units).scaleb(-digits)
    parts = allocated(weights, whole, digits)
    assert sum(parts) == whole
    for part, weight in zip(parts, weights, strict=True):
        exact = Fraction(whole) * Fraction(weight) / sum(map(Fraction, weights))
        assert abs(Fraction(part) - exact) < Fraction(1, 10**digits)
        assert part >= 0


@given(WEIGHTS, st.integers(1, 1000))
def test_a_greater_weight_never_gets_less(weights, units):
    parts = allocated(weights, Decimal(units), 0)
    ordered = sorted(zip(weights, parts, strict=True))
    assert [part for _, part in ordered] == sorted(parts)


@pytest.mark.parametrize("weights", [[0.0, 0.0], [0.5, -0.1], [-1.0]])
def test_weights_that_are_all_nil_or_below_nil_are_refused(weights):
    with pytest.raises(ValueError, match="不能为负，且不能都是 0"):
        allocated(weights, Decimal(100), 2)


@pytest.mark.parametrize(("whole", "digits"), [("0.125", 2), ("-1", 0)])
def test_a_whole_that_cannot_be_given_out_is_refused(whole: str, digits: int):
    with pytest.raises(ValueError, match="位小数的非负数"):
        allocated([1.0], Decimal(whole), digits)
