"""Leaf scores, base score and node sums from compiled plans."""

import numpy as np

from core.scoring.aggregate import composed, event_points, node_sums
from core.scoring.cells import whole
from core.scoring.normalise import compare, earn, measure
from core.scoring.plan import plan_of
from tests.core.scoring.boards import board, department, tiny_system

ROW = {"A-1/分子": 3, "A-1/分母": 4, "A-2/分子": 9, "A-2/分母": 10, "A!1": 2, "B-1": 1}


def _composed():
    plan = plan_of(tiny_system())
    cells = whole(board(tiny_system(), ROW), plan)
    measured = measure(cells, plan)
    earned = earn(plan, measured, compare(cells, plan, measured))
    return cells, plan, composed(cells, plan, measured, earned, lambda row, leaf: None)


def test_events_take_points_from_their_own_leaf():
    cells, plan, _ = _composed()

    assert event_points(cells, plan).tolist() == [[3.0, 0.0]]


def test_leaves_base_and_nodes_fit_together():
    _, plan, found = _composed()

    reached, marks = node_sums(plan, found.leaves)

    assert found.leaves.ticks.tolist() == [[2700, 3200]]
    assert (found.base.tolist(), found.within.tolist()) == ([5900], [10000])
    assert reached.tolist() == [[2700, 3200, 0]]
    assert marks.tolist() == [[6000, 4000, 0]]


def test_a_plan_is_compiled_once_and_weighs_a_hundred():
    plan = plan_of(department())

    assert plan_of(department()) is plan
    assert np.allclose(plan.shares.sum(axis=0), 100)
    assert plan.full_ticks.sum() == 10000
