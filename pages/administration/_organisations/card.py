"""The card of one unit in a drawer: where it stands, who works there, what happened to it."""

import streamlit as st

from core.access.permissions import Permission
from core.administration.unit_queries import ChangeRow, UnitCard, unit_card
from core.clock import to_minute
from core.organisations.rules import group_name
from pages.ui import feedback, tables, verbs
from pages.ui.guard import Viewer
from pages.ui.work import Screen

SHOWN = 20


def show(viewer: Viewer, screen: Screen, unit_id: int) -> None:
    """Open the drawer."""

    def body() -> None:
        card: UnitCard = feedback.ask(viewer, unit_card, unit_id=unit_id)
        unit = card.unit
        st.markdown(f"##### {tables.plain(unit.name)}")
        st.caption("　›　".join(tables.plain(name) for name in card.path))
        if viewer.may(Permission.ORGANISATIONS_TREE_EDIT):
            st.markdown("　".join(_verbs(screen, card)))
        facts = {
            "代码": unit.code,
            "简称": unit.short_name,
            "类别": unit.kind.label,
            "分组": group_name(unit.group_name),
            "参评": "是" if unit.is_assessed else "否",
            "统一社会信用代码": unit.uscc or "—",
            "下级机构": f"{card.children} 个",
            "在用用户": "、".join(card.people[:SHOWN]) or "无",
            "状态": "● 启用" if unit.is_active else "○ 停用",
        }
        st.markdown("\n".join(f"- **{name}**：{tables.plain(text)}" for name, text in facts.items()))
        st.markdown("##### 变更记录")
        if not card.history:
            st.caption("登记以来没有变更。已冻结的结果版次和已启动的项目始终用当时的名称。")
        for change in card.history[:SHOWN]:
            st.markdown(_told(change))

    verbs.drawer("机构", body)


def _verbs(screen: Screen, card: UnitCard) -> list[str]:
    switch = ("停用", "stop") if card.unit.is_active else ("启用", "resume")
    named = [
        ("新增下级", "add"),
        ("修改", "edit"),
        ("更名", "rename"),
        ("移动", "move"),
        ("并入", "merge"),
        switch,
        ("删除", "delete"),
    ]
    return [screen.verb(words, do, card.unit.id) for words, do in named]


def _told(change: ChangeRow) -> str:
    parts = [f"**{to_minute(change.at)}　{change.kind.label}**"]
    if change.before or change.after:
        arrow = " → " if change.before and change.after else ""
        parts.append(tables.plain(f"{change.before}{arrow}{change.after}"))
    if change.reason:
        parts.append(tables.plain(f"理由：{change.reason}；依据：{change.basis}"))
    parts.append(tables.plain(f"办理人：{change.person_name}"))
    return "  \n".join(parts)
