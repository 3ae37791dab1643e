"""Statistics of the units compared."""

import numpy as np
import pytest

from core.scoring.population import percentiles, statistic

X = np.array([[1.0], [np.nan], [11.0], [5.0]])
GROUPS = np.array([0, 0, 0, 1])


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("p90", [10, 10, 10, 5]),
        ("median", [6, 6, 6, 5]),
        ("min", [1, 1, 1, 5]),
        ("max", [11, 11, 11, 5]),
        ("mean", [6, 6, 6, 5]),
        ("psd", [5, 5, 5, 0]),
        ("sd", [50**0.5, 50**0.5, 50**0.5, 0]),
        ("count", [2, 2, 2, 1]),
    ],
)
def test_a_statistic_is_taken_inside_the_group_over_numbers_only(code, expected):
    assert statistic(X, GROUPS, code)[:, 0] == pytest.approx(expected)


def test_without_groups_everybody_is_compared():
    assert statistic(X, None, "max")[:, 0].tolist() == [11]


def test_a_place_counts_those_below_and_those_alike():
    x = np.array([[3.0], [1.0], [3.0], [np.nan]])

    assert statistic(x, None, "below")[:3, 0].tolist() == [1, 0, 1]
    assert statistic(x, None, "equal")[:3, 0].tolist() == [2, 1, 2]
    assert np.isnan(statistic(x, None, "below")[3, 0])


def test_a_column_without_numbers_has_no_statistics():
    empty = np.full((3, 1), np.nan)

    for code in ("min", "mean", "sd", "p90", "median"):
        assert np.isnan(statistic(empty, None, code)).all(), code


def test_percentiles_are_those_of_numpy():
    x = np.random.default_rng(1).normal(size=(37, 4))

    for percent in (0, 5, 33.3, 50, 95, 100):
        assert percentiles(x, percent) == pytest.approx(np.percentile(x, percent, axis=0))


@pytest.mark.parametrize("count", [3, 11, 18, 23])
@pytest.mark.parametrize("number", [0.95, 0.1])
def test_a_column_without_spread_has_none_whatever_binary_arithmetic_says(number, count):
    same = np.full((count, 1), number)

    assert statistic(same, None, "sd").tolist() == [[0]]
    assert statistic(same, None, "mean").tolist() == [[number]]
