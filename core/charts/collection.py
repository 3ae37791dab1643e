"""Which metric of which unit is how fresh: one cell each, by sign and tint, the word on hover."""

from typing import Final

import plotly.graph_objects as go

from core.charts.style import GRID, INK, finish
from core.clock import to_minute
from core.collection.status import Freshness, StatusBoard, StatusCell

SIGNS: Final = {
    Freshness.FRESH: "·",
    Freshness.LATE: "▲",
    Freshness.FAILED: "✕",
    Freshness.NEVER: "○",
    Freshness.EXCUSED: "–",
}
_TINTS: Final = {
    Freshness.FRESH: "#DDEFE3",
    Freshness.LATE: "#FBE7BF",
    Freshness.FAILED: "#F8CFCB",
    Freshness.NEVER: "#E3E6EB",
    Freshness.EXCUSED: "#FFFFFF",
}
ROW_HEIGHT: Final = 20
# Pixels for three lines of title and the longest name of a metric standing upright.
TOP: Final = 242
FRAME_HEIGHT: Final = TOP + 16


def matrix(board: StatusBoard) -> go.Figure:
    """Units down, metrics across, in the order of the system; at least one unit must be in reach."""
    states = list(Freshness)
    cells = [[board.cells[metric.code, unit.code] for metric in board.metrics] for unit in board.units]
    figure = go.Figure(
        go.Heatmap(
            x=[f"{metric.code} {metric.name}" for metric in board.metrics],
            y=[unit.short_name for unit in board.units],
            z=[[states.index(cell.state) for cell in row] for row in cells],
            zmin=-0.5,
            zmax=len(states) - 0.5,
            colorscale=_scale(states),
            showscale=False,
            text=[[SIGNS[cell.state] for cell in row] for row in cells],
            texttemplate="%{text}",
            textfont={"size": 12, "color": INK},
            customdata=[[[_words(cell)] for cell in row] for row in cells],
            hovertemplate="%{y}<br>%{x}<br>%{customdata[0]}<extra></extra>",
            xgap=1,
            ygap=1,
        )
    )
    figure.update_xaxes(side="top", tickangle=-90, showgrid=False, type="category", tickfont={"size": 11})
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"size": 12})
    legend = "　".join(f"{SIGNS[state]} {state}" for state in states)
    finish(
        figure,
        finding=finding(board),
        definition=legend,
        source=f"{board.audience_name} · 截至 {to_minute(board.at)}",
        height=FRAME_HEIGHT + ROW_HEIGHT * len(board.units),
    )
    # Codes and names stand between title and cells, so the title keeps to the top edge.
    figure.update_layout(title={"yref": "container", "y": 1, "pad": {"t": 12}})
    return figure.update_layout(plot_bgcolor=GRID, margin={"l": 8, "r": 8, "t": TOP, "b": 16})


def finding(board: StatusBoard) -> str:
    """The chart's first sentence."""
    counts = board.counts
    wrong = counts[Freshness.LATE] + counts[Freshness.FAILED] + counts[Freshness.NEVER]
    asked = len(board.cells) - counts[Freshness.EXCUSED]
    return f"{asked:,} 格中 {wrong:,} 格需要处理" if wrong else f"{asked:,} 格全部正常"


def _scale(states: list[Freshness]) -> list[list[object]]:
    """Steps, not shades: every state keeps its one tint."""
    steps = len(states)
    return [[edge / steps, _TINTS[state]] for at, state in enumerate(states) for edge in (at, at + 1)]


def _words(cell: StatusCell) -> str:
    when = f"，数据时间 {to_minute(cell.data_at)}" if cell.data_at else ""
    run = f"，采集运行 {cell.run_id}" if cell.run_id else ""
    return f"{cell.state}{when}{run}"
