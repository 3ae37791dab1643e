"""From values to earned parts: measured x, then P in [0, 1], for all units and metrics at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.collection.values import BLANK, NOT_APPLICABLE, NUMBER, Values
from core.indicators.rules import checklist_mark
from core.scoring.experts import expert_values
from core.scoring.plan import ChecklistPlan, Floats, Plan

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Measured:
    """What was measured, units × metrics.

    `x` is NaN where there is no number. `not_applicable` was decided; `blank` has no denominator or
    was not collected; `unfinished` has work left (a numerator missing, a case short of experts).
    """

    x: Floats
    not_applicable: Flags
    blank: Flags
    unfinished: Flags


@dataclass(frozen=True, eq=False)
class Earned:
    """P of every metric (0 where it does not count), whether it counts, and its group's P90."""

    points: Floats
    applied: Flags
    blocked: Flags
    references: Floats


def measure(values: Values, plan: Plan) -> Measured:
    """Measured values and their states for every unit and metric."""
    shape = (len(values.units), len(plan.system.metrics))
    measured = Measured(
        np.full(shape, np.nan), np.zeros(shape, bool), np.zeros(shape, bool), np.zeros(shape, bool)
    )
    _ratios(values, plan, measured)
    states = values.states[:, plan.inputs.direct_columns]
    measured.x[:, plan.inputs.direct_metrics] = values.numbers[:, plan.inputs.direct_columns]
    measured.not_applicable[:, plan.inputs.direct_metrics] = states == NOT_APPLICABLE
    for checklist in plan.checklists:
        _checklist(values, checklist, measured)
    for metric, column in zip(plan.inputs.expert_metrics, plan.inputs.expert_columns, strict=True):
        x, short = expert_values(values, plan.system.metrics[metric].code)
        excused = values.states[:, column] == NOT_APPLICABLE
        measured.x[:, metric] = np.where(excused, np.nan, x)
        measured.not_applicable[:, metric] = excused
        measured.unfinished[:, metric] = short & ~excused
    measured.blank[:] = np.isnan(measured.x) & ~measured.not_applicable & ~measured.unfinished
    return measured


def earn(values: Values, plan: Plan, measured: Measured) -> Earned:
    """P by each metric's rule; blanks by the metric's own policy, unfinished ones earn nothing."""
    points = np.zeros(measured.x.shape)
    references = np.full(measured.x.shape, np.nan)
    for batch in plan.batches:
        x = measured.x[:, batch.metrics]
        reference = None
        if batch.kind.needs_group:
            reference = group_percentile(x, values.group_index, 90)
            references[:, batch.metrics] = reference
        points[:, batch.metrics] = batch.kind.function(x, batch.parameters, reference)
    dropped = measured.not_applicable | (measured.blank & plan.empty_drops)
    points = np.where(measured.blank, plan.empty_points, points)
    points[dropped | measured.unfinished] = 0.0
    blocked = measured.unfinished | (measured.blank & plan.empty_blocks)
    return Earned(points, ~dropped, blocked, references)


def group_percentile(x: Floats, groups: NDArray[np.intp], percent: float) -> Floats:
    """Each unit's group percentile per column by linear interpolation over numbers; NaN without any."""
    found = np.full(x.shape, np.nan)
    for group in range(int(groups.max(initial=-1)) + 1):
        members = groups == group
        for column in range(x.shape[1]):
            numbers = x[members, column]
            numbers = numbers[~np.isnan(numbers)]
            if numbers.size:
                found[members, column] = np.percentile(numbers, percent)
    return found


def _ratios(values: Values, plan: Plan, measured: Measured) -> None:
    top, bottom = values.numbers[:, plan.inputs.numerators], values.numbers[:, plan.inputs.denominators]
    top_state, bottom_state = (
        values.states[:, plan.inputs.numerators],
        values.states[:, plan.inputs.denominators],
    )
    usable = bottom > 0
    # (d − n) ÷ d is exact for counts where 1 − n ÷ d would not be.
    parts = np.where(plan.inputs.complement, np.maximum(bottom - top, 0.0), top)
    excused = (top_state == NOT_APPLICABLE) | (bottom_state == NOT_APPLICABLE)
    measured.x[:, plan.inputs.ratio_metrics] = np.where(
        usable & ~excused, parts / np.where(usable, bottom, 1.0), np.nan
    )
    measured.not_applicable[:, plan.inputs.ratio_metrics] = excused
    measured.unfinished[:, plan.inputs.ratio_metrics] = usable & (top_state == BLANK)


def _checklist(values: Values, plan: ChecklistPlan, measured: Measured) -> None:
    states = values.states[:, plan.columns]
    marks = np.where(states == NUMBER, values.numbers[:, plan.columns], 0.0)
    excused = states == NOT_APPLICABLE
    mark = checklist_mark(marks, ~excused, plan.weights, plan.gates)
    answered = (states == NUMBER).any(axis=1)
    measured.x[:, plan.metric] = np.where(answered, mark, np.nan)
    measured.not_applicable[:, plan.metric] = excused.all(axis=1)
