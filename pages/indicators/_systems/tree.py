"""The tree of a system: every node with its marks, one of them chosen; the address says which."""

import streamlit as st

from core.indicators.node import Node
from core.indicators.numerals import plain_number
from core.indicators.system import IndicatorSystem
from pages.ui import links, tables
from pages.ui.numbers import marks


def chosen(system: IndicatorSystem) -> Node:
    """The node the address names, or the first leaf, whose card holds most."""
    named = st.query_params.get("node", "")
    return system.node_by_code.get(named, system.leaves[0])


def show(system: IndicatorSystem, version_id: int, node: Node) -> None:
    """Draw the tree; a click on a node opens its card."""
    with st.container(key="tree"):
        tables.show([_row(system, each, links.system(version_id, each.code), node) for each in system.nodes])


def share(system: IndicatorSystem, node: Node) -> dict[str, str]:
    """What a node counts for: full marks, or weight beside effective weight."""
    if system.scheme == "marks":
        caps = f"+{marks(system.bonus_cap)} / −{marks(system.deduction_cap)}"
        return {"满分": caps if node.ledger else marks(system.marks_under(node.code))}
    part = system.marks_under(node.code) / system.full_marks
    return {
        "权重": "—" if node.weight is None else plain_number(node.weight),
        "有效权重": "—" if node.ledger else f"{part:.1%}",
    }


def _row(system: IndicatorSystem, each: Node, address: str, node: Node) -> dict[str, object]:
    link = tables.link(f"{each.code} {each.title}", address)
    name = f":blue-background[**{link}**]" if each is node else link
    return {"指标": "　" * (system.depths[each.code] - 1) + name, **share(system, each)}
