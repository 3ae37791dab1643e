"""Averages, quartiles, the best three, places and bands, by hand."""

from decimal import Decimal

import numpy as np
import pytest

from core.analysis.spread import TENTH, average, bands, best_average, places, spread

RATES = np.array([0.5, np.nan, 0.9, 0.7, 0.9])


def test_an_average_is_rounded_half_up():
    assert average([Decimal("1.00"), Decimal("1.01")]) == Decimal("1.01")
    assert average([Decimal("66.64"), Decimal("66.66")], TENTH) == Decimal("66.7")
    assert str(average([])) == "0.00"


def test_quartiles_leave_out_what_does_not_apply():
    found = spread(RATES)
    assert (found.low, found.middle, found.high, found.count) == pytest.approx((0.65, 0.8, 0.9, 4))
    assert spread(np.array([np.nan])) is None


def test_the_best_three_are_averaged_and_fewer_are_all_there_are():
    assert best_average(RATES) == pytest.approx((0.9 + 0.9 + 0.7) / 3)
    assert best_average(np.array([0.4, np.nan])) == pytest.approx(0.4)
    assert np.isnan(best_average(np.array([np.nan])))


def test_equal_rates_share_a_place_and_the_next_is_skipped():
    assert places(RATES) == [4, 0, 1, 3, 1]


def test_bands_take_their_lower_end_and_the_last_takes_a_hundred():
    totals = [Decimal(text) for text in ("50", "59.99", "60", "92.3", "100", "41")]
    assert bands(totals, 50, 100) == [3, 1, 0, 0, 2]
