"""Measured values and earned parts."""

import pytest

from core.collection.values import NA
from core.scoring.cells import whole
from core.scoring.normalise import compare, earn, measure
from core.scoring.plan import plan_of
from tests.core.scoring.boards import board, checklist_system, department, tiny_system


def _both(system, *rows):
    plan = plan_of(system)
    cells = whole(board(system, *rows), plan)
    measured = measure(cells, plan)
    return measured, earn(plan, measured, compare(cells, plan, measured))


def test_ratios_and_counts_are_measured():
    measured, earned = _both(
        tiny_system(), {"A-1/分子": 3, "A-1/分母": 4, "A-2/分子": 9, "A-2/分母": 10, "B-1": 2}
    )

    assert measured.x.tolist() == [[0.75, 0.9, 2]]
    assert earned.points[0] == pytest.approx([0.5, 0.5, 0.6])


@pytest.mark.parametrize("blank", [{}, {"A-1/分母": 0, "A-2/分母": 0}, {"A-1/分子": 0, "A-1/分母": 0}])
def test_blank_follows_each_metrics_own_policy(blank):
    # The three metrics say: 不适用, 0分, 满分.
    measured, earned = _both(tiny_system(), blank)

    assert measured.blank.all()
    assert earned.points.tolist() == [[0, 0, 1]]
    assert earned.applied.tolist() == [[False, True, True]]


def test_not_applicable_is_not_blank():
    measured, earned = _both(tiny_system(), {"A-2/分子": NA, "A-2/分母": NA, "B-1": NA})

    assert measured.not_applicable.tolist() == [[False, True, True]]
    assert earned.applied.tolist() == [[False, False, False]]


def test_a_numerator_missing_under_a_denominator_is_unfinished_work():
    measured, earned = _both(tiny_system(), {"A-1/分母": 4})

    assert measured.unfinished[0].tolist() == [True, False, False]
    assert earned.blocked[0, 0]
    assert earned.points[0, 0] == 0


def test_a_complement_is_one_minus_the_ratio():
    # 3 hours down of 1000: 99.7 % available, beyond the 99.5 % that earn everything.
    measured, earned = _both(department(), {"B22-2/分子": 3, "B22-2/分母": 1000})
    index = [metric.code for metric in department().metrics].index("B22-2")

    assert measured.x[0, index] == 0.997
    assert earned.points[0, index] == 1


def test_a_checklist_item_that_does_not_apply_leaves_both_sums():
    system = checklist_system()

    measured, _ = _both(
        system,
        {"A-1#1": 1, "A-1#2": 0.5, "A-1#3": 1},
        {"A-1#1": NA, "A-1#2": 0.5, "A-1#3": 1},
        {"A-1#1": 1, "A-1#2": 0, "A-1#3": 1},
        {},
        dict.fromkeys(("A-1#1", "A-1#2", "A-1#3"), NA),
    )

    assert measured.x[:3, 0] == pytest.approx([30 / 40, 20 / 30, 10 / 40])
    assert measured.blank[:, 0].tolist() == [False, False, False, True, False]
    assert measured.not_applicable[:, 0].tolist() == [False, False, False, False, True]
