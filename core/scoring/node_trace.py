"""Where a node's or the total's number comes from: what hangs under it, and how that becomes one number."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.indicators.node import Node
from core.indicators.numerals import Parameters
from core.indicators.rules import RULE_KINDS
from core.indicators.system import AGGREGATIONS
from core.scoring.exact import ExactUnit, rule_points
from core.scoring.fixed import decimal_of_ticks, half_up
from core.scoring.layers import SCALED_DIGITS
from core.scoring.scores import Scores
from core.scoring.sentences import reference_name
from core.scoring.weigh import exact_mean

# How the parts become one number, beside the means of `AGGREGATIONS`.
WAYS = {**AGGREGATIONS, "added": "逐项相加", "rescaled": "合理缺项折算"}


@dataclass(frozen=True, slots=True)
class TracedPart:
    """One thing under a node: its value (None where it does not count) and its weight.

    Values are P or parts of full marks under a mean, points under a sum, and points beside full marks
    (the weight) where the base score is rescaled.
    """

    code: str
    name: str
    value: Fraction | None
    weight: Fraction


@dataclass(frozen=True, slots=True)
class NodeTrace:
    """One node of one unit, or its base score (empty code).

    points = `full` × scale(max(way(parts) − `taken`, 0)), rounded half up to `digits`; `way` is a key of
    `WAYS`, the scale is the rule where there is one. `points` is None where nothing, or too little, is there.
    """

    unit: str
    code: str
    name: str
    way: str
    parts: tuple[TracedPart, ...]
    least: Fraction
    taken: Fraction
    rule: str
    parameters: Parameters
    references: tuple[float, ...]
    full: Fraction
    digits: int
    points: Decimal | None

    @property
    def compared(self) -> tuple[tuple[str, float], ...]:
        """What the scale compared with, each statistic under its Chinese name."""
        asked = RULE_KINDS[self.rule].references(self.parameters) if self.rule else ()
        return tuple(
            (reference_name(reference), number)
            for reference, number in zip(asked, self.references, strict=False)
        )

    def together(self) -> Fraction | None:
        """What a mean came to before its scale, events taken off; None where too little is there."""
        there = [part for part in self.parts if part.value is not None]
        values = [part.value or Fraction(0) for part in there]
        found = exact_mean(values, [part.weight for part in there], self.way)
        if found is None or len(there) < self.least:
            return None
        return max(found - self.taken, Fraction(0)) if self.taken else found

    def recompute(self) -> Decimal | None:
        """The published points, computed again from this trace alone."""
        there = [part for part in self.parts if part.value is not None]
        if self.way == "added" and not there:
            return None
        if self.way == "rescaled":
            within = sum((part.weight for part in there), Fraction(0))
            reached = sum((part.value or Fraction(0) for part in there), Fraction(0))
            return self._rounded(reached / within if within else Fraction(0))
        if self.way == "added":
            return self._rounded(sum((part.value or Fraction(0) for part in there), Fraction(0)))
        found = self.together()
        if found is None:
            return None
        if self.rule:
            found = rule_points(self.rule, self.parameters, round(found, SCALED_DIGITS), self.references)
        return self._rounded(found)

    def _rounded(self, number: Fraction) -> Decimal:
        return decimal_of_ticks(half_up(number * self.full, self.digits), self.digits)


def node_trace(scores: Scores, unit: str, code: str = "") -> NodeTrace:
    """The trace of a node's points, or of the base score for the empty code; KeyError for unknown ones."""
    node = scores.system.node_by_code[code] if code else None
    if scores.system.scheme == "weights":
        return _mean_trace(scores, unit, node)
    if node is None:
        return _base_trace(scores, unit)
    return _sum_trace(scores, unit, node) if scores.system.children(code) else _leaf_trace(scores, unit, node)


def node_traces(scores: Scores, unit: str) -> Iterator[NodeTrace]:
    """Every node of a unit in the system's order, the base score first."""
    yield node_trace(scores, unit)
    for node in scores.system.nodes:
        if not node.ledger:
            yield node_trace(scores, unit, node.code)


def _mean_trace(scores: Scores, unit: str, node: Node | None) -> NodeTrace:
    system, row = scores.system, scores.values.unit_index[unit]
    at = system.nodes.index(node) if node else len(system.nodes)
    mean = scores.exact(unit).means[at]
    branch = mean.branch
    digits = system.digits_of(node.code) if node else system.total_digits
    points = None
    if mean.value is not None:
        points = _at(scores.nodes.decimal(row, at), digits) if node else scores.base.decimal(row)
    parts = (
        TracedPart(*name, part.value, part.weight)
        for name, part in zip(branch.names(system), mean.parts, strict=True)
    )
    return NodeTrace(
        unit,
        branch.code,
        node.title if node else "基础分",
        branch.aggregation,
        tuple(parts),
        branch.least,
        mean.taken,
        branch.rule,
        branch.parameters,
        mean.references,
        Fraction(system.full_marks),
        digits,
        points,
    )


def _leaf_trace(scores: Scores, unit: str, node: Node) -> NodeTrace:
    system, exact = scores.system, scores.exact(unit)
    leaf = system.leaves.index(node)
    full = Fraction(system.leaf_marks[node.code])
    parts = tuple(
        TracedPart(
            system.metrics[index].code,
            system.metrics[index].name,
            _points(exact, index),
            exact.plan.exact_shares[index],
        )
        for index in exact.plan.leaf_metrics[leaf]
    )
    taken = exact.event_points(leaf) / full
    return _plain(scores, unit, node, "arithmetic", (parts, taken, full))


def _sum_trace(scores: Scores, unit: str, node: Node) -> NodeTrace:
    row, system = scores.values.unit_index[unit], scores.system
    parts = []
    for child in system.children(node.code):
        at = system.nodes.index(child)
        applies = scores.node_marks.ticks[row, at] > 0
        value = Fraction(scores.nodes.decimal(row, at)) if applies else None
        parts.append(TracedPart(child.code, child.title, value, Fraction(1)))
    return _plain(scores, unit, node, "added", (tuple(parts), Fraction(0), Fraction(1)))


def _base_trace(scores: Scores, unit: str) -> NodeTrace:
    row, system = scores.values.unit_index[unit], scores.system
    parts = tuple(
        TracedPart(
            leaf.code,
            leaf.title,
            Fraction(scores.leaves.decimal(row, at)) if scores.leaf_scores.applicable[row, at] else None,
            Fraction(system.leaf_marks[leaf.code]),
        )
        for at, leaf in enumerate(system.leaves)
    )
    return _plain(scores, unit, None, "rescaled", (parts, Fraction(0), Fraction(system.full_marks)))


def _plain(
    scores: Scores,
    unit: str,
    node: Node | None,
    way: str,
    held: tuple[tuple[TracedPart, ...], Fraction, Fraction],
) -> NodeTrace:
    """A node of a system of marks: no scale, no least part."""
    row, system = scores.values.unit_index[unit], scores.system
    parts, taken, full = held
    points = scores.nodes.decimal(row, system.nodes.index(node)) if node else scores.base.decimal(row)
    there = any(part.value is not None for part in parts) or way == "rescaled"
    digits = system.leaf_digits if node else system.total_digits
    code, name = (node.code, node.title) if node else ("", "基础分")
    return NodeTrace(
        unit, code, name, way, parts, Fraction(0), taken, "", (), (), full, digits, points if there else None
    )


def _points(exact: ExactUnit, index: int) -> Fraction | None:
    return exact.points(index) if exact.earned.applied[exact.row, index] else None


def _at(number: Decimal, digits: int) -> Decimal:
    """The same number with this many decimals; what is cut off is nothing but zeros."""
    return decimal_of_ticks(half_up(Fraction(number), digits), digits)
