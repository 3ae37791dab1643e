"""Changes of the tree: adding, removing, moving, ordering and describing its nodes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from core.designs.edit import checked_code, checked_name, node_of, refused, titled
from core.indicators.checks import MAX_LEVELS
from core.indicators.layout import LAYOUTS
from core.indicators.node import Node
from core.indicators.system import IndicatorSystem

# What people write about a node; everything else of it has a change of its own.
TEXTS: Final = (
    "name",
    "full_name",
    "definition",
    "points",
    "extra",
    "source",
    "platform",
    "fields",
    "evidence",
    "frequency",
    "direction",
    "unit",
    "english",
)
LONGEST_TEXT: Final = 4000
MOST_NODES: Final = 2000


@dataclass(frozen=True, slots=True)
class AddNode:
    """A new node at the end of what hangs under `parent`, the top if empty."""

    parent: str
    code: str
    name: str

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        may_hang(system, self.parent, 1)
        if len(system.nodes) >= MOST_NODES:
            raise refused("指标太多", str(len(system.nodes)), f"一套体系最多 {MOST_NODES} 个指标")
        node = Node(checked_code(system, self.code), checked_name(self.name), self.parent)
        return grown(system, self.parent, [node])

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        return f"在“{titled(system, self.parent)}”下增加指标 {self.code} {self.name}"


@dataclass(frozen=True, slots=True)
class RemoveNode:
    """A node with its metrics gone; with everything under it where `whole` says so."""

    code: str
    whole: bool = False

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        node = node_of(system, self.code)
        gone = branch_codes(system, self.code)
        if len(gone) > 1 and not self.whole:
            rule = f"“{titled(system, self.code)}”下还有 {len(gone) - 1} 个指标"
            raise refused(rule, "", "先移走或删除下级，或选择“连同下级一起删除”")
        if node.ledger and system.ledger:
            rule = f"加减分节点还挂着 {len(system.ledger)} 个加减分项"
            raise refused(rule, "", "先在工作簿中删去加减分项，再以工作簿更新草案")
        left = without(system, gone)
        moved = tuple(
            replace(part, parent=node.parent) if part.parent in gone else part for part in system.monitored
        )
        return replace(left, monitored=moved)

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        below = len(branch_codes(system, self.code)) - 1
        return f"删除指标 {titled(system, self.code)}" + (f"及其下级 {below} 个" if below else "")


@dataclass(frozen=True, slots=True)
class MoveNode:
    """A node, with what hangs under it, at the end of another parent."""

    code: str
    parent: str

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        node = node_of(system, self.code)
        moving = branch_codes(system, self.code)
        if self.parent in moving:
            rule = f"不能把“{titled(system, self.code)}”移到它自己或它的下级之下，上下级会成环"
            raise refused(rule, titled(system, self.parent), "请选择这一支以外的上级")
        if node.ledger and self.parent:
            raise refused("加减分节点只能是一级指标", titled(system, self.parent), "把它留在一级")
        deepest = max(system.depths[code] for code in moving) - system.depths[self.code] + 1
        may_hang(system, self.parent, deepest)
        others = tuple(each for each in system.nodes if each.code != self.code)
        moved = replace(node, parent=self.parent)
        cleared = _cleared(others, self.parent)
        return replace(system, nodes=flattened((*cleared, moved)))

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        return f"把指标 {titled(system, self.code)} 移到“{titled(system, self.parent)}”之下"


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """A node at another place among its siblings, counted from 1."""

    code: str
    place: int

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        node = node_of(system, self.code)
        siblings = [each for each in system.children(node.parent) if each.code != self.code]
        if not 1 <= self.place <= len(siblings) + 1:
            raise refused("序号超出范围", str(self.place), f"可填 1 到 {len(siblings) + 1}")
        siblings.insert(self.place - 1, node)
        others = [each for each in system.nodes if each.parent != node.parent]
        return replace(system, nodes=flattened([*siblings, *others]))

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        return f"把指标 {titled(system, self.code)} 排到第 {self.place} 位"


@dataclass(frozen=True, slots=True)
class Arrange:
    """The children of one node in this order."""

    parent: str
    codes: tuple[str, ...]

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        held = {child.code: child for child in system.children(self.parent)}
        if sorted(held) != sorted(self.codes):
            raise refused("这一组的指标刚有增减", titled(system, self.parent), "请刷新后重新排序")
        siblings = [held[code] for code in self.codes]
        others = [each for each in system.nodes if each.parent != self.parent]
        return replace(system, nodes=flattened([*siblings, *others]))

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        return f"把“{titled(system, self.parent)}”的下级排为 {'、'.join(self.codes)}"


@dataclass(frozen=True, slots=True)
class Describe:
    """Texts of a node by field (see `TEXTS`); fields left out stay as they are."""

    code: str
    texts: Mapping[str, str]

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        node = node_of(system, self.code)
        strange = set(self.texts) - set(TEXTS)
        if strange:
            raise refused("不能修改这些内容", "、".join(sorted(strange)), "请用对应的功能修改")
        long = next((name for name, text in self.texts.items() if len(text) > LONGEST_TEXT), None)
        if long:
            title = LAYOUTS["nodes"].headers[long]
            raise refused(f"“{title}”太长", f"{len(self.texts[long])} 字", f"最多 {LONGEST_TEXT} 字")
        texts: dict[str, Any] = {name: text.strip() for name, text in self.texts.items()}
        if "name" in texts:
            texts["name"] = checked_name(texts["name"])
        return exchanged(system, replace(node, **texts))

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        node = node_of(system, self.code)
        headers = LAYOUTS["nodes"].headers
        changed = [headers[name] for name, text in self.texts.items() if getattr(node, name) != text.strip()]
        return f"修改指标 {titled(system, self.code)} 的{'、'.join(changed) or '内容'}"


def may_hang(system: IndicatorSystem, parent: str, levels: int) -> None:
    """Refuse to hang a branch of so many levels under a node where the tree must not go on."""
    if not parent:
        depth = 0
    else:
        node = node_of(system, parent)
        if node.ledger:
            raise refused("加减分节点下面不能挂指标", titled(system, parent), "请选择别的上级")
        if system.metrics_of(parent) or system.events_of(parent):
            rule = f"“{titled(system, parent)}”是有子项的末级指标，下面不能再挂指标"
            raise refused(rule, "", "先删除它的子项和附加扣分，或选择别的上级")
        depth = system.depths[parent]
    if depth + levels > MAX_LEVELS:
        rule = f"指标会到第 {depth + levels} 级，超过三级"
        raise refused(rule, titled(system, parent), "请挂到上一级，或并入已有的指标")


def grown(system: IndicatorSystem, parent: str, nodes: Sequence[Node]) -> IndicatorSystem:
    """The system with a branch, parents first, at the end of what hangs under `parent`."""
    return replace(system, nodes=flattened([*_cleared(system.nodes, parent), *nodes]))


def branch_codes(system: IndicatorSystem, code: str) -> frozenset[str]:
    """A node and everything under it."""
    found, waiting = {code}, [code]
    while waiting:
        below = [child.code for child in system.children(waiting.pop()) if child.code not in found]
        found.update(below)
        waiting += below
    return frozenset(found)


def without(system: IndicatorSystem, gone: frozenset[str]) -> IndicatorSystem:
    """The system without these nodes and what belongs to them."""
    metrics = {metric.code for metric in system.metrics if metric.leaf in gone}
    return replace(
        system,
        nodes=tuple(node for node in system.nodes if node.code not in gone),
        metrics=tuple(metric for metric in system.metrics if metric.leaf not in gone),
        items=tuple(item for item in system.items if item.metric not in metrics),
        events=tuple(event for event in system.events if event.leaf not in gone),
    )


def exchanged(system: IndicatorSystem, node: Node) -> IndicatorSystem:
    """The system with this node in the place of the one of the same code."""
    return replace(system, nodes=tuple(node if each.code == node.code else each for each in system.nodes))


def flattened(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes parents first, branch after branch, siblings as they are listed; the ledger node last."""
    below: dict[str, list[Node]] = {}
    for node in sorted(nodes, key=lambda node: node.ledger):
        below.setdefault(node.parent, []).append(node)

    def walk(parent: str) -> Iterator[Node]:
        for node in below.pop(parent, []):
            yield node
            yield from walk(node.code)

    found = list(walk(""))
    # What no root leads to stays at the end, for the health check to name.
    return (*found, *(node for node in nodes if node not in found))


def _cleared(nodes: Sequence[Node], parent: str) -> list[Node]:
    """A leaf that gets something under it gives up its own full marks."""
    return [replace(node, full_marks=None) if node.code == parent else node for node in nodes]
