"""Weights printed in the literature follow from the printed judgements and data; see weights/method.md."""

from fractions import Fraction as F

import numpy as np
import pytest

from core.weighting.combination import product
from core.weighting.concordance import concordance
from core.weighting.entropy import entropy_weights
from core.weighting.judgements import reciprocal
from core.weighting.priorities import inconsistencies, pooled, priorities

# Upper halves, row by row; the lower halves are their reciprocals.
HOUSE = "5 3 7 6 6 1/3 1/4; 1/3 5 3 3 1/5 1/7; 6 3 4 6 1/5; 1/3 1/4 1/7 1/8; 1/2 1/5 1/6; 1/5 1/6; 1/2"
HOUSE_MENDED = HOUSE.replace("6 3 4 6 1/5", "6 3 4 1/2 1/5")
DRINKS = "9 5 2 1 1 1/2; 1/3 1/9 1/9 1/9 1/9; 1/3 1/4 1/3 1/9; 1/2 1 1/3; 2 1/2; 1/3"
FINANCING, TRANSPORTATION = "1/7 1/5; 3", "7 1/5; 1/8"
GROUP = ("4 6 7; 3 4; 2", "5 7 9; 4 6; 2", "3 5 8; 4 5; 2", "4 5 6; 3 3; 2", "1/2 1 2; 1/2 3; 4")
SHARES = (0.1, 0.3, 0.1, 0.2, 0.3)


def matrix(text: str):
    rows = [tuple(map(F, row.split())) for row in text.split(";")]
    size = len(rows) + 1
    upper = [(None,) * (at + 1) + row for at, row in enumerate(rows)]
    return reciprocal((*upper, (None,) * size))


def rounded(numbers, digits: int) -> list[float]:
    return [round(number, digits) for number in numbers]


def test_the_criteria_of_a_house_have_the_weights_and_the_inconsistency_saaty_printed_in_1990():
    found = priorities(matrix(HOUSE))
    assert found.weights == pytest.approx(
        (0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333), abs=0.0006
    )
    assert rounded((found.largest, found.index, found.ratio), 3) == [9.669, 0.238, 0.169]
    assert not found.consistent


def test_the_judgement_that_spoils_the_house_is_the_one_saaty_points_at_in_2003():
    worst = inconsistencies(matrix(HOUSE))[0]
    assert (worst.row + 1, worst.column + 1, worst.given) == (3, 7, 6)
    assert worst.error == pytest.approx(5.32156, abs=0.0005)
    others = inconsistencies(matrix(HOUSE), most=28)[1:]
    assert all(max(each.error, 1 / each.error) < worst.error for each in others)


def test_half_in_its_place_gives_the_weights_and_the_consistency_saaty_printed():
    found = priorities(matrix(HOUSE_MENDED))
    assert rounded(found.weights, 3) == [0.175, 0.062, 0.103, 0.019, 0.034, 0.041, 0.221, 0.345]
    assert found.largest == pytest.approx(8.811, abs=0.001)
    assert found.index / 1.40 == pytest.approx(0.083, abs=0.0005)
    assert found.consistent


def test_the_drinks_of_2008_have_their_printed_weights_and_ratio():
    found = priorities(matrix(DRINKS))
    assert rounded(found.weights, 3) == [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]
    assert round(found.ratio, 3) == 0.022


@pytest.mark.parametrize(
    ("judged", "weights", "largest", "ratio"),
    [
        (FINANCING, (0.072, 0.650, 0.278), 3.065, 0.056),
        (TRANSPORTATION, (0.233, 0.055, 0.713), 3.247, 0.213),
    ],
)
def test_the_houses_compared_by_one_criterion_are_as_printed(judged, weights, largest, ratio):
    found = priorities(matrix(judged))
    assert found.weights == pytest.approx(weights, abs=0.0011)
    assert rounded((found.largest, found.ratio), 3) == [largest, ratio]


def test_five_decision_makers_make_the_group_matrix_that_is_printed():
    group = pooled([matrix(judged) for judged in GROUP], SHARES)
    assert np.round(group, 4).tolist() == [
        [1, 2.227, 3.4756, 5.0937],
        [0.4490, 1, 1.9663, 4.0005],
        [0.2877, 0.5086, 1, 2.4623],
        [0.1963, 0.2500, 0.4061, 1],
    ]
    rows = group.prod(axis=1) ** 0.25
    assert rounded(rows / rows.sum(), 4) == [0.4984, 0.2727, 0.1541, 0.0747]
    assert priorities(group).weights == pytest.approx((0.4984, 0.2727, 0.1541, 0.0747), abs=0.002)


ENTROPIES = {
    "Xu 2004": (
        "30 30 38 29; 19 54 86 29; 19 15 85 28.9; 68 70 60 29",
        [0.4630, 0.3992, 0.1378, 0.0000],
        4,
    ),
    "Zavadskas and Podvezko 2016": (
        "3 100 10 7; 2.5 80 8 5; 1.8 50 20 11; 2.2 70 12 9",
        [0.1146, 0.1981, 0.4185, 0.2689],
        4,
    ),
    "Ersoy 2021": (
        "256 8 41 1.6 1.77 7347.16; 256 8 32 1 1.8 6919.99; 256 8 53 1.6 1.9 8400;"
        "256 8 41 1 1.75 6808.9; 512 8 35 1.6 1.7 8479.99; 256 4 35 1.6 1.7 7499.99",
        [0.405, 0.221, 0.134, 0.199, 0.007, 0.034],
        3,
    ),
}


@pytest.mark.parametrize("paper", ENTROPIES)
def test_entropy_weights_are_as_printed(paper: str):
    data, printed, digits = ENTROPIES[paper]
    table = np.array([row.split() for row in data.split(";")], dtype=float)
    assert rounded(entropy_weights(table).weights, digits) == printed


def test_the_product_of_two_sets_of_weights_is_as_zavadskas_and_podvezko_printed_it():
    found = product((0.1146, 0.1981, 0.4185, 0.2689), (0.3343, 0.2199, 0.1957, 0.2501))
    assert found == pytest.approx((0.1658, 0.1886, 0.35455, 0.2911), abs=0.00006)


AGREEMENTS = {
    "Siegel and Castellan 1988": ("5 6 7 1 2 4 3 8; 1 7 6 2 3 5 4 8; 4 5 1 3 2 7 6 8", 0.6560847, 0.05528, 5),
    "NAG G08DAF": (
        "1 4.5 2 4.5 3 7.5 6 9 7.5 10; 2.5 1 2.5 4.5 4.5 8 9 6.5 10 6.5; 2 1 4.5 4.5 4.5 4.5 8 8 8 10",
        0.828,
        0.008,
        3,
    ),
    "irr anxiety": (
        "3 3 3 4 5 5 2 3 5 2 2 6 1 5 2 2 1 2 4 3; 3 6 4 6 2 4 2 4 3 3 2 3 3 3 2 2 1 3 3 4;"
        "2 1 4 4 3 2 1 6 1 1 1 2 3 3 1 1 3 3 2 2",
        0.5396569,
        0.04288,
        5,
    ),
}


@pytest.mark.parametrize("source", AGREEMENTS)
def test_kendalls_coefficient_and_its_chance_are_as_printed_with_and_without_ties(source: str):
    data, coefficient, chance, digits = AGREEMENTS[source]
    found = concordance(np.array([row.split() for row in data.split(";")], dtype=float))
    assert found.coefficient == pytest.approx(coefficient, abs=0.0005 if digits == 3 else 5e-8)
    assert round(found.chance, digits) == chance


def test_the_chi_square_of_siegel_and_castellan_has_seven_degrees_of_freedom():
    data = AGREEMENTS["Siegel and Castellan 1988"][0]
    found = concordance(np.array([row.split() for row in data.split(";")], dtype=float))
    assert (round(found.chi_square, 3), found.freedom) == (13.778, 7)
