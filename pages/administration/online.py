"""An administrator sees who is signed in and can end a session; its screens close within seconds."""

import streamlit as st

from core.access import queries, service
from core.access.permissions import Permission
from core.clock import to_minute
from core.store.session import reading
from pages.ui import feedback, frame, guard, tables

viewer = guard.page(Permission.ACCESS_SESSION_READ)
with reading() as session:
    rows = queries.online(session=session, actor=viewer.actor)
frame.heading("在线用户", f"当前 {len(rows)} 个会话在线。", section="系统管理")
tables.show(
    [
        {
            "姓名": tables.plain(row.name),
            "账号": tables.plain(row.login)
            + ("（您本次登录）" if row.session_id == viewer.actor.session_id else ""),
            "单位": tables.plain(row.organisation),
            "登录地址": tables.plain(row.ip),
            "登录时间": to_minute(row.started_at),
            "最近操作": to_minute(row.last_seen_at),
        }
        for row in rows
    ]
)
if viewer.may(Permission.ACCESS_SESSION_END):
    by_id = {row.session_id: row for row in rows if row.session_id != viewer.actor.session_id}
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
