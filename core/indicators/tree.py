"""Walking an indicator tree by code: children, levels, leaves and paths."""

from collections.abc import Mapping
from functools import cached_property

from core.indicators.node import Node


class IndicatorTree:
    """What can be asked of a list of nodes that name their parents; cycles and orphans do no harm."""

    nodes: tuple[Node, ...]

    @cached_property
    def node_by_code(self) -> Mapping[str, Node]:
        """Nodes by code."""
        return {node.code: node for node in self.nodes}

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
