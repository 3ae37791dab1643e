"""From earned parts to leaves, nodes and the base score, for a block of units; both schemes.

In a system of marks, leaf points are rounded and added up (合理缺项折算). In a system of weights every
node is a mean of what hangs under it, and nothing is rounded on the way up.
"""

import math
from dataclasses import dataclass

import numpy as np

from core.scoring.cells import Cells
from core.scoring.fixed import Exact, Ticks, divide_half_up, round_half_up, ticks_of
from core.scoring.layers import SCALED_DIGITS, Layer
from core.scoring.normalise import Earned, Flags, Measured, against
from core.scoring.plan import Floats, Plan
from core.scoring.weigh import counted, weighted_means


@dataclass(frozen=True, eq=False)
class Leaves:
    """Which leaves apply and which cannot be settled yet, units × leaves; their points in a system of marks.

    `ticks` are leaf points in ticks of the leaf digits; no columns in a system of weights.
    """

    ticks: Ticks
    applicable: Flags
    blocked: Flags


@dataclass(frozen=True, eq=False)
class Composed:
    """A block aggregated: base score in total ticks, applicable full marks in leaf ticks, by unit.

    A system of marks has its leaves beside them, a system of weights its totals before rounding, in
    parts of full marks, NaN where nothing is there. What lies between is worked out when asked for.
    """

    base: Ticks
    within: Ticks
    total: Floats
    leaves: Leaves | None = None


def composed(cells: Cells, plan: Plan, measured: Measured, earned: Earned, exact: Exact) -> Composed:
    """The block aggregated by the system's scheme; `exact(unit, leaf)` settles near ties.

    `leaf` is −1 for the total.
    """
    if plan.system.scheme == "marks":
        return _of_marks(cells, plan, measured, earned, exact)
    return _of_weights(cells, plan, earned, exact)


def _of_marks(cells: Cells, plan: Plan, measured: Measured, earned: Earned, exact: Exact) -> Composed:
    """points = full × Σ(P × share) ÷ Σ(share that counts) − events, floored at 0, rounded half up.

    A leaf is left out only when all its metrics were decided 不适用; a leaf whose metrics all dropped
    out otherwise, of which too little is there, or that has a blocked metric, earns 0 for now.
    base = Σ leaf points ÷ Σ applicable full marks × full marks, rounded half up; 0 where nothing
    applies. Precedent: 75 applicable points scaled by 4/3 for units without public services.
    """
    shares, system = plan.shares, plan.system
    everything = bool(earned.applied.all())
    sums = shares.sum(axis=0) if everything else counted(earned.applied) @ shares
    some = sums > 0
    raw = earned.points @ shares / np.where(some, sums, 1.0) * plan.full
    if len(plan.event_columns):
        raw = np.maximum(raw - event_points(cells, plan), 0.0)
    if everything or not measured.not_applicable.any():
        excused = np.zeros(raw.shape, dtype=bool)
    else:
        excused = counted(measured.not_applicable) @ plan.owned == plan.owned.sum(axis=0)
    blocked = np.broadcast_to(~some | (sums < plan.least * shares.sum(axis=0) - 1e-9), raw.shape)
    if earned.blocked.any():
        blocked = blocked | (earned.blocked.astype(np.float64) @ plan.owned > 0)
    blocked = blocked & ~excused
    ticks = round_half_up(raw, system.leaf_digits, exact) * np.where(some, 1, 0)
    applicable = ~excused
    reached = (ticks * applicable).sum(axis=1)
    # Ticks stay far below 2**53: the product in float64 is exact, and quicker.
    within = (applicable.astype(np.float64) @ plan.full_ticks.astype(np.float64)).astype(np.int64)
    whole = ticks_of(system.full_marks, system.total_digits)
    base = divide_half_up(reached * whole, np.maximum(within, 1))
    return Composed(base, within, base / 10**system.total_digits, Leaves(ticks, applicable, blocked))


def _of_weights(cells: Cells, plan: Plan, earned: Earned, exact: Exact) -> Composed:
    system = plan.system
    total = means(cells, plan, earned)[:, -1].copy()
    known = ~np.isnan(total)
    points = np.where(known, total, 0.0)[:, None] * float(system.full_marks)
    base = round_half_up(points, system.total_digits, exact, at=-1)[:, 0]
    return Composed(base, known * ticks_of(system.full_marks, system.leaf_digits), total)


def leaves_of(plan: Plan, earned: Earned, tree: Floats) -> Leaves:
    """Which leaves of a system of weights are there and which are blocked."""
    blocked = earned.blocked.astype(np.float64) @ plan.owned > 0
    return Leaves(np.zeros((len(tree), 0), dtype=np.int64), ~np.isnan(tree[:, plan.leaf_nodes]), blocked)


def means(cells: Cells, plan: Plan, earned: Earned) -> Floats:
    """Every mean of a system of weights, units × (nodes + 1), in parts of full marks."""
    system = plan.system
    tree = np.full((len(cells.numbers), len(system.nodes) + 1), np.nan)
    taken = event_points(cells, plan) / float(system.full_marks) if len(plan.event_columns) else None
    leaf_at = {node.code: index for index, node in enumerate(system.leaves)}
    for layer in plan.layers:
        if layer.of_metrics:
            every = len(layer.children) == earned.points.shape[1]
            points = earned.points if every else earned.points[:, layer.children]
            there = earned.applied if every else earned.applied[:, layer.children]
        else:
            points = tree[:, layer.children]
            there = ~np.isnan(points)
        found = _means_of(layer, points, there)
        if taken is not None and layer.of_metrics:
            found -= taken[:, [leaf_at[branch.code] for branch in layer.branches]]
            np.maximum(found, 0.0, out=found)
        for column, kind, parameters, references in layer.scaled:
            x = np.round(found[:, [column]], SCALED_DIGITS)
            compared = against(x, cells.groups, references, -math.inf)
            if compared:
                held = [np.broadcast_to(each[:, 0], len(x)) for each in compared]
                earned.scales[int(layer.nodes[column])] = np.array(held)
            found[:, [column]] = kind.function(x, parameters, compared)
        tree[:, layer.nodes] = found
    return tree


def event_points(cells: Cells, plan: Plan) -> Floats:
    """Points the counted events take from each leaf before the floor, units × leaves."""
    taken: Floats = np.nan_to_num(cells.numbers[:, plan.event_columns]) @ plan.event_points
    return taken


def node_sums(plan: Plan, leaves: Leaves) -> tuple[Ticks, Ticks]:
    """Sum of leaf points, and applicable full marks, of every node in leaf ticks (units × nodes)."""
    reached = (leaves.ticks * leaves.applicable).astype(np.float64) @ plan.members
    within = (leaves.applicable * plan.full_ticks).astype(np.float64) @ plan.members
    # Sums of ticks stay far below 2**53, so the float product is exact.
    return reached.astype(np.int64), within.astype(np.int64)


def _means_of(layer: Layer, points: Floats, there: Flags) -> Floats:
    if bool(there.all()):
        return weighted_means(points, None, layer.weights, layer.aggregation)
    values = points if layer.of_metrics else np.where(there, points, 0.0)
    found = weighted_means(values, there, layer.weights, layer.aggregation)
    if layer.least.any():
        enough = there.astype(np.float64) @ layer.owned >= layer.least - 1e-9
        found = np.where(enough, found, np.nan)
    return found
