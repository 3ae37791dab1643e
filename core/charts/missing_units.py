"""The units that have not handed in, as a picture for a work group: readable on a phone without opening it."""

from datetime import datetime
from typing import Final

import plotly.graph_objects as go

from core.charts.style import GRID, INK, finish
from core.organisations.rules import group_name
from core.projects.progress import RoundProgress, UnitProgress
from core.projects.timing import last_minute

ROW_HEIGHT: Final = 34
FRAME_HEIGHT: Final = 126
# The words start where the table does.
WORDS: Final = {"y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 28, "l": 16}}
COLUMNS: Final = ("序号", "单位", "分组", "状态", "截止时间")


def missing_units(progress: RoundProgress) -> go.Figure:
    """The list with its title and deadline; an empty list says that everybody has handed in."""
    rows = [
        (
            str(number),
            unit.name,
            group_name(unit.group_name),
            _state(unit, progress.at),
            last_minute(unit.locks_at),
        )
        for number, unit in enumerate(progress.missing, start=1)
    ] or [("—", "全部考核对象均已报送", "—", "—", "—")]
    figure = go.Figure(
        go.Table(
            columnwidth=[8, 46, 14, 12, 26],
            header={
                "values": list(COLUMNS),
                "fill": {"color": "#DCE3EC"},
                "font": {"size": 16, "color": INK},
                "height": ROW_HEIGHT,
            },
            cells={
                "values": [list(column) for column in zip(*rows, strict=True)],
                "align": ["center", "left", "center", "center", "center"],
                "fill": {"color": "#FFFFFF"},
                "line": {"color": GRID},
                "font": {"size": 16, "color": INK},
                "height": ROW_HEIGHT,
            },
        )
    )
    mark = "（练习项目）" if progress.is_rehearsal else ""
    total = progress.total
    finish(
        figure,
        finding=f"{progress.row.name}{mark}未报送单位 {total.missing} 个",
        definition=f"应报 {total.due} 个，已报 {total.handed_in} 个，退回待改 {total.returned} 个",
        source=f"{progress.project_name} · 截至 {last_minute(progress.at)}",
        height=FRAME_HEIGHT + ROW_HEIGHT * (len(rows) + 1),
    )
    return figure.update_layout(title=WORDS, margin={"l": 16, "r": 16, "t": 100, "b": 16})


def _state(unit: UnitProgress, at: datetime) -> str:
    return f"{unit.state.label}（逾期）" if unit.locks_at < at else unit.state.label
