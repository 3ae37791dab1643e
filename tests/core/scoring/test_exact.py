"""The exact arithmetic agrees with the fast one, and settles ties."""

import pytest

from core.scoring.engine import score
from core.scoring.fixed import half_up
from tests.core.scoring.boards import county, department, random_board


@pytest.mark.parametrize("make", [department, county])
def test_published_leaf_points_are_the_exact_ones_rounded_half_up(make):
    scores = score(make(), random_board(make(), 25, seed=12))

    for row, unit in enumerate(scores.values.units):
        exact = scores.exact(unit.code)
        for leaf in range(len(scores.system.leaves)):
            assert scores.leaf_scores.ticks[row, leaf] == half_up(exact.leaf_points(leaf), 2)


def test_parts_agree_with_the_fast_path():
    scores = score(department(), random_board(department(), 10, seed=13))

    for row, unit in enumerate(scores.values.units):
        exact = scores.exact(unit.code)
        for index in range(len(scores.system.metrics)):
            assert float(exact.points(index)) == pytest.approx(scores.earned.points[row, index], abs=1e-12)
