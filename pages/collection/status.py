"""Whoever answers for the numbers reads how fresh they are, what failed, and fetches them now."""

import secrets

import streamlit as st

from core.access.permissions import Permission
from core.clock import moment_in_words
from core.collection.sources import start_runs
from core.collection.status import Freshness, StatusBoard, collected_systems, status
from core.jobs.queries import silent_since
from core.store.session import reading
from pages.collection._status import choices, drafts, matrix, runs
from pages.ui import feedback, frame, guard, links, tables

viewer = guard.page(Permission.COLLECTION_RUN_READ)
KEY = "collection.client_key"
MATRIX, RUNS, DRAFTS = "指标与单位", "运行记录", "草稿得分"


def answer(board: StatusBoard) -> str:
    """How many cells are fresh, late or failed and since when, and when the next fetch is due."""
    if not board.units:
        return "您的数据范围内没有考核对象，只能查看运行记录。"
    counts = board.counts
    parts = [f"正常 **{counts[Freshness.FRESH]:,}** 格"]
    for state in (Freshness.LATE, Freshness.FAILED):
        oldest = board.oldest(state)
        since = f"（数据最早停在 {moment_in_words(oldest)}）" if oldest else ""
        parts.append(f"{state} **{counts[state]:,}** 格{since}")
    parts.append(f"未采集 **{counts[Freshness.NEVER]:,}** 格")
    following = min(metric.next_due for metric in board.metrics)
    return (
        f"{board.audience_name} {len(board.metrics)} 项指标、{len(board.units)} 个单位：{'，'.join(parts)}；"
        f"下次采集 {moment_in_words(following)}。"
    )


def collect_now(version_id: int) -> None:
    """One click, one call; the key stays until it was answered, so that a second click asks nothing."""
    if not st.button("立即采集", type="primary", icon=":material/sync:", key="collection.start"):
        return
    key = st.session_state.setdefault(KEY, secrets.token_hex(16))
    done, count = feedback.act(viewer, start_runs, version_id=version_id, client_key=key)
    st.session_state.pop(KEY, None)
    if done:
        list_of_runs = tables.link("运行记录", links.collection(version_id, section=RUNS))
        frame.carry(f"已发起 {count} 项指标的采集，通常几秒内完成；进展见{list_of_runs}，点“刷新”更新。")


def toolbar(board: StatusBoard) -> str:
    """The section to read, and what can be done."""
    sections = [MATRIX, RUNS, *([DRAFTS] if viewer.may(Permission.COLLECTION_VALUES_READ) else [])]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        section = choices.section(sections, RUNS if "run" in st.query_params or not board.units else MATRIX)
        if viewer.may(Permission.COLLECTION_RUN_START):
            collect_now(board.version_id)
        st.button("刷新", icon=":material/refresh:", key="collection.refresh")
        if section == DRAFTS:
            st.link_button("导出 Excel", links.draft_file(board.version_id), icon=":material/download:")
        else:
            st.link_button("导出 Excel", links.collection_file(board.version_id), icon=":material/download:")
        if section == MATRIX and board.units:
            st.link_button("导出图片", links.collection_chart(board.version_id), icon=":material/image:")
    return section


with reading() as session:
    systems = collected_systems(session=session, actor=viewer.actor)
    silent = silent_since(session=session, actor=viewer.actor)
if not systems:
    frame.heading("采集状态")
    feedback.empty("还没有系统采集的指标。", "由运维商登记数据源和采集设置后，这里按指标和单位列出采集状态。")
    st.stop()
top = st.container()
version_id = choices.system(viewer, systems)
with reading() as session:
    board = status(session=session, actor=viewer.actor, version_id=version_id)
with top:
    frame.heading("采集状态", answer(board))
if silent is not None:
    since = f"自 {moment_in_words(silent)} 起" if silent.year > 1970 else "从未启动，"
    st.warning(f"▲ 采集进程{since}没有应答，采集不会开始。处理办法：请运维商检查边车进程。")
match toolbar(board):
    case "草稿得分":
        drafts.show(viewer, version_id)
    case "运行记录":
        runs.show(viewer, board)
    case _:
        matrix.show(board)
