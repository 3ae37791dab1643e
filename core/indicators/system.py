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

AUDIENCES: Final[Mapping[str, str]] = {"department": "市级部门", "county": "县市区"}

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


@dataclass(frozen=True, slots=True)
class Node:
    """One node of the tree; a leaf carries full marks, the ledger node (加减分项) carries none."""

    code: str
    name: str
    parent: str = ""
    full_name: str = ""
    ledger: bool = False
    full_marks: Decimal | None = None
    definition: str = ""
    points: str = ""
    extra: str = ""
    source: str = ""
    platform: str = ""
    fields: str = ""
    evidence: str = ""
    frequency: str = ""
    direction: str = ""
    unit: str = ""
    english: str = ""

    @property
    def title(self) -> str:
        """The name people read where there is room: the full name, or else the stored name."""
        return self.full_name or self.name


@dataclass(frozen=True, slots=True)
class Metric:
    """One measured part of a leaf; `share` is in per cent of the leaf's full marks.

    `input` is a key of `INPUTS`, `rule` a key of `core.indicators.rules.RULE_KINDS`, `parameters`
    that rule's numbers in its own order, `empty` a key of `EMPTY_POLICIES`.
    """

    code: str
    leaf: str
    name: str
    share: Decimal
    input: str
    rule: str
    parameters: tuple[Fraction, ...] = ()
    empty: str = "zero"
    numerator: str = ""
    denominator: str = ""
    unit: str = "%"
    formula: str = ""


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
class IndicatorSystem:
    """A whole system as published: immutable, equal when every part is equal."""

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
    def node_by_code(self) -> Mapping[str, Node]:
        """Nodes by code."""
        return {node.code: node for node in self.nodes}

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
    def children_by_code(self) -> Mapping[str, tuple[Node, ...]]:
        """Children of every node in listed order; the roots stand under the empty code."""
        children: dict[str, list[Node]] = {}
        for node in self.nodes:
            children.setdefault(node.parent, []).append(node)
        return {code: tuple(nodes) for code, nodes in children.items()}

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """Scoring leaves in listed order: nodes without children, the ledger node left out."""
        return tuple(node for node in self.nodes if self.is_leaf(node.code) and not node.ledger)

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """Level of every node, 1 for a root; a node in a cycle or without its parent is left out."""
        found: dict[str, int] = {}
        level, nodes = 1, self.children("")
        while nodes:
            found.update({node.code: level for node in nodes})
            below = (child for node in nodes if node.code for child in self.children(node.code))
            nodes = tuple(child for child in below if child.code not in found)
            level += 1
        return found

    def is_leaf(self, code: str) -> bool:
        """Whether nothing hangs under the node."""
        return not self.children_by_code.get(code)

    def children(self, code: str) -> tuple[Node, ...]:
        """Direct children in listed order; the empty code gives the roots."""
        return self.children_by_code.get(code, ())

    def path(self, code: str) -> tuple[Node, ...]:
        """From the root down to the node itself."""
        chain: list[Node] = []
        node = self.node_by_code.get(code)
        while node is not None and node not in chain:
            chain.append(node)
            node = self.node_by_code.get(node.parent)
        return tuple(reversed(chain))

    def nodes_at(self, level: int) -> tuple[Node, ...]:
        """Every node of one tree level in listed order."""
        return tuple(node for node in self.nodes if self.depths.get(node.code) == level)

    def level_counts(self) -> tuple[int, ...]:
        """Number of nodes at each level from the top, the ledger node among them."""
        deepest = max(self.depths.values(), default=0)
        return tuple(len(self.nodes_at(level)) for level in range(1, deepest + 1))

    def leaves_under(self, code: str) -> tuple[Node, ...]:
        """Scoring leaves below the node, or the node itself when it is one."""
        return tuple(leaf for leaf in self.leaves if any(node.code == code for node in self.path(leaf.code)))

    def metrics_of(self, leaf: str) -> tuple[Metric, ...]:
        """Metrics of one leaf in listed order."""
        return tuple(metric for metric in self.metrics if metric.leaf == leaf)

    def items_of(self, metric: str) -> tuple[ChecklistItem, ...]:
        """Checklist items of one metric in listed order."""
        return tuple(item for item in self.items if item.metric == metric)

    def events_of(self, leaf: str) -> tuple[EventDeduction, ...]:
        """Event deductions of one leaf in listed order."""
        return tuple(event for event in self.events if event.leaf == leaf)
