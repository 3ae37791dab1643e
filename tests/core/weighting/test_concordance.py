"""How far experts agree in the order they put things."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.weighting.concordance import average_ranks, chi_square_tail, concordance

# Upper 5 % and 1 % points of χ², by degrees of freedom, as statistical tables print them.
POINTS = {
    1: (3.841, 6.635),
    2: (5.991, 9.210),
    5: (11.070, 15.086),
    10: (18.307, 23.209),
    30: (43.773, 50.892),
}
SCORES = arrays(
    np.float64, st.tuples(st.integers(2, 6), st.integers(2, 7)), elements=st.integers(1, 5).map(float)
)


def test_experts_who_put_everything_in_the_same_order_agree_wholly():
    found = concordance(np.array([[1.0, 2, 3, 4], [10, 20, 30, 99], [5, 6, 7, 8]]))
    assert found.coefficient == pytest.approx(1)
    assert (found.chi_square, found.freedom) == (pytest.approx(9), 3)


def test_two_experts_of_opposite_minds_do_not_agree_at_all():
    found = concordance(np.array([[1.0, 2, 3], [3, 2, 1]]))
    assert found.coefficient == pytest.approx(0)
    assert found.chance == pytest.approx(1)


def test_four_judges_by_hand():
    # Rank sums 7, 9, 8 about a mean of 8: S = 2, W = 12·2 ÷ (4²·24).
    found = concordance(np.array([[1.0, 3, 2], [1, 2, 3], [2, 3, 1], [3, 1, 2]]))
    assert found.coefficient == pytest.approx(1 / 16)


def test_wholly_tied_experts_rank_nothing():
    assert concordance(np.full((3, 4), 5.0)) is None


def test_one_expert_or_one_item_has_nobody_to_agree_with():
    assert concordance(np.array([[1.0, 2, 3]])) is None
    assert concordance(np.array([[1.0], [2.0]])) is None


def test_equal_scores_share_the_average_of_their_ranks():
    assert average_ranks(np.array([5.0, 1, 5, 9])).tolist() == [2.5, 1, 2.5, 4]


@given(SCORES)
def test_the_coefficient_lies_between_none_and_full_agreement(scores):
    found = concordance(scores)
    if found is None:
        assert (scores == scores[:, :1]).all()
    else:
        assert -1e-9 <= found.coefficient <= 1 + 1e-9
        assert 0 <= found.chance <= 1


@given(SCORES)
def test_only_the_order_of_scores_counts(scores):
    before, after = concordance(scores), concordance(scores**3 + 7)
    assert (before and before.coefficient) == (after and after.coefficient)


@pytest.mark.parametrize("freedom", POINTS)
def test_the_tail_of_chi_square_agrees_with_the_printed_tables(freedom: int):
    five, one = POINTS[freedom]
    assert chi_square_tail(five, freedom) == pytest.approx(0.05, abs=0.0001)
    assert chi_square_tail(one, freedom) == pytest.approx(0.01, abs=0.0001)


@pytest.mark.parametrize("freedom", [1, 2, 7, 40])
def test_the_tail_is_everything_at_nil_and_nothing_far_out(freedom: int):
    assert chi_square_tail(0, freedom) == 1
    assert chi_square_tail(-1e-12, freedom) == 1
    assert chi_square_tail(3000, freedom) == pytest.approx(0, abs=1e-300)
