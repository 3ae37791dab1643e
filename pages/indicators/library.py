"""Anyone in the evaluation looks an indicator up; those who keep the library add, edit, stop and import."""

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.indicators.system import AUDIENCES
from core.library import queries
from core.library.indicator import WAYS
from core.library.queries import LibraryFilter, LibraryRow
from pages.indicators._library import acts, card, form
from pages.ui import feedback, guard, links, tables, verbs, work
from pages.ui.work import Choice, Column, Text

viewer = guard.page(Permission.INDICATORS_LIBRARY_READ)
screen = work.Screen("library", "指标管理", "指标库")
may_edit = viewer.may(Permission.INDICATORS_LIBRARY_EDIT)

COLUMNS: list[Column[LibraryRow]] = [
    Column(
        "指标名称", lambda row: tables.link(row.name, screen.link(do="card", id=row.id)), "name", fixed=True
    ),
    Column("编码", lambda row: tables.plain(row.code), "code"),
    Column("维度", lambda row: tables.plain(row.dimension), "dimension"),
    Column("适用范围", lambda row: AUDIENCES.get(row.scope, row.scope)),
    Column("频率", lambda row: tables.plain(row.frequency)),
    Column("采集方式", lambda row: WAYS.get(row.way, row.way)),
    Column("满分", lambda row: "不计分" if row.full_marks is None else f"{row.full_marks:g}", "marks"),
    Column("子项", lambda row: row.metrics),
    Column("版本", lambda row: f"第 {row.number} 版"),
    Column("更新时间", lambda row: to_minute(row.changed_at), "changed"),
    Column("状态", lambda row: "● 启用" if row.is_active else "○ 停用"),
]


def row_verbs(row: LibraryRow) -> list[str]:
    """What may be done with one indicator."""
    switch = ("停用", "stop") if row.is_active else ("启用", "resume")
    return [screen.verb(words, do, row.id) for words, do in [("修改", "edit"), switch, ("删除", "delete")]]


total, scored, stopped = feedback.ask(viewer, queries.library_size)
terms = feedback.ask(viewer, queries.library_terms)
answer = f"指标 {total:,} 个：计分 {scored:,} 个，只作趋势监测 {total - scored:,} 个"
screen.heading(f"{answer}，其中停用 {stopped:,} 个。" if stopped else f"{answer}。")
chosen = screen.query_row(
    Text("text", "指标", "名称、编码或口径"),
    Choice("dimension", "维度", {word: word for word in terms.dimensions}),
    Choice("scope", "适用范围", AUDIENCES),
    Choice("way", "采集方式", WAYS),
    Choice("state", "状态", {"active": "启用", "stopped": "停用"}),
)
primary, aside = work.toolbar()
if may_edit:
    primary.button("新增指标", type="primary", icon=":material/add:", on_click=verbs.open_at, args=("add",))
if viewer.may(Permission.INDICATORS_LIBRARY_IMPORT):
    aside.button("导入", icon=":material/upload:", on_click=verbs.open_at, args=("import",))
if viewer.may(Permission.INDICATORS_LIBRARY_EXPORT):
    aside.link_button("导出", links.library_file(), icon=":material/download:")
with aside:
    screen.choose_columns(COLUMNS)
wanted = LibraryFilter(**chosen)
rows, matching = feedback.ask(
    viewer, queries.library_rows, wanted=wanted, sort=screen.sort, offset=screen.offset
)
empty = (
    "指标库还没有指标：新增一个，或用“导入”批量装入。"
    if not total
    else "没有符合条件的指标，可点“重置”查看全部。"
)
screen.table(rows, COLUMNS, verbs=row_verbs if may_edit else None, empty=empty)
screen.paging(matching)
st.caption("口径、评分规则和版本在指标名称里查看；体系引用的指标不能删除，只能停用。")

do, number = verbs.asked()
if do == "card" and number:
    card.show(viewer, screen, number)
elif do == "import" and viewer.may(Permission.INDICATORS_LIBRARY_IMPORT):
    acts.take_in(viewer)
elif may_edit and do == "add":
    form.add(viewer, terms)
elif may_edit and do == "edit" and number:
    form.edit(viewer, terms, number)
elif may_edit and do in acts.SMALL and number:
    acts.SMALL[do](viewer, number)
