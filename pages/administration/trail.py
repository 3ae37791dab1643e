"""An auditor reads who did what, when, from where, and what was refused."""

import streamlit as st

from core.access.permissions import Permission
from core.access.reads import trail
from core.clock import to_minute
from core.documents.trail_words import ACTS, change
from core.store.session import reading
from pages.ui import frame, guard, links, tables

viewer = guard.page(Permission.AUDIT_TRAIL_READ)

frame.heading("操作日志", "只增不改；每条操作与其日志在同一事务中写入。", section="系统管理")
with st.container(horizontal=True, vertical_alignment="bottom"):
    text = st.text_input("查找", placeholder="人员、对象或地址", key="trail.text")
    kinds = {"": "全部操作"} | ACTS
    action = st.selectbox("操作", list(kinds), format_func=lambda key: kinds[key], key="trail.action") or ""
    if viewer.may(Permission.AUDIT_TRAIL_EXPORT):
        st.link_button("导出 Excel", links.trail_file(), icon=":material/download:")
page = f"trail.page.{text}.{action}"
with reading() as session:
    rows, total = trail(
        session=session,
        actor=viewer.actor,
        text=text,
        action=action,
        offset=tables.offset(page),
        limit=tables.PAGE_ROWS,
    )
with st.container(key="trail-table"):
    tables.show(
        [
            {
                "时间": to_minute(row.at),
                "人员": tables.plain(row.person_name),
                "地址": tables.plain(row.ip or "—"),
                "操作": ACTS.get(row.action, tables.plain(row.action)),
                "对象": tables.plain(row.object_name or "—"),
                "结果": "● 成功" if row.allowed else "▲ 拒绝",
                "说明": tables.plain(row.reason or change(row.before, row.after)),
            }
            for row in rows
        ],
        empty="没有符合条件的记录，请放宽查找的字句或选“全部操作”。",
    )
tables.paging(total, key=page)
