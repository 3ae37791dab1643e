"""The runs of a system, and one of them opened."""

import streamlit as st

from core.clock import moment_in_words, to_minute
from core.collection.models import RunState
from core.collection.run_records import STATE_WORDS, TRIGGER_WORDS, RunCard, RunRow, run_card
from core.collection.run_records import runs as list_runs
from core.collection.status import StatusBoard
from core.store.session import reading
from pages.collection._status.choices import choose
from pages.ui import feedback, links, tables
from pages.ui.guard import Viewer

SIGNS = {RunState.QUEUED: "○", RunState.CLAIMED: "◐", RunState.DONE: "●", RunState.FAILED: "✕"}


def show(viewer: Viewer, board: StatusBoard) -> None:
    """The run the address names, then the list."""
    named = st.query_params.get("run", "")
    if named.isdecimal() and len(named) < 10:
        unit = st.query_params.get("unit", "")
        _card(feedback.ask(viewer, run_card, run_id=int(named), unit=unit), unit)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        metrics = {metric.code: f"{metric.code} {metric.name}" for metric in board.metrics}
        metric = choose("指标", "metric", {"": "全部指标"} | metrics)
        words = {str(state): f"{SIGNS[state]} {STATE_WORDS[state]}" for state in RunState}
        state = choose("结果", "result", {"": "全部结果"} | words)
    page = f"collection.runs.{board.version_id}.{metric}.{state}"
    with reading() as session:
        rows, total = list_runs(
            session=session,
            actor=viewer.actor,
            version_id=board.version_id,
            state=state,
            metric=metric,
            offset=tables.offset(page),
            limit=tables.PAGE_ROWS,
        )
    tables.show([_row(board.version_id, row) for row in rows], empty="没有符合条件的采集运行。")
    tables.paging(total, key=page)


def _row(version_id: int, row: RunRow) -> dict[str, object]:
    return {
        "运行": tables.link(row.id, links.collection(version_id, run=row.id)),
        "子项": tables.plain(f"{row.metric_code} {row.metric_name}"),
        "结果": _state(row),
        "采集时段": _days(row),
        "缘由": TRIGGER_WORDS[row.trigger],
        "应采时间": to_minute(row.due_at),
        "用时": _seconds(row),
        "行数": f"{row.rows:,}" if row.rows is not None else "—",
        "单位数": row.units if row.units is not None else "—",
        "说明": tables.plain(row.message or "—"),
    }


def _card(card: RunCard, unit: str) -> None:
    row = card.row
    with st.container(border=True):
        st.markdown(
            f"**采集运行 {row.id}**　{tables.plain(f'{row.metric_code} {row.metric_name}')}　{_state(row)}\n\n"
            f"- 数据源：{tables.plain(card.source_name)}；时段 {_days(row)}\n"
            f"- 缘由：{TRIGGER_WORDS[row.trigger]}（{tables.plain(row.requested_by)}），应采 {moment_in_words(row.due_at)}，"
            f"尝试 {row.attempts} 次，用时 {_seconds(row)}\n"
            f"- 结果：{tables.plain(row.message or '—')}"
            + (f"\n- 结果校验值：{card.sha256}" if card.sha256 else "")
        )
        if card.query:
            with st.expander("查询语句"):
                st.code(card.query, language=None, wrap_lines=True)
        if card.sample:
            st.caption(_sample_title(card, unit))
            tables.show(
                [
                    {
                        "单位": tables.plain(f"{each.unit_name}（{each.unit_code}）"),
                        "内容": tables.plain(each.column.partition("/")[2] or "数值"),
                        "数值": f"{each.number:,.10g}",
                    }
                    for each in card.sample
                ]
            )


def _sample_title(card: RunCard, unit: str) -> str:
    """How many numbers there are, and the way from one unit's to all."""
    shown = f"共 {card.numbers:,} 个"
    if card.numbers > len(card.sample):
        shown += f"，列出前 {len(card.sample)} 个"
    every = tables.link("全部单位", links.collection(card.version_id, run=card.row.id)) if unit else ""
    return f"取得的数（{shown}）　{every}"


def _state(row: RunRow) -> str:
    return f"{SIGNS[row.state]} {STATE_WORDS[row.state]}"


def _days(row: RunRow) -> str:
    return f"{row.since} 至 {row.until}"


def _seconds(row: RunRow) -> str:
    if row.started_at is None or row.ended_at is None or row.ended_at < row.started_at:
        return "—"
    seconds = (row.ended_at - row.started_at).total_seconds()
    return f"{seconds:.1f} 秒" if seconds >= 0.1 else "不足 0.1 秒"
