"""The weighting records of one group: looked for, taken away, opened one by one and applied to the group."""

import streamlit as st

from core.clock import to_minute
from core.designs.amounts import SetAmounts
from core.designs.queries import DesignView
from core.indicators.canonical import plain_decimal
from core.weighting.methods import METHODS
from core.weighting.queries import WeightingRow, WeightingView, weighting, weightings
from core.weighting.target import Target
from pages.indicators._designs import opened
from pages.ui import feedback, links, tables, work
from pages.ui.guard import Viewer
from pages.ui.work import Choice, Column, Text

RECORD = "record"
COLUMNS: list[Column[WeightingRow]] = [
    Column("编号", lambda row: f"第 {row.id} 号", "id", fixed=True),
    Column("方法", lambda row: METHODS[row.method], "method"),
    Column("说明", lambda row: tables.plain(row.note or "—")),
    Column("办理人", lambda row: tables.plain(row.person_name), "person"),
    Column("留存时间", lambda row: to_minute(row.recorded_at)),
]


def show(viewer: Viewer, view: DesignView, target: Target, *, may: bool) -> None:
    """The chosen record of a group, or its newest, whole; below, all of them as a list."""
    st.markdown("##### 定权记录")
    group = {"system_code": view.system.code, "group_code": target.group}
    newest, total = feedback.ask(viewer, weightings, **group, limit=1)
    if not total:
        st.caption(f"这一组还没有定权记录{'' if may else '，定权由评估人员办理'}。记录一经留存不能修改。")
        return
    _opened(viewer, view, target, newest[0].id)
    screen = work.Screen("designs", "指标管理", "体系设计")
    chosen = screen.query_row(Text("note", "记录", "说明或办理人"), Choice("method", "方法", METHODS))
    _, aside = work.toolbar()
    aside.link_button(
        "导出", links.list_file(f"designs/{view.row.id}/weightings"), icon=":material/download:"
    )
    with aside:
        screen.choose_columns(COLUMNS, key="record_columns")
    narrowed = {"text": chosen["note"], "method": chosen["method"]}
    rows, total = feedback.ask(
        viewer, weightings, **group, **narrowed, sort=screen.sort, offset=screen.offset
    )
    screen.table(rows, COLUMNS, verbs=lambda row: [tables.link("查看", screen.link(**{RECORD: row.id}))])
    screen.paging(total)


def _opened(viewer: Viewer, view: DesignView, target: Target, newest: int) -> None:
    """The record the address names where it is one of this group, or the newest."""
    named = st.query_params.get(RECORD, "")
    number = int(named) if named.isascii() and named.isdecimal() and len(named) < 10 else newest
    held: WeightingView = feedback.ask(viewer, weighting, record_id=number)
    if (held.row.system_code, held.row.group_code) != (view.system.code, target.group):
        held = feedback.ask(viewer, weighting, record_id=newest)
    st.markdown(f"**{_title(held.row)}**")
    tables.show(
        [
            {
                "指标": tables.plain(name),
                "组内权重": f"{weight:.2%}",
                "分得": plain_decimal(part),
                "有效权重": f"{effective:.2%}",
            }
            for name, weight, part, effective in zip(
                held.target.names,
                held.outcome.weights,
                held.outcome.allotted,
                held.outcome.effective,
                strict=True,
            )
        ]
    )
    for remark in held.outcome.remarks:
        st.caption(f"提醒：{tables.plain(remark)}")
    if opened.may_edit(viewer, view):
        _apply(viewer, view, target, held)


def _apply(viewer: Viewer, view: DesignView, target: Target, held: WeightingView) -> None:
    """The button that writes a record's parts into the group it was made for."""
    same = held.target.items == target.items
    if not same:
        st.caption("这条记录的指标与草案现在的不同，不能应用；请按现在的指标重新定权。")
    if st.button(
        "应用到本组",
        disabled=not same or any(part <= 0 for part in held.outcome.allotted),
        key="weighing.apply",
    ):
        amounts = {
            item.code: plain_decimal(part)
            for item, part in zip(held.target.items, held.outcome.allotted, strict=True)
        }
        opened.edit(viewer, view, SetAmounts(target.group, amounts))


def _title(row: WeightingRow) -> str:
    note = f"（{tables.plain(row.note)}）" if row.note else ""
    return f"第 {row.id} 号　{METHODS[row.method]}　{to_minute(row.recorded_at)}　{tables.plain(row.person_name)}{note}"
