"""Anyone in charge looks up a unit; an administrator keeps the tree: adds, renames, moves, merges, stops."""

import streamlit as st

from core.access.permissions import Permission
from core.administration import unit_queries as queries
from core.administration.unit_queries import UnitFilter, UnitRow
from core.organisations.rules import group_name
from pages.administration._organisations import card, forms, moving
from pages.ui import feedback, guard, links, tables, trees, verbs, work
from pages.ui.work import Choice, Column, Text

viewer = guard.page(Permission.ORGANISATIONS_TREE_READ)
screen = work.Screen("organisations", "系统管理", "机构管理")
may_edit = viewer.may(Permission.ORGANISATIONS_TREE_EDIT)

COLUMNS: list[Column[UnitRow]] = [
    Column(
        "机构名称",
        lambda row: tables.link(row.unit.name, screen.link(do="card", id=row.unit.id)),
        "name",
        fixed=True,
    ),
    Column("代码", lambda row: tables.plain(row.unit.code), "code"),
    Column("类别", lambda row: row.unit.kind.label, "kind"),
    Column("上级", lambda row: tables.plain(row.parent)),
    Column("分组", lambda row: group_name(row.unit.group_name)),
    Column("参评", lambda row: "是" if row.unit.is_assessed else "否"),
    Column("用户", lambda row: f"{row.people} 个" if row.people else "—"),
    Column("排序号", lambda row: row.unit.order_no, "order"),
    Column("状态", lambda row: "● 启用" if row.unit.is_active else "○ 停用"),
]


def row_verbs(row: UnitRow) -> list[str]:
    """What may be done with one unit."""
    switch = ("停用", "stop") if row.unit.is_active else ("启用", "resume")
    named = [("修改", "edit"), ("移动", "move"), switch, ("更多", "card")]
    return [screen.verb(words, do, row.unit.id) for words, do in named]


roots = feedback.ask(viewer, queries.unit_tree)
counted = [node for root in roots for node in trees.every([root]) if node.unit.is_active]
numbers = {
    label: sum(node.unit.kind.value == kind for node in counted) for kind, label in queries.kinds().items()
}
screen.heading("、".join(f"{label} {number} 个" for label, number in numbers.items() if number))
left, right = st.columns([2, 11], gap="medium")
with left:
    below = trees.choose(screen, roots)
with right:
    chosen = screen.query_row(
        Text("text", "机构", "名称、代码或信用代码"),
        Choice("kind", "类别", queries.kinds()),
        Choice("state", "状态", {"active": "启用", "stopped": "停用"}),
    )
    primary, aside = work.toolbar()
    if may_edit:
        primary.button(
            "新增机构", type="primary", icon=":material/add:", on_click=verbs.open_at, args=("add", below)
        )
        primary.button(
            "批量移动", icon=":material/drive_file_move:", on_click=verbs.open_at, args=("move-many",)
        )
        aside.button("导入", icon=":material/upload:", on_click=verbs.open_at, args=("import",))
    if viewer.may(Permission.ORGANISATIONS_TREE_EXPORT):
        aside.link_button("导出", links.units_file(below), icon=":material/download:")
    with aside:
        screen.choose_columns(COLUMNS)
    wanted = UnitFilter(chosen["text"], chosen["kind"], chosen["state"], below)
    rows, total = feedback.ask(
        viewer, queries.unit_rows, wanted=wanted, sort=screen.sort, offset=screen.offset
    )
    screen.table(rows, COLUMNS, verbs=row_verbs if may_edit else None)
    screen.paging(total)

do, number = verbs.asked()
if do == "card" and number:
    card.show(viewer, screen, number)
elif may_edit and do == "move-many":
    moving.show(viewer, roots, below)
elif may_edit and do in forms.FORMS:
    forms.FORMS[do](viewer, roots, number)
