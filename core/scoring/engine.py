"""The scoring engine: `score(system, values)` gives everything an evaluation publishes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.collection.values import Values
from core.indicators.system import GradeBand, IndicatorSystem
from core.scoring.adjust import Adjustments, adjustments, grade_caps
from core.scoring.aggregate import LeafScores, base_ticks, leaf_scores, node_ticks
from core.scoring.fixed import Fixed, Ticks
from core.scoring.grade import grades, ordered_bands
from core.scoring.normalise import Earned, Measured, earn, measure
from core.scoring.plan import Plan, plan_of
from core.scoring.rank import Standing, group_ranks, ranks, standing


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
    measured: Measured
    earned: Earned
    leaf_scores: LeafScores
    base: Fixed
    applicable_marks: Fixed
    adjustments: Adjustments
    total: Fixed
    rank: NDArray[np.int64]
    group_rank: NDArray[np.int64]
    grade_index: NDArray[np.intp]

    @property
    def leaves(self) -> Fixed:
        """Leaf points, units × leaves; 0 where a leaf does not apply (see `leaf_scores.applicable`)."""
        return Fixed(self.leaf_scores.ticks * self.leaf_scores.applicable, self.system.leaf_digits)

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
        return node_ticks(self.plan, self.leaf_scores)

    @property
    def nodes(self) -> Fixed:
        """Sum of leaf points of every node, units × nodes in the order of `system.nodes`."""
        return Fixed(self._node_ticks[0], self.system.leaf_digits)

    @property
    def node_marks(self) -> Fixed:
        """Applicable full marks of every node, units × nodes."""
        return Fixed(self._node_ticks[1], self.system.leaf_digits)

    @cached_property
    def bands(self) -> tuple[GradeBand, ...]:
        """The grade of every unit."""
        ordered = ordered_bands(self.system)
        return tuple(ordered[index] for index in self.grade_index)

    @cached_property
    def blocked(self) -> tuple[Blocked, ...]:
        """Everything that keeps units from being frozen, with the reason in Chinese."""
        found = [
            Blocked(self.values.units[unit].code, self.system.leaves[leaf].code, self._reason(unit, leaf))
            for unit, leaf in np.argwhere(self.leaf_scores.blocked)
        ]
        nothing = np.flatnonzero(self.applicable_marks.ticks == 0)
        return (
            *found,
            *(
                Blocked(self.values.units[unit].code, "", "全部指标不适用，没有可计分的指标")
                for unit in nothing
            ),
        )

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
        reached, within = (part[:, index] for part in self._node_ticks)
        return np.where(within > 0, reached / np.maximum(within, 1), np.nan)

    def _reason(self, unit: int, leaf: int) -> str:
        members = np.flatnonzero(self.plan.metric_leaf == leaf)
        unfinished = [i for i in members if self.measured.unfinished[unit, i]]
        stopped = [i for i in members if self.earned.blocked[unit, i] and i not in unfinished]
        parts = []
        if unfinished:
            parts.append(f"{self._names(unfinished)}：分母已有而分子未采集，或案例的专家不足3名")
        if stopped:
            parts.append(f"{self._names(stopped)}：没有数据，空值处理为“阻断”")
        return "；".join(parts) or (
            "各子项都没有数据。没有数据不等于不适用：请补报数据，或由主管部门核定为“不适用”"
        )

    def _names(self, metrics: Sequence[Any]) -> str:
        return "、".join(f"{self.system.metrics[i].code} {self.system.metrics[i].name}" for i in metrics)


def score(system: IndicatorSystem, values: Values) -> Scores:
    """Score every unit of a board.

    total = base + min(bonus, cap) − min(deduction, cap); it is not floored, so a unit with little
    base and heavy deductions can fall below 0. Ranks are taken on the published digits.
    """
    plan = plan_of(system)
    measured = measure(values, plan)
    earned = earn(values, plan, measured)
    leaves = leaf_scores(values, plan, measured, earned)
    base, within = base_ticks(plan, leaves)
    adjusted = adjustments(values, system, base)
    total = base + adjusted.bonus - adjusted.deduction
    return Scores(
        system=system,
        values=values,
        plan=plan,
        measured=measured,
        earned=earned,
        leaf_scores=leaves,
        base=Fixed(base, system.total_digits),
        applicable_marks=Fixed(within, system.leaf_digits),
        adjustments=adjusted,
        total=Fixed(total, system.total_digits),
        rank=ranks(total),
        group_rank=group_ranks(total, values.group_index),
        grade_index=grades(total, values, system, grade_caps(values, system)),
    )


@dataclass(frozen=True, slots=True)
class NodeScore:
    """One node of one unit: points, applicable full marks, both exact."""

    code: str
    name: str
    level: int
    points: Decimal
    marks: Decimal


def score_nodes(scores: Scores, unit: str, *, level: int | None = None) -> tuple[NodeScore, ...]:
    """Points of a unit's nodes (of one tree level only, if given); the ledger node is left out."""
    row = scores.values.unit_index[unit]
    depths = scores.system.depths
    return tuple(
        NodeScore(
            node.code,
            node.name,
            depths[node.code],
            scores.nodes.decimal(row, index),
            scores.node_marks.decimal(row, index),
        )
        for index, node in enumerate(scores.system.nodes)
        if not node.ledger and level in (None, depths[node.code])
    )
