"""An administrator keeps the code lists: their items, their order, which of them can be chosen."""

import streamlit as st

from core.access.permissions import Permission
from core.administration import dictionary_queries as queries
from core.administration.dictionary_queries import ItemRow
from pages.administration._dictionaries import forms, types
from pages.ui import feedback, guard, links, tables, verbs, work
from pages.ui.work import Choice, Column, Text

viewer = guard.page(Permission.DICTIONARIES_ITEM_READ)
screen = work.Screen("dictionaries", "系统管理", "字典管理")
screen.extra = ("type",)
may_edit = viewer.may(Permission.DICTIONARIES_ITEM_EDIT)
lists = {row.code: row for row in feedback.ask(viewer, queries.type_rows)}

COLUMNS: list[Column[ItemRow]] = [
    Column("标签", lambda row: tables.plain(row.label), "label", fixed=True),
    Column("值", lambda row: tables.plain(row.value), "value"),
    Column("字典", lambda row: tables.plain(lists[row.type_code].name)),
    Column("排序号", lambda row: row.order_no, "order"),
    Column("类型", lambda row: "内置" if row.is_builtin else "自定义"),
    Column("状态", lambda row: "● 启用" if row.is_active else "○ 停用"),
]


def row_verbs(row: ItemRow) -> list[str]:
    """What may be done with one item."""
    named = [("修改", "edit"), ("停用" if row.is_active else "启用", "switch")]
    named += [] if row.is_builtin else [("删除", "delete")]
    return [screen.verb(words, do, row.id) for words, do in named]


screen.heading(f"字典 {len(lists)} 个，字典项 {sum(row.items for row in lists.values())} 个。")
left, right = st.columns([3, 11], gap="medium")
with left:
    kind = types.choose(screen, lists, may_edit=may_edit)
with right:
    chosen = screen.query_row(
        Text("text", "字典项", "标签或值"), Choice("state", "状态", {"active": "启用", "stopped": "停用"})
    )
    primary, aside = work.toolbar()
    if may_edit:
        primary.button(
            "新增字典项",
            type="primary",
            icon=":material/add:",
            disabled=kind is None,
            help=None if kind else "先在左侧选择字典",
            on_click=verbs.open_at,
            args=("add",),
        )
        primary.button("新增字典", on_click=verbs.open_at, args=("add_type",))
        aside.button("导入", icon=":material/upload:", on_click=verbs.open_at, args=("import",))
    if viewer.may(Permission.DICTIONARIES_ITEM_EXPORT):
        aside.link_button("导出", links.dictionaries_file(), icon=":material/download:")
    with aside:
        screen.choose_columns(COLUMNS)
    rows, total = feedback.ask(
        viewer,
        queries.item_rows,
        type_code=kind.code if kind else "",
        text=chosen["text"],
        state=chosen["state"],
        sort=screen.sort,
        offset=screen.offset,
    )
    screen.table(rows, COLUMNS, verbs=row_verbs if may_edit else None)
    screen.paging(total)

do, number = verbs.asked()
if may_edit and do in types.FORMS:
    types.FORMS[do](viewer, kind)
elif may_edit and do in forms.FORMS:
    forms.FORMS[do](viewer, kind, number)
