"""What an indicator system is: a tree of nodes, metrics under its leaves, ledger items and grades.

Any level may hold leaves, and the key of everything is its code: names repeat across levels
(一级“数据共享” and 二级“数据共享”), codes never do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from core.indicators.canonical import fingerprint, plain, rebuilt
from core.indicators.node import Node
from core.indicators.tree import IndicatorTree

# The first two are published and ranked here; the third is for systems of others, scored from files.
AUDIENCES: Final[Mapping[str, str]] = {"department": "市级部门", "county": "县市区", "general": "通用"}

INPUTS: Final[Mapping[str, str]] = {
    "ratio": "分子分母",
    "complement": "一减分子分母",
    "value": "直接值",
    "count": "件数",
    "items": "清单",
    "experts": "专家评分",
}

EMPTY_POLICIES: Final[Mapping[str, str]] = {
    "na": "不适用（项内折算）",
    "zero": "0分",
    "full": "满分",
    "block": "阻断",
}

DIRECTIONS: Final[Mapping[str, str]] = {"bonus": "加分", "deduction": "减分"}

# Marks: leaves carry full marks, points add up. Weights: every node is a mean of what hangs under it.
SCHEMES: Final[Mapping[str, str]] = {"marks": "满分制", "weights": "权重制"}

AGGREGATIONS: Final[Mapping[str, str]] = {
    "arithmetic": "算术平均",
    "geometric": "几何平均",
    "harmonic": "调和平均",
    "sum": "加权求和",
    "minimum": "取最小",
    "maximum": "取最大",
}

TIES: Final[Mapping[str, str]] = {"competition": "并列顺延", "average": "并列平均", "dense": "并列连续"}


@dataclass(frozen=True, slots=True)
class Metric:
    """One measured part of a leaf.

    `share` is in per cent of the leaf's full marks, or the metric's weight among the metrics of its
    leaf in a system of weights. `divisor` is the code of a common denominator: the measured value is
    number ÷ denominator × `factor`. `treatment` says how outliers are treated before the rule
    (`core.scoring.treat`). `input` is a key of `INPUTS`, `rule` a key of `core.indicators.rules.RULE_KINDS`, `parameters`
    that rule's numbers in its own order, `empty` a key of `EMPTY_POLICIES`.
    """

    code: str
    leaf: str
    name: str
    share: Fraction
    input: str
    rule: str
    parameters: tuple[Fraction, ...] = ()
    empty: str = "zero"
    numerator: str = ""
    denominator: str = ""
    unit: str = "%"
    formula: str = ""
    divisor: str = ""
    factor: Decimal = Decimal(1)
    treatment: str = ""

    def __post_init__(self) -> None:
        if type(self.share) is not Fraction:
            object.__setattr__(self, "share", Fraction(self.share))


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One line of a checklist metric with its weight V; `prerequisite` is another item's code."""

    code: str
    metric: str
    name: str
    weight: Decimal
    standard: str = ""
    prerequisite: str = ""


@dataclass(frozen=True, slots=True)
class EventDeduction:
    """A fixed deduction from a leaf for every event counted, never below zero."""

    code: str
    leaf: str
    name: str
    points_each: Decimal


@dataclass(frozen=True, slots=True)
class Divisor:
    """A common denominator several metrics are divided by, such as population: a column of its own."""

    code: str
    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Monitored:
    """An indicator that is watched and earns no points (监测不计分); `parent` is where it is shown."""

    code: str
    name: str
    parent: str = ""
    definition: str = ""
    formula: str = ""
    unit: str = ""
    source: str = ""
    frequency: str = ""


@dataclass(frozen=True, slots=True)
class LedgerLevel:
    """One level (档次) of a ledger item: points for each case, and the grade it cannot exceed."""

    name: str
    points: Decimal
    grade_cap: str = ""


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """A bonus or deduction item outside the hundred marks; `cap` bounds the item alone."""

    code: str
    name: str
    direction: str
    cap: Decimal
    levels: tuple[LedgerLevel, ...]
    rule: str = ""

    def level(self, name: str) -> LedgerLevel | None:
        """The level of that name, or None."""
        return next((level for level in self.levels if level.name == name), None)


@dataclass(frozen=True, slots=True)
class GradeBand:
    """One grade; `lower` is the least total that earns it (inclusive)."""

    code: str
    name: str
    lower: Decimal


@dataclass(frozen=True)
class IndicatorSystem(IndicatorTree):
    """A whole system as published: immutable, equal when every part is equal.

    `scheme` is a key of `SCHEMES`. `aggregation`, `availability`, `least`, `rule` and `parameters` make
    the total out of the first level of a system of weights. `level_digits` are the published decimals of
    each level from the top where they differ from `leaf_digits`; `rank_digits` those that ranks look
    at (`total_digits` where None); `ties` is a key of `TIES`.
    """

    code: str
    name: str
    version: str
    audience: str
    nodes: tuple[Node, ...]
    metrics: tuple[Metric, ...]
    items: tuple[ChecklistItem, ...] = ()
    events: tuple[EventDeduction, ...] = ()
    ledger: tuple[LedgerItem, ...] = ()
    grades: tuple[GradeBand, ...] = ()
    full_marks: Decimal = Decimal(100)
    leaf_digits: int = 2
    total_digits: int = 2
    bonus_cap: Decimal = Decimal(10)
    deduction_cap: Decimal = Decimal(10)
    bonus_threshold: Decimal | None = None
    scheme: str = "marks"
    aggregation: str = "arithmetic"
    availability: Fraction | None = None
    least: int = 0
    rule: str = ""
    parameters: tuple[Fraction, ...] = ()
    divisors: tuple[Divisor, ...] = ()
    level_digits: tuple[int, ...] = ()
    rank_digits: int | None = None
    ties: str = "competition"
    monitored: tuple[Monitored, ...] = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "IndicatorSystem":
        """The inverse of `to_dict`; unknown keys raise TypeError, missing ones take their defaults."""
        return rebuilt(cls, data)

    def to_dict(self) -> dict[str, Any]:
        """The system as dictionaries, lists and strings only; numbers are exact text."""
        content: dict[str, Any] = plain(self)
        return content

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the canonical JSON of `to_dict`; what a published version is frozen by."""
        return fingerprint(self.to_dict())

    def __hash__(self) -> int:
        return hash(self.sha256)

    @property
    def audience_name(self) -> str:
        """市级部门 or 县市区."""
        return AUDIENCES.get(self.audience, self.audience)

    @cached_property
    def metric_by_code(self) -> Mapping[str, Metric]:
        """Metrics by code."""
        return {metric.code: metric for metric in self.metrics}

    @cached_property
    def ledger_by_code(self) -> Mapping[str, LedgerItem]:
        """Ledger items by code."""
        return {item.code: item for item in self.ledger}

    @cached_property
    def grade_by_code(self) -> Mapping[str, GradeBand]:
        """Grade bands by code."""
        return {band.code: band for band in self.grades}

    @cached_property
    def leaf_marks(self) -> Mapping[str, Decimal]:
        """Full marks of every leaf; in a system of weights its effective part of the system's full marks.

        Effective weights are products of the weights on the way down, each divided by its siblings' sum.
        """
        if self.scheme == "marks":
            return {leaf.code: leaf.full_marks or Decimal(0) for leaf in self.leaves}
        parts = {leaf.code: self.part_of(leaf.code) for leaf in self.leaves}
        return {
            code: self.full_marks * (Decimal(part.numerator) / Decimal(part.denominator))
            for code, part in parts.items()
        }

    def leaf_scale(self, code: str) -> Decimal:
        """What a leaf's own points are out of: its full marks, the system's in a system of weights."""
        return self.leaf_marks[code] if self.scheme == "marks" else self.full_marks

    def marks_under(self, code: str) -> Decimal:
        """Full marks of a node: the sum over its leaves."""
        return sum((self.leaf_marks[leaf.code] for leaf in self.leaves_under(code)), Decimal(0))

    def digits_of(self, code: str) -> int:
        """Published decimals of a node."""
        level = self.depths.get(code, 0)
        return self.level_digits[level - 1] if 0 < level <= len(self.level_digits) else self.leaf_digits

    def part_of(self, code: str) -> Fraction:
        """The effective weight of a node: its part of the whole, 1 for the empty code."""
        if self.scheme == "marks":
            return Fraction(self.marks_under(code)) / Fraction(self.full_marks) if code else Fraction(1)
        part = Fraction(1)
        for node in self.path(code):
            siblings = [each.weight or 0 for each in self.children(node.parent) if not each.ledger]
            part *= Fraction(node.weight or 0) / (sum(siblings) or 1)
        return part

    def metrics_of(self, leaf: str) -> tuple[Metric, ...]:
        """Metrics of one leaf in listed order."""
        return tuple(metric for metric in self.metrics if metric.leaf == leaf)

    def items_of(self, metric: str) -> tuple[ChecklistItem, ...]:
        """Checklist items of one metric in listed order."""
        return tuple(item for item in self.items if item.metric == metric)

    def events_of(self, leaf: str) -> tuple[EventDeduction, ...]:
        """Event deductions of one leaf in listed order."""
        return tuple(event for event in self.events if event.leaf == leaf)
