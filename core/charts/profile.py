"""One unit against its group, leaf by leaf."""

import numpy as np
import plotly.graph_objects as go

from core.charts.style import BLUE, GREY, OWN, PALE, finish
from core.indicators.numerals import percent_text
from core.organisations.rules import group_name
from core.results.queries import UnitView

ROW_HEIGHT = 25
FRAME_HEIGHT = 190


def profile(view: UnitView) -> go.Figure:
    """Reached part of full marks of every applicable leaf, with the median and quartiles of the group."""
    board, unit = view.board, view.unit
    group = tuple(other for other in board.units if other.group == unit.group)
    leaves = [leaf for leaf in board.system.leaves if unit.node(leaf.code).marks]
    names = [f"{leaf.code} {leaf.title}" for leaf in leaves]
    own = [float(unit.node(leaf.code).points / unit.node(leaf.code).marks) for leaf in leaves]
    spread = [_quartiles(board.rates(leaf.code, group)) for leaf in leaves]
    behind = [value < middle for value, (_, middle, _) in zip(own, spread, strict=True)]
    figure = go.Figure()
    _add_group(figure, names, spread)
    figure.add_scatter(
        name="本单位（橙色为低于中位数）",
        mode="markers",
        y=names,
        x=own,
        marker={"size": 11, "color": [OWN if low else BLUE for low in behind]},
        customdata=[percent_text(rate) for rate in own],
        hovertemplate="%{y}<br>本单位 %{customdata}<extra></extra>",
    )
    figure.update_xaxes(range=[-0.02, 1.03], tickformat=".0%", title_text="得分率")
    figure.update_yaxes(autorange="reversed", categoryorder="array", categoryarray=names)
    figure.update_layout(barmode="overlay")
    return finish(
        figure,
        finding=f"{unit.short_name}有 {sum(behind)} 项低于同组中位数",
        definition=f"各指标得分率（得分÷满分），同组：{group_name(unit.group)}，{len(group)} 个单位",
        source=view.edition.mark,
        height=FRAME_HEIGHT + ROW_HEIGHT * len(leaves),
    )


def _add_group(figure: go.Figure, names: list[str], spread: list[tuple[float, float, float]]) -> None:
    """The middle half of the group as a pale bar, its median as a stroke."""
    figure.add_bar(
        name="同组中间一半",
        orientation="h",
        y=names,
        base=[low for low, _, _ in spread],
        x=[high - low for low, _, high in spread],
        marker_color=PALE,
        hoverinfo="skip",
    )
    figure.add_scatter(
        name="同组中位数",
        mode="markers",
        y=names,
        x=[middle for _, middle, _ in spread],
        marker={"symbol": "line-ns-open", "size": 14, "color": GREY, "line": {"width": 2, "color": GREY}},
        customdata=[percent_text(middle) for _, middle, _ in spread],
        hovertemplate="%{y}<br>同组中位数 %{customdata}<extra></extra>",
    )


def _quartiles(rates: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> tuple[float, float, float]:
    low, middle, high = np.nanpercentile(rates, (25, 50, 75))
    return float(low), float(middle), float(high)
