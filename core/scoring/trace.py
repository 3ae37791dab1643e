"""Where one number comes from: everything needed to compute it again, down to the source cell."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from core.collection.columns import denominator, numerator
from core.collection.values import NOT_APPLICABLE, Place
from core.indicators.curves import checklist_mark
from core.indicators.numerals import Parameters
from core.indicators.rules import RULE_KINDS
from core.indicators.system import EMPTY_POLICIES, Metric
from core.scoring.exact import rule_points
from core.scoring.experts import Case, cases_of, cases_value
from core.scoring.scores import Scores
from core.scoring.sentences import reference_name

STATES = {
    "number": "有数",
    "na": "不适用",
    "blank": "无数据",
    "dropped": "无数据，按“不适用（项内折算）”不计入",
    "unfinished": "采集未完成",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One value the metric was computed from: column, what it says, the number and its place."""

    column: str
    label: str
    number: Fraction | None
    place: Place


@dataclass(frozen=True, slots=True)
class TracedItem:
    """One checklist item: weight V, mark P (None where blank), whether it applies, its prerequisite."""

    code: str
    name: str
    weight: Fraction
    mark: Fraction | None
    applies: bool
    gate: int


@dataclass(frozen=True, slots=True)
class Trace:
    """One metric of one unit.

    `points` is P, `share` and `share_sum` are in per cent, `contribution` is in points before
    rounding, on the leaf's own scale; `leaf_points` is the leaf after events, floor and rounding.
    `measure` is the unit of measurement, `references` are the statistics the rule compared with; `raw` is what stood in the place of `value`
    before outliers were treated, None where they were not. `state` is a key of `STATES`.
    """

    unit: str
    metric: str
    metric_name: str
    leaf: str
    leaf_name: str
    state: str
    policy: str
    input: str
    measure: str
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    raw: Fraction | None
    factor: Fraction
    sources: tuple[Source, ...]
    items: tuple[TracedItem, ...]
    cases: tuple[Case, ...]
    formula: str
    rule: str
    rule_text: str
    parameters: Parameters
    references: tuple[float, ...]
    points: Fraction
    share: Fraction
    share_sum: Fraction
    leaf_full: Decimal
    contribution: Fraction
    leaf_points: Decimal

    @property
    def compared(self) -> tuple[tuple[str, float], ...]:
        """What the rule compared with, each statistic under its Chinese name."""
        asked = RULE_KINDS[self.rule].references(self.parameters)
        return tuple(
            (reference_name(reference), number)
            for reference, number in zip(asked, self.references, strict=False)
        )

    def recompute(self) -> Fraction:
        """The contribution in points, computed again from this trace alone."""
        if self.state in ("na", "dropped") or not self.share_sum:
            return Fraction(0)
        return Fraction(self.leaf_full) * self.recomputed_points() * self.share / self.share_sum

    def recomputed_points(self) -> Fraction:
        """P computed again from this trace alone."""
        value = self._recomputed_value() if self.state == "number" else None
        if value is None:
            return Fraction(1 if self.state == "blank" and self.policy == "full" else 0)
        return rule_points(self.rule, self.parameters, value, self.references)

    def _recomputed_value(self) -> Fraction | None:
        if self.cases:
            return cases_value([case.score for case in self.cases])
        if self.items:
            (mark,) = checklist_mark(
                np.array([[item.mark or Fraction(0) for item in self.items]], dtype=object),
                np.array([[item.applies for item in self.items]]),
                np.array([item.weight for item in self.items], dtype=object),
                np.array([item.gate for item in self.items]),
            )
            return Fraction(mark)
        if self.numerator is None or self.denominator is None or self.raw is not None:
            return self.value
        if self.input == "complement":
            return max(self.denominator - self.numerator, Fraction(0)) / self.denominator
        return self.numerator / self.denominator * self.factor


def trace(scores: Scores, unit: str, metric: str) -> Trace:
    """The trace of one metric of one unit; KeyError for an unknown unit or metric."""
    row, found = scores.values.unit_index[unit], scores.system.metric_by_code[metric]
    index = scores.system.metrics.index(found)
    leaf = int(scores.plan.metric_leaf[index])
    node = scores.system.leaves[leaf]
    exact = scores.exact(unit)
    measured = exact.measurement(index)
    applied = bool(scores.earned.applied[row, index])
    full = scores.system.leaf_scale(node.code)
    share_sum = exact.share_sum(leaf)
    share = found.share if applied else Fraction(0)
    return Trace(
        unit=unit,
        metric=metric,
        metric_name=found.name,
        leaf=node.code,
        leaf_name=node.title,
        state=_state(scores, row, index),
        policy=found.empty,
        input=found.input,
        measure=found.unit,
        numerator=measured.numerator if measured else None,
        denominator=measured.denominator if measured else None,
        value=measured.value if measured else None,
        raw=measured.raw if measured else None,
        factor=Fraction(found.factor),
        sources=_sources(scores, row, found),
        items=_items(scores, row, found),
        cases=cases_of(scores.values, unit, metric) if found.input == "experts" else (),
        formula=found.formula,
        rule=found.rule,
        rule_text=_rule_text(found),
        parameters=found.parameters,
        references=scores.earned.reference(row, index),
        points=exact.points(index),
        share=share,
        share_sum=share_sum,
        leaf_full=full,
        contribution=Fraction(full) * exact.points(index) * share / (share_sum or 1),
        leaf_points=scores.leaves.decimal(row, leaf),
    )


def _rule_text(metric: Metric) -> str:
    kind = RULE_KINDS[metric.rule]
    standard = kind.standard(metric.parameters, metric.unit)
    return f"{kind.name}：{standard}；空值处理：{EMPTY_POLICIES[metric.empty]}"


def _state(scores: Scores, row: int, index: int) -> str:
    if scores.measured.not_applicable[row, index]:
        return "na"
    if scores.measured.is_unfinished(row, index):
        return "unfinished"
    if scores.measured.blank[row, index]:
        return "blank" if scores.earned.applied[row, index] else "dropped"
    return "number"


def _columns(scores: Scores, metric: Metric) -> list[tuple[str, str]]:
    if metric.input in ("ratio", "complement"):
        return [
            (numerator(metric.code), metric.numerator or "分子"),
            (denominator(metric.code), metric.denominator or "分母"),
        ]
    if metric.input == "items":
        return [(item.code, item.name) for item in scores.system.items_of(metric.code)]
    shared = next((known for known in scores.system.divisors if known.code == metric.divisor), None)
    return [(metric.code, metric.name), *([(shared.code, shared.name)] if shared else [])]


def _sources(scores: Scores, row: int, metric: Metric) -> tuple[Source, ...]:
    values, unit = scores.values, scores.values.units[row].code
    exact = scores.exact(unit)
    if metric.input == "experts" and (unit, metric.code) in values.cases:
        return tuple(
            Source(metric.code, f"{case} {mark.expert}", Fraction(mark.score), mark.place)
            for case, marks in values.cases[unit, metric.code].items()
            for mark in marks
        )
    return tuple(
        Source(column, label, exact.number(column), values.place(unit, column))
        for column, label in _columns(scores, metric)
    )


def _items(scores: Scores, row: int, metric: Metric) -> tuple[TracedItem, ...]:
    if metric.input != "items":
        return ()
    items = scores.system.items_of(metric.code)
    at = {item.code: position for position, item in enumerate(items)}
    values, exact = scores.values, scores.exact(scores.values.units[row].code)
    return tuple(
        TracedItem(
            item.code,
            item.name,
            Fraction(item.weight),
            exact.number(item.code),
            bool(values.states[row, values.column_index[item.code]] != NOT_APPLICABLE),
            at.get(item.prerequisite, -1),
        )
        for item in items
    )
