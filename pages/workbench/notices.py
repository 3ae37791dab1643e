"""Notices: what I was told, the unread on top of mind; opening one leaves a read receipt."""

import functools

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.notices import queries
from core.notices.queries import NoticeRow
from core.notices.service import read_every_notice, read_notice
from pages.ui import feedback, frame, guard, tables, verbs, work
from pages.ui.work import Choice, Column, Text

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
# Before the count is drawn, so that it tells what is left.
is_read = do == "read" and number and feedback.act(viewer, read_notice, notice_id=number)[0]
unread: int = feedback.ask(viewer, queries.unread_count)
kinds: list[str] = feedback.ask(viewer, queries.kinds)
screen.heading(f"还有 **{unread}** 条未读。" if unread else "没有未读的通知。")
chosen = screen.query_row(
    Text("text", "通知", "标题、内容或发送人"),
    Choice("kind", "类别", {each: each for each in kinds}),
    Choice("state", "状态", queries.STATES),
)
primary, aside = work.toolbar()
if primary.button("全部标为已读", icon=":material/done_all:", disabled=not unread):
    done, many = feedback.act(viewer, read_every_notice)
    if done:
        frame.carry(f"已将 {many} 条通知标为已读。")
with aside:
    screen.choose_columns(COLUMNS)
rows, total = feedback.ask(viewer, queries.inbox, **chosen, offset=screen.offset)
screen.table(
    rows,
    COLUMNS,
    empty="没有符合条件的通知，可点“重置”查看全部。"
    if kinds
    else "还没有收到通知。项目启动、催报、退回和延期会通知到这里。",
)
screen.paging(total)
if is_read:
    # Asked for by itself: among the unread it no longer stands once it is opened.
    opened: NoticeRow = feedback.ask(viewer, queries.notice, notice_id=number)
    verbs.drawer("通知", functools.partial(card, opened))
