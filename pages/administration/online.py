"""An administrator sees who is signed in and can end a session; its screens close within seconds."""

import streamlit as st

from core.access import queries, service
from core.access.permissions import Permission
from core.access.queries import OnlineRow
from core.clock import to_minute
from pages.ui import feedback, frame, guard, links, tables, work
from pages.ui.work import Column, Text

viewer = guard.page(Permission.ACCESS_SESSION_READ)
OWN = "（您本次登录）"
screen = work.Screen("online", "系统管理", "在线用户")
COLUMNS: list[Column[OnlineRow]] = [
    Column("姓名", lambda row: tables.plain(row.name), fixed=True),
    Column(
        "账号",
        lambda row: tables.plain(row.login) + (OWN if row.session_id == viewer.actor.session_id else ""),
    ),
    Column("单位", lambda row: tables.plain(row.organisation)),
    Column("登录地址", lambda row: tables.plain(row.ip)),
    Column("登录时间", lambda row: to_minute(row.started_at)),
    Column("最近操作", lambda row: to_minute(row.last_seen_at)),
]

rows: list[OnlineRow] = feedback.ask(viewer, queries.online)
screen.heading(f"当前 {len(rows)} 个会话在线。")
wanted = screen.query_row(Text("text", "用户", "姓名、账号、单位或登录地址"))
_, aside = work.toolbar()
aside.link_button("导出", links.list_file("online"), icon=":material/download:")
with aside:
    screen.choose_columns(COLUMNS)
found: list[OnlineRow] = feedback.ask(viewer, queries.online, **wanted) if any(wanted.values()) else rows
screen.table(found[screen.offset :][: tables.PAGE_ROWS], COLUMNS)
screen.paging(len(found))
if viewer.may(Permission.ACCESS_SESSION_END):
    by_id = {row.session_id: row for row in found if row.session_id != viewer.actor.session_id}
    chosen = st.selectbox(
        "选择要强制下线的会话",
        list(by_id),
        index=None,
        placeholder="请选择" if by_id else "没有其他在线会话",
        format_func=lambda key: (
            f"{by_id[key].name}（{by_id[key].login}，{by_id[key].ip}，{to_minute(by_id[key].started_at)} 登录）"
        ),
        key="online.chosen",
    )
    if chosen is not None and st.button(f"强制“{by_id[chosen].name}”下线", type="primary"):
        done, name = feedback.act(viewer, service.force_out, session_id=chosen)
        if done:
            frame.carry(f"已强制“{name}”下线，其打开的画面将在几秒内关闭。")
