"""Weighted means of what is there."""

from fractions import Fraction

import numpy as np
import pytest

from core.scoring.weigh import counted, exact_mean, weighted_means

WEIGHTS = np.array([[2.0], [1.0], [1.0]])
F = Fraction


def _mean(values, aggregation, there=None):
    numbers = np.array([values], dtype=float)
    return weighted_means(numbers, None if there is None else np.array([there]), WEIGHTS, aggregation)[0, 0]


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [
        # By hand: (2·2 + 4 + 8) ÷ 4; (2·2·4·8)^¼ = 128^¼; 4 ÷ (2/2 + 1/4 + 1/8) = 32/11; 2·2 + 4 + 8.
        ("arithmetic", 4),
        ("geometric", 128**0.25),
        ("harmonic", 32 / 11),
        ("sum", 16),
        ("minimum", 2),
        ("maximum", 8),
    ],
)
def test_means_are_those_worked_out_by_hand(aggregation, expected):
    assert _mean([2, 4, 8], aggregation) == pytest.approx(expected)
    exact = exact_mean([F(2), F(4), F(8)], [F(2), F(1), F(1)], aggregation)
    assert float(exact) == pytest.approx(expected, rel=1e-14)


def test_the_handbooks_geometric_example_punishes_imbalance():
    # OECD/JRC Handbook (2008), p. 103: (21, 1, 1, 1) has geometric mean 2.14, (6, 6, 6, 6) has 6.
    equal = np.ones((4, 1))

    uneven, even = weighted_means(np.array([[21.0, 1, 1, 1], [6, 6, 6, 6]]), None, equal, "geometric")[:, 0]

    assert (round(uneven, 2), even) == (2.14, pytest.approx(6))


def test_the_weight_of_what_is_missing_goes_to_its_siblings():
    assert _mean([2, 0, 8], "arithmetic", [True, False, True]) == pytest.approx(4)
    assert _mean([2, 0, 8], "geometric", [True, False, True]) == pytest.approx((2 * 2 * 8) ** (1 / 3))
    assert _mean([2, 0, 8], "minimum", [False, False, True]) == 8
    assert np.isnan(_mean([0, 0, 0], "arithmetic", [False, False, False]))
    assert exact_mean([], [], "arithmetic") is None


@pytest.mark.parametrize("aggregation", ["geometric", "harmonic"])
def test_nothing_among_the_parts_makes_nothing_and_a_negative_part_makes_no_mean(aggregation):
    assert _mean([0, 4, 8], aggregation) == 0
    assert np.isnan(_mean([-1, 4, 8], aggregation))
    assert exact_mean([F(0), F(4)], [F(1), F(1)], aggregation) == 0
    assert exact_mean([F(-1), F(4)], [F(1), F(1)], aggregation) is None


def test_a_mean_of_equal_parts_is_that_part_exactly():
    assert exact_mean([F(27, 40)] * 3, [F(1)] * 3, "geometric") == F(27, 40)


def test_flags_count_as_one_and_nothing():
    assert counted(np.array([[True, False]])).tolist() == [[1, 0]]
