"""The same scores in exact fractions for one unit at a time: ties, explanations and traces."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from core.collection.columns import denominator, numerator
from core.collection.values import NOT_APPLICABLE, NUMBER, Values
from core.indicators.rules import RULE_KINDS, checklist_mark
from core.indicators.system import Metric
from core.scoring.experts import cases_of, cases_value
from core.scoring.normalise import Earned
from core.scoring.plan import Plan


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one metric was measured at for one unit, exactly as it was written."""

    value: Fraction
    numerator: Fraction | None = None
    denominator: Fraction | None = None


def exact_fraction(number: float) -> Fraction:
    """The decimal a float was written as, exactly: 0.1 is 1/10."""
    return Fraction(int(number)) if number.is_integer() else Fraction(repr(number))


def measurement(values: Values, plan: Plan, unit: int, metric: Metric) -> Measurement | None:
    """The measured value, None where there is no number."""
    if metric.input in ("ratio", "complement"):
        top = _number(values, unit, numerator(metric.code))
        bottom = _number(values, unit, denominator(metric.code))
        if top is None or bottom is None or bottom == 0:
            return None
        part = max(bottom - top, Fraction(0)) if metric.input == "complement" else top
        return Measurement(part / bottom, top, bottom)
    if metric.input == "items":
        return _checklist(values, plan, unit, metric)
    if metric.input == "experts":
        cases = cases_of(values, values.units[unit].code, metric.code)
        return Measurement(cases_value([case.score for case in cases])) if cases else None
    number = _number(values, unit, metric.code)
    return None if number is None else Measurement(number)


def rule_points(metric: Metric, value: Fraction, reference: float) -> Fraction:
    """P of one measured value by the metric's own rule function, in fractions."""
    kind = RULE_KINDS[metric.rule]
    group = np.array([reference]) if kind.needs_group else None
    (points,) = kind.function(np.array([value], dtype=object), metric.parameters, group)
    return points if isinstance(points, Fraction) else Fraction(points)


def exact_points(values: Values, plan: Plan, earned: Earned, unit: int, index: int) -> Fraction:
    """P of one unit's metric; states without a number keep the P their policy gave them."""
    metric = plan.system.metrics[index]
    given = Fraction(float(earned.points[unit, index]))
    if not earned.applied[unit, index] or earned.blocked[unit, index]:
        return given
    measured = measurement(values, plan, unit, metric)
    if measured is None:
        return given
    return rule_points(metric, measured.value, float(earned.references[unit, index]))


def exact_metric_parts(
    values: Values, plan: Plan, earned: Earned, unit: int, leaf: int
) -> dict[int, tuple[Fraction, Fraction]]:
    """For each metric that counts: (points it could bring, points it brings) before rounding."""
    members = [index for index in plan.leaf_metrics[leaf] if earned.applied[unit, index]]
    total = sum((plan.exact_shares[index] for index in members), Fraction(0))
    full = Fraction(int(plan.full_ticks[leaf]), 10**plan.system.leaf_digits)
    parts = {}
    for index in members:
        possible = full * plan.exact_shares[index] / total
        parts[index] = (possible, possible * exact_points(values, plan, earned, unit, index))
    return parts


def exact_leaf_points(values: Values, plan: Plan, earned: Earned, unit: int, leaf: int) -> Fraction:
    """A leaf's points before rounding, events taken off and floored at 0."""
    parts = exact_metric_parts(values, plan, earned, unit, leaf)
    reached = sum((brought for _, brought in parts.values()), Fraction(0))
    for code, each in plan.leaf_events[leaf]:
        reached -= (_number(values, unit, code) or 0) * each
    return max(reached, Fraction(0))


def _number(values: Values, unit: int, column: str) -> Fraction | None:
    at = (unit, values.column_index[column])
    return exact_fraction(float(values.numbers[at])) if values.states[at] == NUMBER else None


def _checklist(values: Values, plan: Plan, unit: int, metric: Metric) -> Measurement | None:
    items = plan.system.items_of(metric.code)
    checklist = next(known for known in plan.checklists if plan.system.metrics[known.metric] == metric)
    states = values.states[unit, checklist.columns]
    if not (states == NUMBER).any():
        return None
    marks = [_number(values, unit, item.code) or Fraction(0) for item in items]
    (mark,) = checklist_mark(
        np.array([marks], dtype=object),
        (states != NOT_APPLICABLE)[np.newaxis, :],
        np.array([Fraction(item.weight) for item in items], dtype=object),
        checklist.gates,
    )
    return Measurement(mark)
