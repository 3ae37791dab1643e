"""Which metric of which unit is how fresh: the matrix, and the same by metric in words."""

from dataclasses import replace

import streamlit as st

from core.charts.collection import SIGNS
from core.charts.collection import matrix as drawn
from core.clock import moment_in_words, to_minute
from core.collection.status import Freshness, MetricRow, StatusBoard
from pages.collection._status.choices import choose
from pages.ui import charts, feedback, links, tables

STATES = (Freshness.FRESH, Freshness.LATE, Freshness.FAILED, Freshness.NEVER)


def show(board: StatusBoard) -> None:
    """Filter, then the matrix beside the metrics; a chosen state also lists its cells."""
    if not board.units:
        feedback.empty("您的数据范围内没有考核对象。", "如需查看，请联系主管部门调整数据范围。")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        leaf = choose("指标", "leaf", {"": "全部指标"} | _leaves(board))
        state = choose("状态", "state", {"": "全部状态"} | {str(each): _word(each) for each in STATES})
    narrowed = _narrow(board, leaf, state)
    if not narrowed.metrics:
        st.info(f"没有处于“{state}”的指标。")
        return
    left, right = st.columns([7, 6], gap="large")
    with left:
        key = ("collection", narrowed.version_id, tuple(narrowed.cells.items()), to_minute(narrowed.at))
        charts.show(key, lambda: drawn(narrowed), name="collection.matrix")
    with right:
        tables.show([_row(narrowed, metric) for metric in narrowed.metrics])
        if state:
            _cells(narrowed, Freshness(state))
    st.caption(
        f"{board.system_name}；状态截至 {moment_in_words(board.at)}。上一次的好值一直保留，并标明数据时间。"
    )


def _leaves(board: StatusBoard) -> dict[str, str]:
    """The indicators by code, each told by what is collected for it."""
    names: dict[str, list[str]] = {}
    for metric in board.metrics:
        names.setdefault(metric.code.split("-")[0], []).append(metric.name)
    return {
        code: f"{code}（{held[0]}{f'等 {len(held)} 项' if len(held) > 1 else ''}）"
        for code, held in names.items()
    }


def _narrow(board: StatusBoard, leaf: str, state: str) -> StatusBoard:
    metrics = tuple(
        metric
        for metric in board.metrics
        if (not leaf or metric.code.startswith(f"{leaf}-"))
        and (not state or board.count(Freshness(state), metric.code))
    )
    kept = {metric.code for metric in metrics}
    cells = {place: cell for place, cell in board.cells.items() if place[0] in kept}
    return replace(board, metrics=metrics, cells=cells)


def _row(board: StatusBoard, metric: MetricRow) -> dict[str, object]:
    wrong = "、".join(
        f"{_word(state)} {count}" for state in STATES[1:] if (count := board.count(state, metric.code))
    )
    address = links.collection(board.version_id, section="运行记录", metric=metric.code)
    return {
        "子项": tables.link(f"{metric.code} {metric.name}", address),
        "正常": board.count(Freshness.FRESH, metric.code),
        "需要处理": wrong or "—",
    }


def _cells(board: StatusBoard, state: Freshness) -> None:
    units = {unit.code: unit for unit in board.units}
    names = {metric.code: metric.name for metric in board.metrics}
    found = [
        (metric, units[code], cell) for (metric, code), cell in board.cells.items() if cell.state is state
    ]
    key = f"collection.cells.{board.version_id}.{state}"
    first = tables.offset(key)
    tables.show(
        [
            {
                "子项": tables.plain(f"{metric} {names[metric]}"),
                "单位": tables.plain(unit.short_name),
                "状态": _word(cell.state),
                "数据时间": to_minute(cell.data_at) if cell.data_at else "—",
                "运行": tables.link(cell.run_id, links.collection(board.version_id, run=cell.run_id))
                if cell.run_id
                else "—",
            }
            for metric, unit, cell in found[first : first + tables.PAGE_ROWS]
        ]
    )
    tables.paging(len(found), key=key)


def _word(state: Freshness) -> str:
    return f"{SIGNS[state]} {state}"
