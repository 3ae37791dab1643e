"""An administrator finds an account, resets its password, unlocks it, switches it on or off."""

import streamlit as st

from core.access import queries, service
from core.access.passwords import fresh_secret
from core.access.permissions import Permission
from core.clock import to_minute
from core.store.session import reading
from pages.ui import feedback, frame, guard, tables

viewer = guard.page(Permission.ACCESS_PERSON_READ)


def state(row: queries.PersonRow) -> str:
    """The account's state in words."""
    if not row.is_active:
        return "○ 停用"
    return f"▲ 锁定至 {to_minute(row.locked_until)}" if row.locked_until else "● 正常"


def act_on(row: queries.PersonRow) -> None:
    """What may be done with one account; each act names it."""
    left, right = st.columns(2)
    if left.button(f"重置“{row.name}”的口令并解锁", key="people.reset"):
        done, password = feedback.act(viewer, service.reset_password, login=row.login, secret=fresh_secret())
        if done:
            st.success(f"新口令（只显示这一次，请当面或电话告知本人）：`{password}`")
    verb = "停用" if row.is_active else "启用"
    if right.button(f"{verb}账号“{row.login}”", key="people.active"):
        facts = {"person_id": row.id, "active": not row.is_active, "version": row.version}
        done, _ = feedback.act(viewer, service.set_active, **facts)
        if done:
            frame.carry(f"已{verb}账号“{row.login}”。")


frame.heading("用户管理")
text = st.text_input("查找", placeholder="账号、姓名或单位", key="people.text")
page = f"people.page.{text}"
with reading() as session:
    rows, total = queries.people(
        session=session, actor=viewer.actor, text=text, offset=tables.offset(page), limit=tables.PAGE_ROWS
    )
tables.show(
    [
        {
            "账号": tables.plain(row.login),
            "姓名": tables.plain(row.name),
            "单位": tables.plain(row.organisation),
            "角色": tables.plain(row.roles),
            "状态": state(row),
        }
        for row in rows
    ],
    empty=f"没有账号、姓名或单位含“{text}”的用户。",
)
tables.paging(total, key=page)
if rows and viewer.may(Permission.ACCESS_PERSON_EDIT):
    by_id = {row.id: row for row in rows}
    chosen = st.selectbox(
        "选择用户进行操作",
        list(by_id),
        index=None,
        placeholder="请选择",
        format_func=lambda key: f"{by_id[key].name}（{by_id[key].login}）",
        key="people.chosen",
    )
    if chosen is not None:
        act_on(by_id[chosen])
