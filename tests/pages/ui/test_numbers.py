"""Numbers are written one way on every screen."""

from decimal import Decimal

import pytest

from pages.ui.numbers import marks, score, signed


@pytest.mark.parametrize(
    ("number", "text"), [("92.3", "92.30"), ("0", "0.00"), ("100", "100.00"), ("-1.5", "-1.50")]
)
def test_points_have_two_decimals(number, text):
    assert score(Decimal(number)) == text


@pytest.mark.parametrize(
    ("number", "text"), [("5", "5"), ("12.50", "12.5"), ("0", "0"), ("10", "10"), ("100.00", "100")]
)
def test_full_marks_have_no_idle_zeros(number, text):
    assert marks(Decimal(number)) == text


@pytest.mark.parametrize(("number", "text"), [("6", "+6.00"), ("-0.5", "−0.50"), ("0", "0.00")])
def test_gains_and_losses_carry_their_sign(number, text):
    assert signed(Decimal(number)) == text
