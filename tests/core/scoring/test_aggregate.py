"""Leaf scores, base score and node sums from compiled plans."""

import numpy as np

from core.scoring.aggregate import base_ticks, event_points, leaf_scores, node_ticks
from core.scoring.normalise import earn, measure
from core.scoring.plan import plan_of
from tests.core.scoring.boards import board, department, tiny_system

ROW = {"A-1/分子": 3, "A-1/分母": 4, "A-2/分子": 9, "A-2/分母": 10, "A!1": 2, "B-1": 1}


def _leaves():
    plan = plan_of(tiny_system())
    values = board(tiny_system(), ROW)
    measured = measure(values, plan)
    return values, plan, leaf_scores(values, plan, measured, earn(values, plan, measured))


def test_events_take_points_from_their_own_leaf():
    values, plan, _ = _leaves()

    assert event_points(values, plan).tolist() == [[3.0, 0.0]]


def test_leaves_base_and_nodes_fit_together():
    _, plan, leaves = _leaves()

    base, within = base_ticks(plan, leaves)
    reached, marks = node_ticks(plan, leaves)

    assert leaves.ticks.tolist() == [[2700, 3200]]
    assert (base.tolist(), within.tolist()) == ([5900], [10000])
    assert reached.tolist() == [[2700, 3200, 0]]
    assert marks.tolist() == [[6000, 4000, 0]]


def test_a_plan_is_compiled_once_and_weighs_a_hundred():
    plan = plan_of(department())

    assert plan_of(department()) is plan
    assert np.allclose(plan.shares.sum(axis=0), 100)
    assert plan.full_ticks.sum() == 10000
