"""The log of chasing in a round: every call, looked for and taken away, and the notices given."""

import streamlit as st

from core.clock import to_minute
from core.notices.queries import given
from core.projects.chasing import NOTICE, WAYS, CallRow, calls
from core.projects.progress import RoundProgress
from pages.ui import feedback, links, tables, work
from pages.ui.guard import Viewer
from pages.ui.work import Choice, Column, Text

LOG = "log"
COLUMNS: list[Column[CallRow]] = [
    Column("时间", lambda row: to_minute(row.at), "at", fixed=True),
    Column("单位", lambda row: tables.plain(row.organisation), "unit", fixed=True),
    Column("方式", lambda row: row.way, "way"),
    Column("联系人", lambda row: tables.plain(f"{row.called} {row.phone}".strip() or "—")),
    Column("结果", lambda row: tables.plain(row.outcome)),
    Column("办理人", lambda row: tables.plain(row.person), "person"),
]


def open_log() -> None:
    """Name the log in the address; for the button that opens it."""
    work.leave_list()
    st.query_params[LOG] = "calls"


def is_open() -> bool:
    """Whether the address names the log."""
    return st.query_params.get(LOG, "") == "calls"


def show(viewer: Viewer, progress: RoundProgress) -> None:
    """The way back, the calls as a list of their own, the notices below."""
    screen = work.Screen("projects", "项目管理", "评估项目")
    back = tables.link("返回报送进度", links.round_progress(progress.project_id, progress.row.id))
    st.markdown(f"{back}　›　**催办记录：{tables.plain(progress.row.name)}**")
    chosen = screen.query_row(
        Text("call", "催办", "单位、联系人或结果"),
        Choice("way", "方式", {each: each for each in (*WAYS, NOTICE)}),
    )
    _, aside = work.toolbar()
    aside.link_button("导出", links.list_file(f"rounds/{progress.row.id}/calls"), icon=":material/download:")
    with aside:
        screen.choose_columns(COLUMNS, key="call_columns")
    facts = {"round_id": progress.row.id, "text": chosen["call"], "way": chosen["way"]}
    rows: list[CallRow] = feedback.ask(viewer, calls, **facts, sort=screen.sort)
    narrowed = any(chosen.values())
    screen.table(
        rows[screen.offset :][: tables.PAGE_ROWS],
        COLUMNS,
        empty="没有符合条件的催办记录，可点“重置”查看全部。"
        if narrowed
        else "还没有催办记录。在进度表中点“记催办”登记一次电话。",
    )
    screen.paging(len(rows))
    _notices(viewer, progress)


def _notices(viewer: Viewer, progress: RoundProgress) -> None:
    told = feedback.ask(viewer, given, link=links.project(progress.project_id))
    st.markdown("##### 已发通知")
    tables.show(
        [
            {
                "时间": to_minute(row.at),
                "通知": tables.plain(row.title),
                "已读": f"{row.read}/{row.people} 人",
                "外发": "、".join(f"{state.label} {count}" for state, count in row.messages.items()) or "—",
            }
            for row in told
        ],
        empty="还没有发出通知。",
    )
