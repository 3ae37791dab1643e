"""An administrator sees which role may do what, makes, copies and changes roles, and says who holds them."""

import streamlit as st

from core.access.models import SCOPE_LABELS, DataScope
from core.access.permissions import Permission
from core.administration import role_queries as queries
from core.administration.role_queries import RoleCard
from pages.administration._roles import forms
from pages.ui import feedback, guard, tables, verbs, work
from pages.ui.work import Choice, Column, Text

viewer = guard.page(Permission.ACCESS_ROLE_READ)
screen = work.Screen("roles", "系统管理", "角色权限")
may_edit = viewer.may(Permission.ACCESS_ROLE_EDIT)

COLUMNS: list[Column[RoleCard]] = [
    Column("角色", lambda row: tables.link(row.name, screen.link(do="card", id=row.id)), fixed=True),
    Column("数据范围", lambda row: tables.plain(row.scope_name)),
    Column("人数", lambda row: len(row.members)),
    Column("权限数", lambda row: len(row.permissions)),
    Column("类型", lambda row: "内置" if row.is_builtin else "自定义"),
    Column("说明", lambda row: tables.plain(row.note or "—")),
]


def row_verbs(row: RoleCard) -> list[str]:
    """What may be done with one role."""
    named = [("修改", "edit"), ("成员", "members"), ("复制", "copy")]
    named += [] if row.is_builtin else [("删除", "delete")]
    return [screen.verb(words, do, row.id) for words, do in named]


screen.heading("权限管到按钮；数据范围决定能看到哪些单位的数据。修改后对方的下一次操作即生效。")
chosen = screen.query_row(
    Text("text", "角色", "名称或说明"),
    # “全部” is what a filter calls no choice at all.
    Choice(
        "scope",
        "数据范围",
        {scope.value: label for scope, label in SCOPE_LABELS.items()} | {DataScope.ALL.value: "全部数据"},
    ),
)
primary, aside = work.toolbar()
if may_edit:
    primary.button("新增角色", type="primary", icon=":material/add:", on_click=verbs.open_at, args=("add",))
with aside:
    screen.choose_columns(COLUMNS)
rows = feedback.ask(viewer, queries.role_cards, text=chosen["text"], scope=chosen["scope"])
page = rows[screen.offset : screen.offset + tables.PAGE_ROWS]
screen.table(page, COLUMNS, verbs=row_verbs if may_edit else None)
screen.paging(len(rows))

do, number = verbs.asked()
if do == "add" and may_edit:
    forms.add(viewer)
elif number and (do == "card" or (may_edit and do in forms.FORMS)):
    card = verbs.as_opened(feedback.ask(viewer, queries.role_card, role_id=number))
    if do == "card":
        forms.show(viewer, screen, card)
    else:
        forms.FORMS[do](viewer, card)
st.caption("三员分立：系统管理、审计、评估业务三类权限不能集于一个角色或一个人。")
