"""What an auditor looks at first: acts that move rights, rules or results, and whatever was refused."""

from datetime import timedelta

import streamlit as st

from core import clock
from core.access.permissions import Permission
from core.access.reads import sensitive_acts
from core.audit.queries import ActsSince, TrailRow
from core.clock import to_minute
from core.documents.trail_words import ACTS
from pages.ui import links, tables
from pages.ui.feedback import ask
from pages.ui.guard import Viewer
from pages.workbench._home.todos import Todo

DAYS = 7


def waiting(viewer: Viewer) -> list[Todo]:
    """Refusals of the last week."""
    found = _read(viewer)
    if found is None or not found.refused:
        return []
    return [Todo(f"近 {DAYS} 天有 **{found.refused:,}** 次操作被拒绝", "去查看", links.trail())]


def show(viewer: Viewer) -> None:
    """The newest of them."""
    found = _read(viewer)
    if found is None:
        return
    st.markdown(f"##### 近 {DAYS} 天的敏感操作：完成 {found.done:,} 次，被拒绝 {found.refused:,} 次")
    tables.show([_row(row) for row in found.newest], empty="没有敏感操作，也没有被拒绝的操作。")
    st.markdown(f"[全部操作日志]({links.trail()})")


def _read(viewer: Viewer) -> ActsSince | None:
    """None for those who do not audit: who keeps the accounts is audited."""
    if not viewer.may(Permission.AUDIT_TRAIL_READ) or viewer.may(Permission.ACCESS_PERSON_EDIT):
        return None
    found: ActsSince = ask(viewer, sensitive_acts, since=clock.now() - timedelta(days=DAYS))
    return found


def _row(row: TrailRow) -> dict[str, object]:
    return {
        "时间": to_minute(row.at),
        "人员": tables.plain(row.person_name),
        "操作": tables.plain(ACTS.get(row.action, "越权操作" if not row.allowed else row.action)),
        "对象": tables.plain(row.object_name or "—"),
        "结果": "● 成功" if row.allowed else "▲ 拒绝",
        "理由": tables.plain(row.reason or "—"),
    }
