"""Consistent judgements give their weights back; the others show where they contradict each other."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.weighting.judgements import reciprocal
from core.weighting.priorities import RANDOM_INDEX, inconsistencies, pooled, priorities
from tests.core.weighting.grids import CIRCLE, SOUND

WEIGHTS = st.lists(st.floats(0.05, 1), min_size=1, max_size=9)
UPPER = st.integers(2, 7).flatmap(
    lambda size: st.tuples(
        st.just(size), st.lists(st.sampled_from(range(-8, 9)), min_size=size**2, max_size=size**2)
    )
)


def consistent(weights) -> np.ndarray:
    column = np.array(weights)
    return column[:, None] / column[None, :]


def judged(drawn) -> np.ndarray:
    size, steps = drawn
    matrix = np.ones((size, size))
    for row in range(size):
        for column in range(row + 1, size):
            step = steps[row * size + column]
            matrix[row, column] = step + 1 if step >= 0 else 1 / (1 - step)
            matrix[column, row] = 1 / matrix[row, column]
    return matrix


@given(WEIGHTS)
def test_a_consistent_matrix_gives_its_weights_back_and_has_ratio_nil(weights):
    found = priorities(consistent(weights))
    assert found.weights == pytest.approx([weight / sum(weights) for weight in weights], abs=1e-9)
    assert found.largest == pytest.approx(len(weights), abs=1e-9)
    assert found.ratio == pytest.approx(0, abs=1e-9)
    assert inconsistencies(consistent(weights), most=99) == ()


@given(UPPER)
def test_weights_are_positive_add_up_to_one_and_solve_the_equation(drawn):
    matrix = judged(drawn)
    found = priorities(matrix)
    assert sum(found.weights) == pytest.approx(1)
    assert min(found.weights) > 0
    assert matrix @ found.weights == pytest.approx(found.largest * np.array(found.weights))
    assert found.largest >= len(matrix)


@given(UPPER, st.randoms())
def test_the_order_in_which_indicators_are_listed_changes_nothing(drawn, dice):
    matrix = judged(drawn)
    order = list(range(len(matrix)))
    dice.shuffle(order)
    found, turned = priorities(matrix), priorities(matrix[np.ix_(order, order)])
    assert turned.weights == pytest.approx([found.weights[at] for at in order], abs=1e-9)
    assert turned.ratio == pytest.approx(found.ratio, abs=1e-9)


def test_one_or_two_indicators_are_always_consistent():
    assert priorities(np.ones((1, 1))).weights == (1.0,)
    found = priorities(np.array([[1, 7], [1 / 7, 1]]))
    assert found.weights == pytest.approx((7 / 8, 1 / 8))
    assert (found.index, found.ratio, found.consistent) == (pytest.approx(0), 0, True)


def test_a_ratio_of_exactly_the_bound_does_not_pass():
    found = priorities(reciprocal(SOUND))
    assert found.consistent
    at_the_bound = type(found)(found.weights, found.largest, found.index, 0.1)
    assert not at_the_bound.consistent


def test_the_random_index_is_for_one_to_fifteen_indicators_and_no_more():
    assert len(RANDOM_INDEX) == 15
    with pytest.raises(ValueError, match="1 到 15"):
        priorities(np.ones((16, 16)))
    with pytest.raises(ValueError, match="1 到 15"):
        priorities(np.ones((0, 0)))


def test_a_circle_of_preferences_is_inconsistent_and_all_of_it_is_pointed_at():
    matrix = reciprocal(CIRCLE)
    found = inconsistencies(matrix)
    assert priorities(matrix).ratio > 1
    assert {(each.row, each.column) for each in found} == {(0, 1), (0, 2), (1, 2)}
    assert all(each.grade == 1 for each in found)


def test_the_one_judgement_that_was_spoilt_is_pointed_at_with_a_step_towards_what_it_was():
    matrix = consistent([8, 4, 2, 1])
    matrix[1, 3], matrix[3, 1] = 1 / 9, 9
    worst = inconsistencies(matrix)[0]
    assert (worst.row, worst.column, worst.given) == (1, 3, pytest.approx(1 / 9))
    assert worst.given < worst.grade < 4
    assert worst.ratio < priorities(matrix).ratio / 2
    assert worst.error == pytest.approx(worst.given / worst.fitting)


@given(UPPER)
def test_the_worst_judgement_comes_first_and_none_points_at_what_it_already_is(drawn):
    matrix = judged(drawn)
    found = inconsistencies(matrix, most=99)
    sizes = [abs(np.log(each.error)) for each in found]
    assert all(before >= after for before, after in pairwise(sizes))
    assert all(float(each.grade) != pytest.approx(each.given, rel=1e-6) for each in found)


def test_experts_of_equal_share_are_pooled_by_the_geometric_mean():
    group = pooled([consistent([2, 1]), consistent([8, 1])])
    assert group[0, 1] == pytest.approx(4)
    assert group[1, 0] == pytest.approx(1 / 4)


def test_an_expert_with_three_times_the_share_counts_three_times():
    once = pooled([consistent([2, 1]), consistent([8, 1])], [3, 1])
    four = pooled([consistent([2, 1])] * 3 + [consistent([8, 1])])
    assert once == pytest.approx(four)


@given(UPPER, st.integers(1, 4))
def test_experts_of_one_mind_are_the_group(drawn, count):
    matrix = judged(drawn)
    assert pooled([matrix] * count) == pytest.approx(matrix)


def test_grades_are_kept_as_exact_fractions():
    matrix = consistent([1, 3, 9])
    matrix[0, 2], matrix[2, 0] = 1, 1
    assert inconsistencies(matrix)[0].grade in (Fraction(1, 3), Fraction(1, 4), Fraction(1, 2))
