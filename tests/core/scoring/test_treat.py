"""Outliers drawn in, held between percentiles, put on a log scale."""

from fractions import Fraction

import numpy as np
import pytest

from core.indicators.treatments import Treatment
from core.scoring.treat import kurtosis, logged, skewed, skewness, treat, winsorised

WILD = np.array([1.0, 2, 2, 3, 3, 3, 4, 4, 5, 400])


def test_skewness_and_kurtosis_are_those_of_spreadsheets():
    # The worked example of the spreadsheet functions SKEW and KURT: 3, 4, 5, 2, 3, 4, 5, 6, 4, 7.
    numbers = np.array([3.0, 4, 5, 2, 3, 4, 5, 6, 4, 7])

    assert skewness(numbers) == pytest.approx(0.359543, abs=1e-6)
    assert kurtosis(numbers) == pytest.approx(-0.151800, abs=1e-6)


def test_the_outermost_value_is_drawn_in_only_as_far_as_needed():
    assert winsorised(WILD, 5).tolist() == [1, 2, 2, 3, 3, 3, 4, 4, 5, 5]
    assert not skewed(winsorised(WILD, 5))
    assert winsorised(np.arange(10.0), 5).tolist() == list(range(10))


def test_a_low_outlier_is_drawn_up():
    assert winsorised(-WILD, 5).tolist() == (-winsorised(WILD, 5)).tolist()


def test_a_column_is_held_between_percentiles_and_blanks_stay_blank():
    column = np.append(WILD, np.nan)

    found = treat(column, Treatment(low=Fraction(1, 10), high=Fraction(8, 10)))

    assert np.isnan(found[-1])
    assert found[:-1].tolist() == np.clip(WILD, *np.percentile(WILD, (10, 80))).tolist()


def test_the_logarithm_keeps_the_order_and_comes_only_where_drawing_in_did_not_do():
    assert (np.diff(logged(np.unique(WILD))) > 0).all()
    assert treat(WILD, Treatment(winsorise=5, log=True)).tolist() == winsorised(WILD, 5).tolist()
    two = np.append(np.tile(WILD[:-1], 3), [500.0, 600.0])
    assert treat(two, Treatment(winsorise=1, log=True)) == pytest.approx(logged(two))


def test_values_that_do_not_differ_are_left_alone():
    same = np.full(5, 3.0)

    assert treat(same, Treatment(winsorise=3, log=True)).tolist() == same.tolist()


def test_a_column_is_never_drawn_in_until_nothing_differs():
    lone = np.array([0.0] * 14 + [5.0])

    assert winsorised(lone, 5).tolist() == lone.tolist()
