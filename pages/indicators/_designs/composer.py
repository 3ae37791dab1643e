"""The tree at the left, and at the right the card of what is chosen in it."""

from collections.abc import Iterator
from decimal import Decimal

import streamlit as st

from core.designs.queries import DesignView
from core.indicators.canonical import plain_decimal
from core.indicators.numerals import plain_number
from core.indicators.system import IndicatorSystem
from pages.indicators._designs import group, leaf, opened, watched
from pages.ui import links, tables, verbs
from pages.ui.guard import Viewer
from pages.ui.work import folded


def show(viewer: Viewer, view: DesignView) -> None:
    """Draw both."""
    system, named = view.system, st.query_params.get("node", "")
    monitored = {part.code for part in system.monitored}
    chosen = named if named in system.node_by_code or named in monitored else ""
    if opened.may_edit(viewer, view):
        _toolbar(view, chosen)
    left, right = st.columns([4, 8], gap="medium")
    with left, folded("tree", "指标树"), st.container(key="tree-list"):
        st.markdown("\n".join(_lines(view, chosen)))
    with right:
        if chosen in monitored:
            watched.show(viewer, view, chosen)
        elif chosen and not system.children(chosen) and not system.node_by_code[chosen].ledger:
            leaf.show(viewer, view, chosen)
        else:
            group.show(viewer, view, chosen)


def _toolbar(view: DesignView, chosen: str) -> None:
    with st.container(horizontal=True, key="toolbar"):
        for words, do, icon in (
            ("选用指标", "pick", "playlist_add"),
            ("新增指标", "node-add", "add"),
            ("监测指标", "watch-add", "visibility"),
            ("以工作簿更新", "replace", "upload"),
        ):
            st.button(
                words,
                icon=f":material/{icon}:",
                type="primary" if do == "pick" else "secondary",
                key=f"designs.do.{do}",
                on_click=verbs.open_at,
                args=(do,),
            )
        st.link_button(
            "导出 Excel", links.design_file(view.row.id, "system.xlsx"), icon=":material/download:"
        )
        st.link_button(
            "导出 Word 附件", links.design_file(view.row.id, "annex.docx"), icon=":material/description:"
        )


def _lines(view: DesignView, chosen: str) -> Iterator[str]:
    """The tree as a Markdown list: every node a link, its marks or weight behind it."""
    system = view.system
    sums = _sums(system)
    total = sums.get("", Decimal(0))
    head = (
        f"{plain_decimal(total)}／{plain_decimal(system.full_marks)} 分"
        if system.scheme == "marks"
        else "权重制"
    )
    yield _line(view, "", "一级指标", head, chosen=chosen, depth=0)
    for node in system.nodes:
        depth = system.depths.get(node.code, 1)
        if node.ledger:
            worth = f"{len(system.ledger)} 项"
        elif system.scheme == "marks":
            worth = f"{plain_decimal(sums[node.code])}" if node.code in sums else "未定分"
        else:
            worth = "未定权" if node.weight is None else plain_number(node.weight)
        yield _line(view, node.code, f"{node.code} {node.title}", worth, chosen=chosen, depth=depth)
    for part in system.monitored:
        yield _line(view, part.code, f"{part.code} {part.name}", "监测", chosen=chosen, depth=1)


def _line(view: DesignView, code: str, words: str, worth: str, *, chosen: str, depth: int) -> str:
    address = links.designs(view.row.id, part="指标树", node=code)
    shown = tables.link(words, address)
    shown = f"**{shown}**" if code == chosen else shown
    return f"{'    ' * depth}- {shown}　{tables.plain(worth)}"


def _sums(system: IndicatorSystem) -> dict[str, Decimal]:
    """Full marks by node in one walk upwards; nodes without any are left out."""
    found: dict[str, Decimal] = {}
    for node in system.nodes:
        if node.full_marks is None or system.children(node.code):
            continue
        for each in system.path(node.code):
            found[each.code] = found.get(each.code, Decimal(0)) + node.full_marks
        found[""] = found.get("", Decimal(0)) + node.full_marks
    return found
