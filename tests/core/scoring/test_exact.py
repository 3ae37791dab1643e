"""The exact arithmetic agrees with the fast one, and settles ties."""

import pytest

from core.scoring.engine import score
from core.scoring.exact import exact_leaf_points, exact_points
from core.scoring.fixed import half_up
from tests.core.scoring.boards import county, department, random_board


@pytest.mark.parametrize("make", [department, county])
def test_published_leaf_points_are_the_exact_ones_rounded_half_up(make):
    scores = score(make(), random_board(make(), 25, seed=12))

    for unit in range(25):
        for leaf in range(len(scores.system.leaves)):
            exact = exact_leaf_points(scores.values, scores.plan, scores.earned, unit, leaf)
            assert scores.leaf_scores.ticks[unit, leaf] == half_up(exact, 2)


def test_parts_agree_with_the_fast_path():
    scores = score(department(), random_board(department(), 10, seed=13))

    for unit in range(10):
        for index in range(len(scores.system.metrics)):
            exact = exact_points(scores.values, scores.plan, scores.earned, unit, index)
            assert float(exact) == pytest.approx(scores.earned.points[unit, index], abs=1e-12)
