"""How many units of each board stand in every band of ten points, now and in the period before."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.analysis.spread import BAND, bands
from core.charts.style import BLUE, GREY, finish
from core.results.changes import BoardChange
from core.results.cockpit import Cockpit
from core.results.content import Board

HEIGHT = 330
COLOURS = (BLUE, "#E08A3C", "#4C9A8B")


def distribution(view: Cockpit) -> go.Figure:
    """Bars of this edition by board; the outlines are the period before, where it may be compared."""
    low, high = _ends(view.boards)
    names = [f"{start}–{start + BAND}" for start in range(low, high, BAND)]
    figure = go.Figure()
    for change, colour in zip(view.boards, COLOURS, strict=False):
        counts = _counts(change.view.board, low, high)
        _bars(figure, change.name, names, counts, {"color": colour})
        if change.before:
            was = _counts(change.before, low, high)
            outline = {"color": "rgba(0,0,0,0)", "line": {"color": GREY, "width": 1.5}}
            _bars(figure, f"{change.name}上期", names, was, outline, of=change.name)
    figure.update_layout(barmode="group", bargap=0.3, bargroupgap=0.1)
    figure.update_yaxes(title="家数（家）", rangemode="tozero")
    figure.update_xaxes(title="总分（分）")
    return finish(
        figure,
        finding=finding(view),
        definition="总分每 10 分一段的单位数；空心为上期" if _compared(view) else "总分每 10 分一段的单位数",
        source=view.edition.mark,
        height=HEIGHT,
    )


def finding(view: Cockpit) -> str:
    """Which band holds most units of each board."""
    low, high = _ends(view.boards)
    said = []
    for change in view.boards:
        counts = _counts(change.view.board, low, high)
        at = max(range(len(counts)), key=lambda band: counts[band])
        start = low + at * BAND
        said.append(f"{change.name} {counts[at]} 家在 {start}–{start + BAND} 分")
    return "，".join(said)


def _bars(
    figure: go.Figure,
    name: str,
    names: list[str],
    counts: list[int],
    marker: dict[str, object],
    *,
    of: str = "",
) -> None:
    figure.add_bar(
        name=name,
        x=names,
        y=counts,
        offsetgroup=of or name,
        marker=marker,
        text=None if of else [count or "" for count in counts],
        textposition="outside",
        cliponaxis=False,
        hovertemplate=f"{name} %{{x}} 分：%{{y}} 家<extra></extra>",
    )  # fmt: skip


def _counts(board: Board, low: int, high: int) -> list[int]:
    return bands([unit.total for unit in board.units], low, high)


def _ends(boards: Sequence[BoardChange]) -> tuple[int, int]:
    held = [each for change in boards for each in (change.view.board, change.before) if each]
    totals = [unit.total for board in held for unit in board.units]
    low = int(min(totals) // BAND) * BAND
    return low, max(int(-(-max(totals) // BAND)) * BAND, low + BAND)


def _compared(view: Cockpit) -> bool:
    return any(change.before for change in view.boards)
