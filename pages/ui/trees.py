"""The tree at the left of screens whose things belong to organisations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from core.organisations.queries import Node
from pages.ui import tables
from pages.ui.work import Screen, folded

BELOW = "below"
# A tree searched for a frequent word would be as long as the list beside it.
MOST = 200


def choose(screen: Screen, roots: Sequence[Node], *, counts: Mapping[int, int] | None = None) -> int | None:
    """Draw the tree, the branch named by the address open; returns the unit chosen there.

    Behind each name stands how many things belong to it and to all below: `counts` by unit, else units.
    """
    named = st.query_params.get(BELOW, "")
    known = {node.unit.id for node in every(roots)}
    chosen = int(named) if named.isascii() and named.isdecimal() and int(named) in known else None
    with folded("tree", "机构树"):
        text = st.text_input(
            "查找机构", placeholder="名称或代码", key="tree.text", label_visibility="collapsed", max_chars=30
        )
        lines = list(_Drawing(screen, chosen, (text or "").strip(), counts).lines(roots))
        with st.container(key="tree-list"):
            st.markdown("\n".join(lines[:MOST]) if lines else "没有匹配的机构。")
            if len(lines) > MOST:
                st.caption(f"只列出前 {MOST} 个，请输入更完整的名称。")
    return chosen


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One drawing of the tree."""

    screen: Screen
    chosen: int | None
    text: str
    counts: Mapping[int, int] | None

    def lines(self, nodes: Sequence[Node], depth: int = 0) -> Iterator[str]:
        """The list as Markdown: closed branches show their count alone."""
        for node in nodes:
            below = list(self.lines(node.children, depth + 1))
            opened = depth == 0 or bool(self.text) or _holds(node, self.chosen)
            named = f"{node.unit.name}{node.unit.code}".lower()
            if self.text and not below and self.text.lower() not in named:
                continue
            yield self._line(node, depth, opened=opened)
            if opened:
                yield from below

    def _line(self, node: Node, depth: int, *, opened: bool) -> str:
        unit, counts = node.unit, self.counts
        number = _size(node) if counts is None else sum(counts.get(each.unit.id, 0) for each in every([node]))
        # Choosing the chosen one again closes its branch.
        target = unit.parent_id if unit.id == self.chosen else unit.id
        sign = ("▾" if opened else "▸") if node.children else "·"
        address = self.screen.link(below=target, page=None, do=None, id=None)
        words = tables.link(f"{sign} {unit.short_name}", address)
        shown = f"**{words}**" if unit.id == self.chosen else words
        stopped = "" if unit.is_active else "（停用）"
        return f"{'    ' * depth}- {shown}{stopped}{f' {number}' if number else ''}"


def _holds(node: Node, chosen: int | None) -> bool:
    return chosen is not None and any(each.unit.id == chosen for each in every([node]))


def _size(node: Node) -> int:
    return sum(1 + _size(child) for child in node.children)


def every(nodes: Sequence[Node]) -> Iterator[Node]:
    """Every node of these branches, parents first."""
    for node in nodes:
        yield node
        yield from every(node.children)
