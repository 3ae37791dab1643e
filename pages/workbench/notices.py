"""Notices: what I was told, the unread on top of mind; opening one leaves a read receipt."""

import functools

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.notices.queries import NoticeRow, inbox, unread_count
from core.notices.service import read_notice
from pages.ui import feedback, guard, tables, verbs, work
from pages.ui.work import Column

viewer = guard.page(Permission.WORKBENCH_HOME_READ)
screen = work.Screen("notices", "工作台", "通知")


def card(row: NoticeRow) -> None:
    """One notice in a drawer."""
    st.markdown(f"##### {tables.plain(row.title)}")
    st.caption(f"{to_minute(row.at)}　{tables.plain(row.sender)}")
    st.markdown(tables.plain(row.body))
    if row.link:
        st.markdown(tables.link("去办理", row.link))


COLUMNS: list[Column[NoticeRow]] = [
    Column("通知", lambda row: tables.link(row.title, screen.link(do="read", id=row.id)), fixed=True),
    Column("类别", lambda row: row.kind),
    Column("时间", lambda row: to_minute(row.at)),
    Column("发送人", lambda row: tables.plain(row.sender)),
    Column("状态", lambda row: "○ 已读" if row.read_at else "● 未读"),
]
do, number = verbs.asked()
if do == "read" and number:
    # Before the count is drawn, so that it tells what is left.
    feedback.act(viewer, read_notice, notice_id=number)
unread = feedback.ask(viewer, unread_count)
screen.heading(f"还有 **{unread}** 条未读。" if unread else "没有未读的通知。")
answer: tuple[list[NoticeRow], int] = feedback.ask(viewer, inbox, offset=screen.offset)
rows, total = answer
screen.table(rows, COLUMNS, empty="还没有收到通知。项目启动、催报、退回和延期会通知到这里。")
screen.paging(total)
opened = next((row for row in rows if row.id == number), None)
if do == "read" and opened is not None:
    verbs.drawer("通知", functools.partial(card, opened))
