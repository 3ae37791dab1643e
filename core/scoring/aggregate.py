"""From earned parts to leaf points, from leaf points to nodes and to the base score."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from core.collection.values import Values
from core.scoring.exact import exact_leaf_points
from core.scoring.fixed import Ticks, divide_half_up, round_half_up, ticks_of
from core.scoring.normalise import Earned, Flags, Measured
from core.scoring.plan import Floats, Plan


@dataclass(frozen=True, eq=False)
class LeafScores:
    """Leaf points in ticks (units × leaves), which leaves apply, and which cannot be settled yet.

    `share_sums` is Σ of the shares that count, in per cent, units × leaves.
    """

    ticks: Ticks
    applicable: Flags
    blocked: Flags
    share_sums: Floats


def leaf_scores(values: Values, plan: Plan, measured: Measured, earned: Earned) -> LeafScores:
    """points = full × Σ(P × share) ÷ Σ(share that counts) − events, floored at 0, rounded half up.

    A leaf is left out only when all its metrics were decided 不适用; a leaf whose metrics all
    dropped out otherwise, or that has a blocked metric, is blocked and earns 0 for now.
    """
    counted = earned.applied.astype(np.float64)
    share_sums = counted @ plan.shares
    some = share_sums > 0
    parts = (earned.points * counted) @ plan.shares / np.where(some, share_sums, 1.0)
    raw = np.maximum(parts * plan.full - event_points(values, plan), 0.0)
    owned = plan.shares > 0
    excused = measured.not_applicable.astype(np.float64) @ owned == owned.sum(axis=0)
    blocked = ((earned.blocked.astype(np.float64) @ owned > 0) | ~some) & ~excused
    raw[~some] = 0.0

    def exact(unit: int, leaf: int) -> Fraction:
        return exact_leaf_points(values, plan, earned, unit, leaf)

    ticks = round_half_up(raw, plan.system.leaf_digits, exact)
    return LeafScores(ticks, ~excused, blocked, share_sums)


def event_points(values: Values, plan: Plan) -> Floats:
    """Points the counted events take from each leaf before the floor, units × leaves."""
    counts = np.nan_to_num(values.numbers[:, plan.event_columns])
    taken: Floats = counts @ plan.event_points
    return taken


def base_ticks(plan: Plan, leaves: LeafScores) -> tuple[Ticks, Ticks]:
    """Base score in total ticks (合理缺项折算), and the applicable full marks in leaf ticks.

    base = Σ leaf points ÷ Σ applicable full marks × full marks, rounded half up; 0 where nothing
    applies. Precedent: 75 applicable points scaled by 4/3 for units without public services.
    """
    reached = (leaves.ticks * leaves.applicable).sum(axis=1)
    within = leaves.applicable @ plan.full_ticks
    whole = ticks_of(plan.system.full_marks, plan.system.total_digits)
    return divide_half_up(reached * whole, np.maximum(within, 1)), within


def node_ticks(plan: Plan, leaves: LeafScores) -> tuple[Ticks, Ticks]:
    """Sum of leaf points, and applicable full marks, of every node in leaf ticks (units × nodes)."""
    reached = (leaves.ticks * leaves.applicable).astype(np.float64) @ plan.members
    within = (leaves.applicable * plan.full_ticks).astype(np.float64) @ plan.members
    # Sums of ticks stay far below 2**53, so the float product is exact.
    return reached.astype(np.int64), within.astype(np.int64)
