"""All scores of one board: what is published, and, worked out when asked for, what lies behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.collection.values import Values
from core.indicators.system import AGGREGATIONS, GradeBand, IndicatorSystem
from core.scoring.adjust import Adjustments, adjustments, grade_caps
from core.scoring.aggregate import Composed, Leaves, leaves_of, means, node_sums
from core.scoring.cells import whole
from core.scoring.exact import ExactUnit
from core.scoring.fixed import Fixed, Ticks, round_half_up, ticks_of
from core.scoring.grade import grades, ordered_bands
from core.scoring.normalise import Earned, Measured, compare, earn, measure
from core.scoring.plan import Plan
from core.scoring.rank import Standing, group_ranks, ranks, standing

_UNGRADED = GradeBand("", "", Decimal(0))


@dataclass(frozen=True, slots=True)
class Blocked:
    """A leaf whose points cannot be settled for a unit; while there is one, nothing can be frozen."""

    unit: str
    leaf: str
    reason: str


@dataclass(frozen=True, eq=False)
class Scores:
    """All scores of one board; arrays are units × metrics, leaves or nodes in the system's order.

    Numbers a person sees are `Fixed` (exact decimals); `measured.x` and `earned.points` are float64.
    """

    system: IndicatorSystem
    values: Values
    plan: Plan
    composed: Composed

    @cached_property
    def leaf_scores(self) -> Leaves:
        """Which leaves apply, which are blocked."""
        return self.composed.leaves or leaves_of(self.plan, self.earned, self.tree)

    @cached_property
    def tree(self) -> NDArray[np.float64]:
        """Every mean of a system of weights, units × (nodes + 1), the total last, in parts of full marks."""
        return means(whole(self.values, self.plan), self.plan, self.earned)

    @property
    def base(self) -> Fixed:
        """Base score before bonus and deduction; 0 where it cannot be settled."""
        return Fixed(self.composed.base, self.system.total_digits)

    @property
    def applicable_marks(self) -> Fixed:
        """Full marks of everything that applies to a unit."""
        return Fixed(self.composed.within, self.system.leaf_digits)

    @cached_property
    def measured(self) -> Measured:
        """What was measured, units × metrics."""
        return self._behind[0]

    @cached_property
    def earned(self) -> Earned:
        """P of every metric and whether it counts, units × metrics."""
        return self._behind[1]

    @cached_property
    def adjustments(self) -> Adjustments:
        """Bonus and deduction after caps."""
        return adjustments(self.values, self.system, self.composed.base)

    @cached_property
    def total(self) -> Fixed:
        """Base + bonus − deduction."""
        base = self.composed.base
        changed = (
            base if not self.values.ledger else base + self.adjustments.bonus - self.adjustments.deduction
        )
        return Fixed(changed, self.system.total_digits)

    @cached_property
    def rank(self) -> NDArray[Any]:
        """Places on the board by what ranks look at; units without any score share the last place."""
        return ranks(self._ranked, self.system.ties)

    @cached_property
    def group_rank(self) -> NDArray[Any]:
        """The same inside every group."""
        return group_ranks(self._ranked, self.values.group_index, self.system.ties)

    @cached_property
    def grade_index(self) -> NDArray[np.intp]:
        """Index into the grades from the lowest; −1 where the system has none."""
        return grades(self.total.ticks, self.values, self.system, grade_caps(self.values, self.system))

    @cached_property
    def leaves(self) -> Fixed:
        """Leaf points, units × leaves; 0 where a leaf does not apply (see `leaf_scores.applicable`)."""
        if self.system.scheme == "marks":
            leaves = self.leaf_scores
            return Fixed(leaves.ticks * leaves.applicable, self.system.leaf_digits)
        return Fixed(self.nodes.ticks[:, self.plan.leaf_nodes], self.nodes.digits)

    @property
    def bonus(self) -> Fixed:
        """Bonus that counts, after every cap."""
        return Fixed(self.adjustments.bonus, self.system.total_digits)

    @property
    def deduction(self) -> Fixed:
        """Deduction that counts, after every cap, as a positive number."""
        return Fixed(self.adjustments.deduction, self.system.total_digits)

    @cached_property
    def _node_ticks(self) -> tuple[Ticks, Ticks]:
        if self.system.scheme == "marks":
            return node_sums(self.plan, self.leaf_scores)
        return self._rounded_tree()

    @property
    def node_digits(self) -> int:
        """Decimals `nodes` is kept with: the most any level publishes."""
        system = self.system
        if system.scheme == "marks":
            return system.leaf_digits
        return max((system.digits_of(node.code) for node in system.nodes), default=system.leaf_digits)

    @property
    def nodes(self) -> Fixed:
        """Points of every node, units × nodes in the order of `system.nodes`.

        Sums of leaf points; in a system of weights the node's mean on the scale of the full marks.
        """
        return Fixed(self._node_ticks[0], self.node_digits)

    @property
    def node_marks(self) -> Fixed:
        """Applicable full marks of every node, units × nodes; the system's own in a system of weights."""
        return Fixed(self._node_ticks[1], self.node_digits)

    @cached_property
    def bands(self) -> tuple[GradeBand, ...]:
        """The grade of every unit; one without a name where the system has no grades."""
        ordered = ordered_bands(self.system) or (_UNGRADED,)
        return tuple(ordered[index] for index in self.grade_index)

    @cached_property
    def blocked(self) -> tuple[Blocked, ...]:
        """Everything that keeps units from being frozen, with the reason in Chinese."""
        found = [
            Blocked(self.values.units[unit].code, self.system.leaves[leaf].code, self._reason(unit, leaf))
            for unit, leaf in np.argwhere(self.leaf_scores.blocked)
        ]
        nothing = [self.values.units[row].code for row in np.flatnonzero(self.composed.within == 0)]
        return (*found, *(Blocked(unit, "", self.no_total(unit)) for unit in nothing))

    def exact(self, unit: str) -> ExactUnit:
        """One unit in exact fractions; KeyError for an unknown one."""
        if unit not in self._exact_units:
            row = self.values.unit_index[unit]
            self._exact_units[unit] = ExactUnit(self.values, self.plan, row, self.measured, self.earned, row)
        return self._exact_units[unit]

    def no_total(self, unit: str) -> str:
        """Why a unit has no total at all."""
        if self.system.scheme == "marks":
            return "全部指标不适用，没有可计分的指标"
        for mean in self.exact(unit).means.values():
            there = [part for part in mean.parts if part.value is not None]
            if mean.together is None and there and len(there) >= mean.branch.least:
                name = mean.branch.code or "总分"
                return f"{name} 的组成部分有负数，不能作{AGGREGATIONS[mean.branch.aggregation]}，算不出总分"
        return "可得的指标不足，算不出总分"

    def standing(self, code: str, unit: str) -> Standing | None:
        """Where a unit stands in its group for a node, leaf or metric code, or the empty code for totals.

        Nodes and leaves are compared by the part of their applicable full marks, metrics by P.
        """
        return standing(self.rates(code), self.values.group_index, self.values.unit_index[unit])

    def rates(self, code: str = "") -> NDArray[np.float64]:
        """Points ÷ applicable full marks of a node or leaf, P of a metric, the total itself for "".

        NaN where the unit is excused. KeyError for an unknown code.
        """
        if not code:
            return self.total.floats
        if code in self.system.metric_by_code:
            index = self.system.metrics.index(self.system.metric_by_code[code])
            return np.where(self.earned.applied[:, index], self.earned.points[:, index], np.nan)
        index = self.system.nodes.index(self.system.node_by_code[code])
        if self.system.scheme == "weights":
            return self.tree[:, index]
        reached, within = (part[:, index] for part in self._node_ticks)
        return np.where(within > 0, reached / np.maximum(within, 1), np.nan)

    @cached_property
    def _exact_units(self) -> dict[str, ExactUnit]:
        """Units asked for before: their means are worked out once."""
        return {}

    @cached_property
    def _behind(self) -> tuple[Measured, Earned]:
        cells = whole(self.values, self.plan)
        measured = measure(cells, self.plan)
        earned = earn(self.plan, measured, compare(cells, self.plan, measured))
        if any(layer.references for layer in self.plan.layers):
            means(cells, self.plan, earned)
        return measured, earned

    @cached_property
    def _ranked(self) -> NDArray[Any]:
        """What ranks look at: totals at the digits ranks want; units without a score come last."""
        system = self.system
        digits = system.total_digits if system.rank_digits is None else system.rank_digits
        ranked = self.total.ticks
        if digits != system.total_digits and system.scheme == "weights":
            change = ranked - self.composed.base
            points = np.nan_to_num(self.composed.total) * float(system.full_marks)
            points += change / 10**system.total_digits

            def exact(row: int, column: int) -> Fraction | None:
                base = self.exact(self.values.units[row].code).total()
                return None if base is None else base + Fraction(int(change[row]), 10**system.total_digits)

            ranked = round_half_up(points[:, None], digits, exact)[:, 0]
        nothing = self.composed.within == 0
        if system.scheme == "weights" and bool(nothing.any()):
            return np.where(nothing, -np.inf, ranked.astype(np.float64))
        return ranked

    def _rounded_tree(self) -> tuple[Ticks, Ticks]:
        system, most = self.system, self.node_digits
        tree = self.tree[:, :-1] * float(system.full_marks)
        there = ~np.isnan(tree)
        ticks = np.zeros(tree.shape, dtype=np.int64)
        for digits in {system.digits_of(node.code) for node in system.nodes}:
            at = [index for index, node in enumerate(system.nodes) if system.digits_of(node.code) == digits]

            def exact(row: int, column: int, at: Sequence[int] = tuple(at)) -> Fraction | None:
                found = self.exact(self.values.units[row].code).means.get(at[column])
                return (
                    None
                    if found is None or found.value is None
                    else found.value * Fraction(system.full_marks)
                )

            rounded = round_half_up(np.nan_to_num(tree[:, at]), digits, exact)
            ticks[:, at] = rounded * 10 ** (most - digits)
        return ticks, there * ticks_of(system.full_marks, most)

    def _reason(self, unit: int, leaf: int) -> str:
        members = self.plan.leaf_metrics[leaf]
        unfinished = [i for i in members if self.measured.is_unfinished(unit, i)]
        stopped = [i for i in members if self.earned.blocked[unit, i] and i not in unfinished]
        parts = []
        short = [i for i in unfinished if self.system.metrics[i].input == "experts"]
        halved = [i for i in unfinished if i not in short]
        empty = [i for i in stopped if self.measured.blank[unit, i]]
        failed = [i for i in stopped if i not in empty]
        if halved:
            parts.append(f"{self._names(halved)}：分子、分母只采集了一个")
        if short:
            parts.append(f"{self._names(short)}：案例的专家不足3名")
        if empty:
            parts.append(f"{self._names(empty)}：没有数据，空值处理为“阻断”")
        if failed:
            parts.append(f"{self._names(failed)}：数值不能按规则计算（如对 0 取对数、除以 0）")
        return "；".join(parts) or (
            "各子项都没有数据。没有数据不等于不适用：请补报数据，或由主管部门核定为“不适用”"
        )

    def _names(self, metrics: Sequence[Any]) -> str:
        return "、".join(f"{self.system.metrics[i].code} {self.system.metrics[i].name}" for i in metrics)
