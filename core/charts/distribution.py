"""How many units of each board stand in every band of ten points, now and in the period before."""

from collections.abc import Sequence
from math import ceil, floor

import plotly.graph_objects as go

from core.analysis.spread import BAND, bands
from core.charts.style import BLUE, GREY, finish, two_line_finding
from core.results.changes import BoardChange
from core.results.cockpit import Cockpit
from core.results.content import Board

HEIGHT = 400
COLOURS = (BLUE, "#E08A3C", "#4C9A8B")


def distribution(view: Cockpit) -> go.Figure:
    """Bars of this edition by board, each with its change since the period before where it may be compared."""
    low, high = _ends(view.boards)
    names = [f"{start}–{start + BAND}" for start in range(low, high, BAND)]
    figure = go.Figure()
    for change, colour in zip(view.boards, COLOURS, strict=False):
        counts = _counts(change.view.board, low, high)
        was = _counts(change.before, low, high) if change.before else None
        figure.add_bar(
            name=change.name,
            x=names,
            y=counts,
            marker_color=colour,
            text=[_label(count, was[at] if was else None) for at, count in enumerate(counts)],
            textposition="outside",
            cliponaxis=False,
            hovertemplate=f"{change.name} %{{x}} 分：%{{y}} 家<extra></extra>",
        )
    figure.update_layout(barmode="group", bargap=0.3, bargroupgap=0.1)
    figure.update_yaxes(title_text="家数（家）", rangemode="tozero")
    figure.update_xaxes(title_text="总分（分）")
    return finish(
        two_line_finding(figure),
        finding=finding(view),
        definition="总分每 10 分一段的单位数" + ("；小字为较上期增减" if _compared(view) else ""),
        source=view.edition.mark,
        height=HEIGHT,
    )


def finding(view: Cockpit) -> str:
    """Which band holds most units of each board, a line a board so that a phone shows it whole."""
    low, high = _ends(view.boards)
    said = []
    for change in view.boards:
        counts = _counts(change.view.board, low, high)
        at = max(range(len(counts)), key=lambda band: counts[band])
        start = low + at * BAND
        said.append(f"{change.name} {counts[at]} 家在 {start}–{start + BAND} 分")
    return "，<br>".join(said)


def _label(count: int, was: int | None) -> str:
    if was is None or not (count or was):
        return str(count or "")
    gone = f"{count - was:+d}".replace("-", "−") if count != was else "持平"
    return f"{count}<br><span style='font-size:10px;color:{GREY}'>{gone}</span>"


def _counts(board: Board, low: int, high: int) -> list[int]:
    return bands([unit.total for unit in board.units], low, high)


def _ends(boards: Sequence[BoardChange]) -> tuple[int, int]:
    held = [each for change in boards for each in (change.view.board, change.before) if each]
    totals = [unit.total for board in held for unit in board.units]
    low = floor(min(totals) / BAND) * BAND
    return low, max(ceil(max(totals) / BAND) * BAND, low + BAND)


def _compared(view: Cockpit) -> bool:
    return any(change.before for change in view.boards)
