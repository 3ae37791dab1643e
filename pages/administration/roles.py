"""An administrator sees which role may do what, and changes it; people feel it with their next act."""

import streamlit as st

from core.access import queries, service
from core.access.permissions import LABELS, Permission
from core.store.session import reading
from pages.ui import feedback, frame, guard, tables

viewer = guard.page(Permission.ACCESS_ROLE_READ)
frame.heading("角色权限", "权限管到按钮；数据范围决定能看到哪些单位的数据。修改后对方的下一次操作即生效。")
with reading() as session:
    rows = queries.roles(session=session, actor=viewer.actor)
tables.show(
    [
        {
            "角色": tables.plain(row.name),
            "数据范围": row.scope_name,
            "人数": row.people,
            "权限数": len(row.permissions),
            "说明": tables.plain(row.note),
        }
        for row in rows
    ]
)
by_code = {row.code: row for row in rows}
chosen = st.selectbox(
    "查看或修改角色",
    list(by_code),
    format_func=lambda code: by_code[code].name,
    key="roles.chosen",
)
role = by_code[chosen or rows[0].code]
if not viewer.may(Permission.ACCESS_ROLE_EDIT):
    st.markdown("\n".join(f"- {LABELS[Permission(code)]}" for code in sorted(role.permissions)))
    st.stop()
granted = st.multiselect(
    f"“{role.name}”的权限",
    list(Permission),
    default=[Permission(code) for code in sorted(role.permissions)],
    format_func=lambda permission: LABELS[permission],
    key=f"roles.permissions.{role.code}.{role.version}",
)
if st.button(f"保存“{role.name}”的权限", type="primary", disabled=frozenset(granted) == role.permissions):
    facts = {"role_code": role.code, "permissions": frozenset(granted), "version": role.version}
    done, _ = feedback.act(viewer, service.edit_role_permissions, **facts)
    if done:
        frame.carry(f"已保存“{role.name}”的权限，共 {len(granted)} 项。")
