"""Picking indicators, whole, from a published version into the draft."""

import streamlit as st

from core.designs import sources
from core.designs.picking import Pick
from core.designs.queries import DesignView
from core.errors import Invalid
from core.indicators.system import IndicatorSystem
from pages.indicators._designs import node_forms, opened
from pages.ui import feedback, tables, verbs
from pages.ui.guard import Viewer
from pages.ui.numbers import marks


def show(viewer: Viewer, view: DesignView) -> None:
    """Choose the source, the indicators or whole branches, and where they go."""
    if not opened.may_edit(viewer, view):
        return
    offered = dict(feedback.ask(viewer, sources.sources))

    def body() -> None:
        if not offered:
            st.info("还没有已发布的体系可以选用。请用“新增指标”，或“以工作簿更新”。")
            return
        key = st.selectbox("从哪里选用", list(offered), format_func=offered.__getitem__, key="pick.source")
        source: sources.Source = feedback.ask(viewer, sources.pickable, key=key or next(iter(offered)))
        taken = set(view.system.node_by_code)
        theirs = [node for node in source.system.nodes if not node.ledger]
        free = [node.code for node in theirs if node.code not in taken]
        codes = st.multiselect(
            "选用的指标（选上级即选用整支）",
            free,
            format_func=lambda code: _told(source.system, code),
            key=f"pick.codes.{key}",
            placeholder="可输入编码或名称查找",
        )
        if len(free) < len(theirs):
            st.caption(f"另有 {len(theirs) - len(free)} 个指标的编码在草案中已有，不再列出。")
        parents = [
            "",
            *(node.code for node in view.system.nodes if node_forms.may_hold(view.system, node.code)),
        ]
        at = node_forms.chosen(view.system)
        parent = st.selectbox(
            "放到",
            parents,
            index=parents.index(at) if at in parents else 0,
            format_func=lambda code: node_forms.title(view.system, code),
            key="pick.parent",
        )
        wanted = _tops(source.system, codes)
        if st.button(f"选用 {len(wanted)} 支指标", type="primary", key="verbs.submit", disabled=not wanted):
            try:
                change = Pick(parent or "", sources.fragments(source, wanted), f"“{source.name}”")
            except Invalid as error:
                feedback.refuse(error)
                return
            opened.edit(viewer, view, change)

    verbs.dialog("选用指标", body, wide=True)


def _tops(system: IndicatorSystem, codes: list[str]) -> list[str]:
    """Chosen nodes that no other chosen node brings along."""
    return [
        code
        for code in codes
        if not any(node.code in codes for node in system.path(code) if node.code != code)
    ]


def _told(system: IndicatorSystem, code: str) -> str:
    node = system.node_by_code[code]
    deep = "　" * (system.depths.get(code, 1) - 1)
    below = len(system.leaves_under(code))
    worth = f"，{marks(system.leaf_marks[code])} 分" if code in system.leaf_marks else f"，整支 {below} 项"
    return f"{deep}{code} {tables.plain(node.title)}{worth}".replace("\\", "")
