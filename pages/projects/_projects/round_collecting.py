"""Collecting for one round: how far it is, ask the sources, and take what came into the round's values."""

import secrets

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.collection.round_collection import (
    RoundCollection,
    collect_round,
    round_collection,
    take_collected,
)
from core.indicators.system import AUDIENCES
from core.projects.queries import RoundRow
from core.projects.rules import RoundState
from pages.ui import feedback, frame, links, tables
from pages.ui.guard import Viewer

KEY = "projects.collect.client_key"


def show(viewer: Viewer, row: RoundRow) -> None:
    """The boards' state, then the two verbs for those who may."""
    boards: list[RoundCollection] = feedback.ask(viewer, round_collection, round_id=row.id)
    if not boards:
        st.caption("本项目的指标体系没有系统采集的指标，指标值全部由导入取得。")
        return
    tables.show([_row(board) for board in boards])
    st.caption(
        f"采集时段为考核期“{tables.plain(row.period)}”；取入后数据源再变，只在采集状态中显示，本轮指标值不变。"
    )
    if row.state is not RoundState.OPEN:
        st.caption("轮次没有开放，不能采集或取入。")
        return
    with st.container(horizontal=True):
        if viewer.may(Permission.COLLECTION_RUN_START):
            _collect(viewer, row)
        if viewer.may(Permission.COLLECTION_VALUES_IMPORT):
            _take(viewer, row, boards)
        st.button("刷新", icon=":material/refresh:", key="projects.collect.refresh")


def _row(board: RoundCollection) -> dict[str, object]:
    return {
        "考核对象": tables.link(AUDIENCES[board.audience], links.collection(board.version_id)),
        "采集完成": f"{board.done} / {board.metrics} 项",
        "正在采集": f"{board.waiting} 项",
        "失败": f"{board.failed} 项",
        "最近完成": to_minute(board.last) if board.last else "—",
        "本轮指标值": tables.plain(board.taken or "还没有取入采集数"),
    }


def _collect(viewer: Viewer, row: RoundRow) -> None:
    if st.button("采集本轮数据", icon=":material/sync:", key="projects.collect"):
        key = st.session_state.setdefault(KEY, secrets.token_hex(16))
        done, count = feedback.act(viewer, collect_round, round_id=row.id, client_key=key)
        st.session_state.pop(KEY, None)
        if done:
            frame.carry(f"已发起“{row.name}”{count} 项指标的采集，通常几秒内完成；刷新后查看。")


def _take(viewer: Viewer, row: RoundRow, boards: list[RoundCollection]) -> None:
    is_ready = any(board.done for board in boards) and not any(board.waiting for board in boards)
    if st.button("把采集数取入本轮", type="primary", key="projects.take", disabled=not is_ready):
        key = st.session_state.setdefault(f"{KEY}.take", secrets.token_hex(16))
        with st.spinner("正在取入…"):
            done, cells = feedback.act(viewer, take_collected, round_id=row.id, client_key=key)
        st.session_state.pop(f"{KEY}.take", None)
        if done:
            counted = "、".join(f"{AUDIENCES[audience]} {number:,} 格" for audience, number in cells.items())
            frame.carry(f"已把采集数取入“{row.name}”：{counted}。")
