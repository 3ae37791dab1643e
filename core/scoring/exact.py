"""The same scores in exact fractions for one unit at a time: ties, explanations and traces."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from core.collection.columns import denominator, numerator
from core.collection.values import NOT_APPLICABLE, NUMBER, Values
from core.indicators.curves import checklist_mark
from core.indicators.numerals import Parameters
from core.indicators.rules import RULE_KINDS
from core.indicators.system import Metric
from core.scoring.experts import cases_of, cases_value
from core.scoring.layers import SCALED_DIGITS, Branch, branches_of
from core.scoring.normalise import Earned, Measured
from core.scoring.plan import Plan
from core.scoring.weigh import exact_mean


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one metric was measured at for one unit, exactly as it was written.

    `value` has outliers treated; `raw` has not.
    """

    value: Fraction
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    raw: Fraction | None = None


@dataclass(frozen=True, slots=True)
class MeanPart:
    """One child of a mean: its value (None where it is missing) and its weight."""

    child: int
    value: Fraction | None
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Mean:
    """One mean of one unit: its parts, what they make together, and that on its scale.

    `together` is after events and before the scale; both are None where nothing, or too little, is there.
    """

    branch: Branch
    parts: tuple[MeanPart, ...]
    taken: Fraction
    together: Fraction | None
    value: Fraction | None
    references: tuple[float, ...]


def exact_fraction(number: float) -> Fraction:
    """The decimal a float was written as, exactly: 0.1 is 1/10."""
    return Fraction(int(number)) if number.is_integer() else Fraction(repr(number))


def rule_points(rule: str, parameters: Parameters, value: Fraction, references: Sequence[float]) -> Fraction:
    """P of one measured value by a rule's own function, in fractions."""
    compared = [np.array([exact_fraction(each)], dtype=object) for each in references]
    (points,) = RULE_KINDS[rule].function(np.array([value], dtype=object), parameters, compared)
    return points if isinstance(points, Fraction) else Fraction(points)


@dataclass(frozen=True, eq=False)
class ExactUnit:
    """One unit of a board beside what the fast path found for it; `row` is its row in those arrays."""

    values: Values
    plan: Plan
    unit: int
    measured: Measured
    earned: Earned
    row: int

    def points(self, index: int) -> Fraction:
        """P of one metric; states without a number keep the P their policy gave them."""
        given = Fraction(float(self.earned.points[self.row, index]))
        if not self.earned.applied[self.row, index] or self.earned.blocked[self.row, index]:
            return given
        measured = self.measurement(index)
        if measured is None:
            return given
        metric = self.plan.system.metrics[index]
        references = self.earned.reference(self.row, index)
        return rule_points(metric.rule, metric.parameters, measured.value, references)

    def measurement(self, index: int) -> Measurement | None:
        """The measured value, None where there is no number."""
        metric = self.plan.system.metrics[index]
        found = self._measured(metric)
        if found is None or not metric.treatment:
            return found
        treated = float(self.measured.x[self.row, index])
        # A value the treatment left alone stays as it was written.
        if np.isclose(treated, float(found.value), rtol=1e-12, atol=0):
            return found
        return Measurement(exact_fraction(treated), found.numerator, found.denominator, found.value)

    def share_sum(self, leaf: int) -> Fraction:
        """Σ of the shares of a leaf's metrics that count."""
        counted = (each for each in self.plan.leaf_metrics[leaf] if self.earned.applied[self.row, each])
        return sum((self.plan.exact_shares[each] for each in counted), Fraction(0))

    def metric_parts(self, leaf: int) -> dict[int, tuple[Fraction, Fraction]]:
        """For each metric of a leaf that counts: (points it could bring, points it brings), unrounded."""
        plan = self.plan
        members = [index for index in plan.leaf_metrics[leaf] if self.earned.applied[self.row, index]]
        total = self.share_sum(leaf)
        full = Fraction(plan.system.leaf_marks[plan.system.leaves[leaf].code])
        parts = {}
        for index in members:
            possible = full * plan.exact_shares[index] / total
            parts[index] = (possible, possible * self.points(index))
        return parts

    def leaf_points(self, leaf: int) -> Fraction:
        """A leaf's points before rounding in a system of marks, events taken off and floored at 0."""
        reached = sum((brought for _, brought in self.metric_parts(leaf).values()), Fraction(0))
        return max(reached - self.event_points(leaf), Fraction(0)) if self.plan.leaf_events[leaf] else reached

    def event_points(self, leaf: int) -> Fraction:
        """Points the events counted take from a leaf, before its floor."""
        return sum(
            ((self.number(code) or 0) * each for code, each in self.plan.leaf_events[leaf]), Fraction(0)
        )

    def number(self, column: str) -> Fraction | None:
        """What is written in one column, None where it holds no number."""
        at = (self.unit, self.values.column_index[column])
        return exact_fraction(float(self.values.numbers[at])) if self.values.states[at] == NUMBER else None

    @cached_property
    def means(self) -> dict[int, Mean]:
        """Every mean of a system of weights by its place among the nodes, the total last."""
        found: dict[int, Mean] = {}
        for branch in branches_of(self.plan.system):
            found[branch.at] = self._mean(branch, found)
        return found

    def total(self) -> Fraction | None:
        """The total of a system of weights in points, before rounding."""
        value = self.means[len(self.plan.system.nodes)].value
        return None if value is None else value * Fraction(self.plan.system.full_marks)

    def _mean(self, branch: Branch, found: dict[int, Mean]) -> Mean:
        parts = tuple(
            MeanPart(child, self._child(branch, child, found), weight)
            for child, weight in zip(branch.children, branch.weights, strict=True)
        )
        there = [(part.value, part.weight) for part in parts if part.value is not None]
        enough = len(there) >= branch.least
        together = exact_mean([v for v, _ in there], [w for _, w in there], branch.aggregation)
        taken = self._taken(branch)
        if together is not None and taken:
            together = max(together - taken, Fraction(0))
        if together is None or not enough:
            return Mean(branch, parts, taken, None, None, ())
        references = self._references(branch)
        scaled = together
        if branch.rule:
            scaled = rule_points(branch.rule, branch.parameters, round(together, SCALED_DIGITS), references)
        return Mean(branch, parts, taken, together, scaled, references)

    def _child(self, branch: Branch, child: int, found: dict[int, Mean]) -> Fraction | None:
        if not branch.of_metrics:
            return found[child].value
        return self.points(child) if self.earned.applied[self.row, child] else None

    def _taken(self, branch: Branch) -> Fraction:
        if not branch.of_metrics or not self.plan.system.events:
            return Fraction(0)
        leaf = next(at for at, node in enumerate(self.plan.system.leaves) if node.code == branch.code)
        return self.event_points(leaf) / Fraction(self.plan.system.full_marks)

    def _references(self, branch: Branch) -> tuple[float, ...]:
        held = self.earned.scales.get(branch.at)
        return () if held is None else tuple(float(number) for number in held[:, self.row])

    def _measured(self, metric: Metric) -> Measurement | None:
        if metric.input in ("ratio", "complement"):
            top, bottom = self.number(numerator(metric.code)), self.number(denominator(metric.code))
            if top is None or bottom is None or bottom == 0:
                return None
            part = max(bottom - top, Fraction(0)) if metric.input == "complement" else top
            return Measurement(part / bottom, top, bottom)
        if metric.input == "items":
            return self._checklist(metric)
        if metric.input == "experts":
            cases = cases_of(self.values, self.values.units[self.unit].code, metric.code)
            return Measurement(cases_value([case.score for case in cases])) if cases else None
        number = self.number(metric.code)
        if number is None or not metric.divisor:
            return None if number is None else Measurement(number * Fraction(metric.factor))
        shared = self.number(metric.divisor)
        if not shared or shared < 0:
            return None
        return Measurement(number / shared * Fraction(metric.factor), number, shared)

    def _checklist(self, metric: Metric) -> Measurement | None:
        items = self.plan.system.items_of(metric.code)
        checklist = next(
            known for known in self.plan.checklists if self.plan.system.metrics[known.metric] == metric
        )
        states = self.values.states[self.unit, checklist.columns]
        if not (states == NUMBER).any():
            return None
        marks = [self.number(item.code) or Fraction(0) for item in items]
        (mark,) = checklist_mark(
            np.array([marks], dtype=object),
            (states != NOT_APPLICABLE)[np.newaxis, :],
            np.array([Fraction(item.weight) for item in items], dtype=object),
            checklist.gates,
        )
        return Measurement(mark)
