"""From values to earned parts: measured x, then P, for all units and metrics of a block at once."""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.collection.values import BLANK, NOT_APPLICABLE, NUMBER
from core.indicators.curves import checklist_mark
from core.indicators.rule_kind import Reference
from core.scoring.cells import Cells
from core.scoring.plan import ChecklistPlan, Floats, Plan
from core.scoring.population import statistic
from core.scoring.scratch import FRESH, Scratch
from core.scoring.treat import treat

Flags = NDArray[np.bool_]
# By batch of rules, for each statistic it compares with: 1 × metrics, or units × metrics.
Compared = tuple[tuple[Floats, ...], ...]


@dataclass(frozen=True, eq=False)
class Measured:
    """What was measured, units × metrics, outliers treated.

    `x` is NaN where there is no number. `not_applicable` was decided; `blank` has no denominator or
    was not collected; `unfinished` has work left (a numerator missing, a case short of experts), None
    where no metric can have any.
    """

    x: Floats
    not_applicable: Flags
    blank: Flags
    unfinished: Flags | None

    def is_unfinished(self, row: int, metric: int) -> bool:
        """Whether work is left on one metric of one unit."""
        return self.unfinished is not None and bool(self.unfinished[row, metric])


@dataclass(frozen=True, eq=False)
class Earned:
    """P of every metric (0 where it does not count), whether it counts, whether it blocks.

    `compared` holds by batch of rules the statistics they compared with; `scales` by node those of the
    scales of nodes, statistics × units, filled while the tree is composed.
    """

    plan: Plan
    points: Floats
    applied: Flags
    blocked: Flags
    compared: Compared
    scales: dict[int, Floats] = field(default_factory=dict)

    def reference(self, row: int, metric: int) -> tuple[float, ...]:
        """The statistics one unit's metric was compared with."""
        for batch, held in zip(self.plan.batches, self.compared, strict=True):
            (at,) = np.nonzero(batch.metrics == metric)
            if len(at):
                return tuple(float(each[row if len(each) > 1 else 0, at[0]]) for each in held)
        return ()


def measure(cells: Cells, plan: Plan) -> Measured:
    """Measured values and their states for every unit and metric."""
    inputs = plan.inputs
    if inputs.plain:
        states = cells.states[:, inputs.direct_columns]
        x = cells.numbers[:, inputs.direct_columns]
        measured = Measured(x, states == NOT_APPLICABLE, states == BLANK, None)
    else:
        measured = _gathered(cells, plan)
    if not plan.treatments:
        return measured
    x = measured.x.copy()
    for metric, treatment in plan.treatments:
        x[:, metric] = treat(x[:, metric], treatment)
    return Measured(x, measured.not_applicable, measured.blank, measured.unfinished)


def compare(cells: Cells, plan: Plan, measured: Measured) -> Compared:
    """What the rules of a whole board compare its units with: one row for everybody, or a row a unit."""
    return tuple(
        against(measured.x[:, batch.span], cells.groups, batch.references, batch.floor)
        for batch in plan.batches
    )


def against(
    x: Floats, groups: NDArray[np.intp], references: tuple[Reference, ...], floor: float
) -> tuple[Floats, ...]:
    """The statistics a rule asks for, of the numbers it can take."""
    if not references:
        return ()
    usable = x if floor == -math.inf else np.where(x > floor, x, np.nan)
    return tuple(statistic(usable, groups if each.group else None, each.statistic) for each in references)


def part_of(measured: Measured, compared: Compared, rows: slice) -> tuple[Measured, Compared]:
    """Some rows of a board, and what they are compared with."""
    unfinished = None if measured.unfinished is None else measured.unfinished[rows]
    return (
        Measured(measured.x[rows], measured.not_applicable[rows], measured.blank[rows], unfinished),
        tuple(tuple(each[rows] if len(each) > 1 else each for each in held) for held in compared),
    )


def earn(plan: Plan, measured: Measured, compared: Compared, scratch: Scratch = FRESH) -> Earned:
    """P by each metric's rule; blanks by the metric's own policy, unfinished ones earn nothing.

    A number that its rule cannot take (the logarithm of nothing) blocks like a missing one. With
    `KEPT` as `scratch` the points are only good until the next block is settled.
    """
    points = scratch.array("points", measured.x.shape)
    np.copyto(points, measured.x)
    for batch, held in zip(plan.batches, compared, strict=True):
        x = points[:, batch.span]
        earned = batch.kind.function(x, batch.parameters, held)
        # A rule may work in the array it was given, or in one of its own.
        if earned is not x or not isinstance(batch.span, slice):
            points[:, batch.span] = earned
    return _settled(plan, measured, points, compared)


def _settled(plan: Plan, measured: Measured, points: Floats, compared: Compared) -> Earned:
    blank, excused = measured.blank, measured.not_applicable
    applied = ~(excused | (blank & plan.empty_drops)) if plan.empty_drops.any() else ~excused
    blocked = blank & plan.empty_blocks
    without = blank | excused
    if measured.unfinished is not None:
        blocked |= measured.unfinished
        without |= measured.unfinished
    if without.any():
        # P of a blank is the policy's; what was excused or is unfinished earns nothing.
        np.copyto(points, 0.0, where=without)
        if plan.empty_points.any():
            np.copyto(points, plan.empty_points, where=blank)
    if not math.isfinite(points.sum()):
        failed = ~np.isfinite(points)
        points[failed] = 0.0
        blocked |= failed
    return Earned(plan, points, applied, blocked, compared)


def _gathered(cells: Cells, plan: Plan) -> Measured:
    """Metrics of every kind of input brought together."""
    shape = (len(cells.numbers), len(plan.system.metrics))
    unfinished = np.zeros(shape, bool)
    measured = Measured(np.full(shape, np.nan), np.zeros(shape, bool), np.zeros(shape, bool), unfinished)
    _ratios(cells, plan, measured, unfinished)
    _direct(cells, plan, measured)
    for checklist in plan.checklists:
        _checklist(cells, checklist, measured)
    inputs = plan.inputs
    for metric, column in zip(inputs.expert_metrics.tolist(), inputs.expert_columns, strict=True):
        x, short = cells.experts[metric]
        excused = cells.states[:, column] == NOT_APPLICABLE
        measured.x[:, metric] = np.where(excused, np.nan, x)
        measured.not_applicable[:, metric] = excused
        unfinished[:, metric] = short & ~excused
    measured.blank[:] = np.isnan(measured.x) & ~measured.not_applicable & ~unfinished
    return measured


def _direct(cells: Cells, plan: Plan, measured: Measured) -> None:
    inputs = plan.inputs
    measured.x[:, inputs.direct_metrics] = cells.numbers[:, inputs.direct_columns]
    measured.not_applicable[:, inputs.direct_metrics] = (
        cells.states[:, inputs.direct_columns] == NOT_APPLICABLE
    )
    if not len(inputs.divided_metrics):
        return
    shared = inputs.divisor_columns >= 0
    bottom = np.where(shared, cells.numbers[:, inputs.divisor_columns], 1.0)
    usable = bottom > 0
    top = cells.numbers[:, inputs.divided_columns]
    measured.x[:, inputs.divided_metrics] = np.where(
        usable, top * inputs.factors / np.where(usable, bottom, 1.0), np.nan
    )
    excused = shared & (cells.states[:, inputs.divisor_columns] == NOT_APPLICABLE)
    measured.not_applicable[:, inputs.divided_metrics] = excused | (
        cells.states[:, inputs.divided_columns] == NOT_APPLICABLE
    )


def _ratios(cells: Cells, plan: Plan, measured: Measured, unfinished: Flags) -> None:
    inputs = plan.inputs
    top, bottom = cells.numbers[:, inputs.numerators], cells.numbers[:, inputs.denominators]
    top_state, bottom_state = cells.states[:, inputs.numerators], cells.states[:, inputs.denominators]
    usable = bottom > 0
    # (d − n) ÷ d is exact for counts where 1 − n ÷ d would not be.
    parts = np.where(inputs.complement, np.maximum(bottom - top, 0.0), top)
    excused = (top_state == NOT_APPLICABLE) | (bottom_state == NOT_APPLICABLE)
    measured.x[:, inputs.ratio_metrics] = np.where(
        usable & ~excused, parts / np.where(usable, bottom, 1.0), np.nan
    )
    measured.not_applicable[:, inputs.ratio_metrics] = excused
    # One of the two without the other is work left to do, on either side.
    halved = (top > 0) & (bottom_state == BLANK)
    unfinished[:, inputs.ratio_metrics] = (usable & (top_state == BLANK)) | halved


def _checklist(cells: Cells, plan: ChecklistPlan, measured: Measured) -> None:
    states = cells.states[:, plan.columns]
    marks = np.where(states == NUMBER, cells.numbers[:, plan.columns], 0.0)
    excused = states == NOT_APPLICABLE
    mark = checklist_mark(marks, ~excused, plan.weights, plan.gates)
    answered = (states == NUMBER).any(axis=1)
    measured.x[:, plan.metric] = np.where(answered, mark, np.nan)
    measured.not_applicable[:, plan.metric] = excused.all(axis=1)
