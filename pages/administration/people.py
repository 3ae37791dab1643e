"""An administrator finds an account, makes, changes, switches, hands over and verifies accounts."""

import streamlit as st

from core.access.permissions import Permission
from core.administration import people_queries as queries
from core.administration import unit_queries
from core.administration.people_queries import PersonFilter, PersonRow
from core.clock import to_minute
from pages.administration._people import card, forms, slips, verifying
from pages.ui import feedback, guard, links, tables, trees, verbs, work
from pages.ui.work import Choice, Column, Text

viewer = guard.page(Permission.ACCESS_PERSON_READ)
screen = work.Screen("people", "系统管理", "用户管理")
may_edit = viewer.may(Permission.ACCESS_PERSON_EDIT)


def state(row: PersonRow) -> str:
    """The account's state in words."""
    if not row.is_active:
        return "○ 停用"
    if row.locked_until:
        return f"▲ 锁定至 {to_minute(row.locked_until)}"
    return "◆ 久未登录" if row.is_dormant else "● 正常"


COLUMNS: list[Column[PersonRow]] = [
    Column("姓名", lambda row: tables.link(row.name, screen.link(do="card", id=row.id)), "name", fixed=True),
    Column("账号", lambda row: tables.plain(row.login), "login"),
    Column("单位", lambda row: tables.plain(row.organisation), "unit"),
    Column("角色", lambda row: tables.plain(row.roles or "—")),
    Column("电话", lambda row: tables.plain(row.masked_phone)),
    Column("最近登录", lambda row: to_minute(row.last_seen) if row.last_seen else "—"),
    Column("状态", state),
]


def row_verbs(row: PersonRow) -> list[str]:
    """What may be done with one account."""
    switch = ("停用", "stop") if row.is_active else ("启用", "resume")
    named = [("修改", "edit"), ("重置口令", "reset"), switch, ("更多", "card")]
    return [screen.verb(words, do, row.id) for words, do in named]


roots = feedback.ask(viewer, unit_queries.unit_tree)
roles = feedback.ask(viewer, queries.role_choices)
numbers = feedback.ask(viewer, queries.numbers)
screen.heading("、".join(f"{label} {count} 个" for label, count in numbers.items()))
left, right = st.columns([2, 11], gap="medium")
with left:
    below = trees.choose(screen, roots, counts=feedback.ask(viewer, queries.counts_by_unit))
with right:
    chosen = screen.query_row(
        Text("text", "用户", "账号、姓名、电话或单位"),
        Choice("role", "角色", roles),
        Choice("state", "状态", queries.STATES),
    )
    primary, aside = work.toolbar()
    if may_edit:
        primary.button(
            "新增用户", type="primary", icon=":material/add:", on_click=verbs.open_at, args=("add", below)
        )
        primary.button("久未登录核验", on_click=verbs.open_at, args=("verify",))
        aside.button("导入", icon=":material/upload:", on_click=verbs.open_at, args=("import",))
    if viewer.may(Permission.ACCESS_PERSON_EXPORT):
        aside.link_button("导出", links.people_file(below), icon=":material/download:")
    with aside:
        screen.choose_columns(COLUMNS)
    wanted = PersonFilter(chosen["text"], chosen["role"], chosen["state"], below)
    rows, total = feedback.ask(
        viewer, queries.person_rows, wanted=wanted, sort=screen.sort, offset=screen.offset
    )
    screen.table(rows, COLUMNS, verbs=row_verbs if may_edit else None)
    screen.paging(total)

do, number = verbs.asked()
if may_edit and slips.waiting():
    slips.show(viewer)
elif do == "card" and number:
    card.show(viewer, screen, number)
elif may_edit and do == "verify":
    verifying.show(viewer)
elif may_edit and do in forms.FORMS:
    forms.FORMS[do](viewer, roots, number)
