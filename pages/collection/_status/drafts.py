"""Draft scores beside the newest edition's, and one metric opened down to the run that brought it."""

import streamlit as st

from core.results.drafts import DraftBoard, DraftRow, DraftTrace, draft, draft_trace
from pages.collection._status.choices import choose
from pages.ui import feedback, links, tables, traces
from pages.ui.guard import Viewer
from pages.ui.numbers import score, signed


def show(viewer: Viewer, version_id: int) -> None:
    """The units' totals; a unit and a metric chosen show where the numbers come from."""
    board: DraftBoard = feedback.ask(viewer, draft, version_id=version_id)
    if not board.rows:
        feedback.empty("您的数据范围内没有考核对象。", "如需查看，请联系主管部门调整数据范围。")
        return
    moved = sum(bool(row.change) for row in board.rows)
    beside = board.edition.label if board.edition else "还没有冻结的版次"
    st.markdown(f"{len(board.rows)} 个单位中 **{moved}** 个的草稿总分与版次不同。")
    left, right = st.columns([6, 6], gap="large")
    with left:
        tables.show([_row(board, row) for row in sorted(board.rows, key=lambda row: -row.total)])
    with right:
        units = {row.code: f"{row.name}（{row.code}）" for row in board.rows}
        # What runs brought comes first: the rest stands in the import.
        collected = {column.split("/")[0] for _, column in board.runs}
        listed = sorted(board.scores.system.metrics, key=lambda metric: metric.code not in collected)
        metrics = {metric.code: f"{metric.code} {metric.name}" for metric in listed}
        unit, metric = choose("单位", "unit", units), choose("子项", "metric", metrics)
        _trace(version_id, unit, draft_trace(board, unit, metric))
    st.caption(
        f"草稿，未冻结，不作为考核结果。底数：{board.title}，叠加最近一次采集的数；对照版次：{beside}。"
    )


def _row(board: DraftBoard, row: DraftRow) -> dict[str, object]:
    address = links.collection(board.version_id, section="草稿得分", unit=row.code)
    return {
        "单位": tables.link(row.name, address),
        "草稿总分": tables.plain(row.blocked) if row.blocked else score(row.total),
        "版次总分": score(row.frozen) if row.frozen is not None else "—",
        "差": signed(row.change) if row.change is not None else "—",
        "采集格数": row.collected,
    }


def _trace(version_id: int, unit: str, opened: DraftTrace) -> None:
    found = opened.trace
    st.markdown(
        f"**{tables.plain(f'{found.metric} {found.metric_name}')}**\n\n- 计分规则：{tables.plain(found.rule_text)}\n"
        f"- 实测：{traces.measured(found)}\n- 本指标（{tables.plain(found.leaf_name)}）得 {score(found.leaf_points)} 分"
    )
    tables.show(
        [
            {
                "内容": tables.plain(source.label),
                "数值": traces.amount(source.number),
                "出处": tables.plain(str(source.place) or "—"),
                "运行": _run(version_id, unit, opened.runs.get(source.column)),
            }
            for source in found.sources
        ],
        empty="该子项没有采集到数据。",
    )


def _run(version_id: int, unit: str, run_id: int | None) -> str:
    return tables.link(run_id, links.collection(version_id, run=run_id, unit=unit)) if run_id else "—"
