"""Indicators picked into a draft, whole: a leaf or a branch of another system, or of a library."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.designs.edit import node_of, refused, titled
from core.designs.tree_edits import branch_codes, grown, may_hang
from core.indicators.node import Node
from core.indicators.system import (
    ChecklistItem,
    Divisor,
    EventDeduction,
    IndicatorSystem,
    Metric,
)


@dataclass(frozen=True, slots=True)
class Fragment:
    """Nodes, parents first and the first one on top, with everything that belongs to them."""

    nodes: tuple[Node, ...]
    metrics: tuple[Metric, ...] = ()
    items: tuple[ChecklistItem, ...] = ()
    events: tuple[EventDeduction, ...] = ()
    divisors: tuple[Divisor, ...] = ()
    scheme: str = "marks"

    @property
    def top(self) -> Node:
        """The node everything else hangs under."""
        return self.nodes[0]


def fragment_of(system: IndicatorSystem, code: str) -> Fragment:
    """A node of a system with everything under it."""
    if node_of(system, code).ledger:
        raise refused("加减分节点不能选用", titled(system, code), "在工作簿中登记加减分项")
    codes = branch_codes(system, code)
    metrics = tuple(metric for metric in system.metrics if metric.leaf in codes)
    names, divisors = {metric.code for metric in metrics}, {metric.divisor for metric in metrics}
    top = replace(system.node_by_code[code], parent="")
    below = tuple(node for node in system.nodes if node.code in codes and node.code != code)
    return Fragment(
        (top, *below),
        metrics,
        tuple(item for item in system.items if item.metric in names),
        tuple(event for event in system.events if event.leaf in codes),
        tuple(divisor for divisor in system.divisors if divisor.code in divisors),
        system.scheme,
    )


@dataclass(frozen=True, slots=True)
class Pick:
    """Fragments put under one node; `origin` says in a sentence where they are from."""

    parent: str
    fragments: tuple[Fragment, ...]
    origin: str

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        if not self.fragments:
            raise refused("没有选择任何指标", "", "请至少勾选一个指标")
        for fragment in self.fragments:
            system = _with(system, self.parent, fragment)
        return system

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        names = "、".join(f"{each.top.code} {each.top.title}" for each in self.fragments)
        return f"从{self.origin}选用 {names} 到“{titled(system, self.parent)}”之下"


def _with(system: IndicatorSystem, parent: str, fragment: Fragment) -> IndicatorSystem:
    may_hang(system, parent, _height(fragment.nodes))
    taken = sorted(_codes_in(system) & _codes(fragment))
    if taken:
        rule = f"“{fragment.top.code} {fragment.top.title}”的编码在草案中已有"
        raise refused(rule, "、".join(taken[:5]), "它可能已经选用；要再用一次，请先给原有指标换编码")
    top = replace(fragment.top, parent=parent)
    nodes = [_fitted(node, fragment.scheme, system.scheme) for node in (top, *fragment.nodes[1:])]
    known = {divisor.code for divisor in system.divisors}
    return replace(
        grown(system, parent, nodes),
        metrics=(*system.metrics, *fragment.metrics),
        items=(*system.items, *fragment.items),
        events=(*system.events, *fragment.events),
        divisors=(*system.divisors, *(each for each in fragment.divisors if each.code not in known)),
    )


def _fitted(node: Node, theirs: str, ours: str) -> Node:
    """A node without what only the other scheme knows."""
    if theirs == ours:
        return node
    return replace(
        node,
        full_marks=None,
        weight=None,
        aggregation="",
        availability=None,
        least=0,
        rule="",
        parameters=(),
    )


def _height(nodes: Sequence[Node]) -> int:
    depths: dict[str, int] = {}
    for node in nodes:
        depths[node.code] = depths.get(node.parent, 0) + 1
    return max(depths.values(), default=0)


def _codes(fragment: Fragment) -> set[str]:
    parts = (fragment.nodes, fragment.metrics, fragment.items, fragment.events)
    return {part.code for kind in parts for part in kind}


def _codes_in(system: IndicatorSystem) -> set[str]:
    parts = (system.nodes, system.metrics, system.items, system.events, system.monitored)
    return {part.code for kind in parts for part in kind}
