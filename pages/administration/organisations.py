"""Anyone in charge looks up a unit: where it stands in the tree, its code, whether it is assessed."""

import streamlit as st

from core.access.permissions import Permission
from core.access.reads import organisation_tree
from core.organisations.queries import Node
from core.organisations.rules import group_name
from core.store.session import reading
from pages.ui import frame, guard, tables

viewer = guard.page(Permission.ORGANISATIONS_TREE_READ)


def rows_of(nodes: tuple[Node, ...], text: str, depth: int = 0) -> list[dict[str, object]]:
    """The branch as table rows, those that match or stand above a match."""
    rows: list[dict[str, object]] = []
    for node in nodes:
        below = rows_of(node.children, text, depth + 1)
        if below or text in node.unit.name or text.upper() in node.unit.code:
            unit = node.unit
            rows.append(
                {
                    "机构": "　" * depth + tables.plain(unit.name),
                    "代码": tables.plain(unit.code),
                    "类别": unit.kind.label,
                    "分组": group_name(unit.group_name),
                    "参评": "是" if unit.is_assessed else "否",
                    "统一社会信用代码": unit.uscc or "—",
                }
            )
            rows += below
    return rows


with reading() as session:
    tree, counts = organisation_tree(session=session, actor=viewer.actor)
frame.heading("机构管理", "、".join(f"{kind.label} {number} 个" for kind, number in counts.items() if number))
branches = {node.unit.id: node for root in tree for node in (root.children or (root,))}
with st.container(horizontal=True, vertical_alignment="bottom"):
    text = st.text_input("查找", placeholder="名称或代码", key="organisations.text")
    kinds = ["全部", *dict.fromkeys(node.unit.kind.label for node in branches.values())]
    kind = st.selectbox("类别", kinds, key="organisations.kind")
found = tuple(node for node in branches.values() if kind in ("全部", node.unit.kind.label))
rows = rows_of(found, text)
page = f"organisations.page.{text}.{kind}"
first = tables.offset(page)
tables.show(rows[first : first + tables.PAGE_ROWS], empty=f"没有名称或代码含“{text}”的机构。")
tables.paging(len(rows), key=page)
