"""Topic by month: one hue, the figure in every cell, an arrow where the month moved."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.charts.style import INK, OWN, finish
from core.topics.measures import MEASURES, Measure
from core.topics.queries import HeatView
from core.topics.ranking import places, reason, riser, signed

ROW_HEIGHT = 33
# Pixels for two lines of finding, two small ones and the months.
TOP = 132
FRAME_HEIGHT = TOP + 28
# Pixels from the edge to the title, so that the months stay clear of its last line.
TITLE_TOP = 22
# Perceptually even steps of the house blue.
SCALE = ((0.0, "#F3F7FC"), (0.25, "#C7DBF0"), (0.5, "#8DB5DF"), (0.75, "#4F8AC9"), (1.0, "#174E8F"))
DARK = 0.62
HINT = "点开看分项"


def heat_map(
    view: HeatView, measure: str, months: Sequence[str], chosen: tuple[str, str] = ("", "")
) -> go.Figure:
    """Cells of `months` in the order of heat of the last one; `chosen` is framed."""
    shown = MEASURES[measure]
    rows = [place.topic for place in places(view, months[-1])]
    values = [[shown.value(view.heat(topic, month)) for month in months] for topic in rows]
    names = [view.names[topic] for topic in rows]
    labels = [month_label(month) for month in months]
    top = 100.0 if measure == "heat" else max(max(row) for row in values) or 1.0
    figure = go.Figure()
    figure.add_heatmap(
        x=labels, y=names, z=values, zmin=0, zmax=top, colorscale=SCALE, showscale=False, xgap=2, ygap=2,
        hoverinfo="skip",
    )  # fmt: skip
    _add_cells(figure, view, shown, (rows, months), top)
    if chosen[0] in rows and chosen[1] in months:
        _frame(figure, months.index(chosen[1]), rows.index(chosen[0]))
    figure.update_xaxes(side="top", ticks="", showgrid=False, range=[-0.5, len(labels) - 0.5])
    figure.update_yaxes(ticks="", showgrid=False, range=[len(names) - 0.5, -0.5])
    finish(
        figure,
        # A phone shows the left half of the map: there the title breaks where its first half ends.
        finding=finding(view, months[-1]).replace("，", "，<br>", 1),
        definition=f"{shown.label}{f'（{shown.unit}）' if shown.unit else ''}，主题按末月热度排列；▲▼ {shown.rule(view.parameters)}",
        source=f"{view.state.mark} · 参数版本 {view.parameters.version}",
        height=FRAME_HEIGHT + ROW_HEIGHT * len(rows),
    )
    figure.update_layout(
        margin={"t": TOP, "b": 8, "l": 8, "r": 8},
        showlegend=False,
        title={"y": 1 - TITLE_TOP / figure.layout.height},
    )
    return figure


def finding(view: HeatView, month: str) -> str:
    """Who is hottest and who rose most, in the numbers of the map."""
    found = places(view, month)
    text = f"{month_name(month)}{found[0].name}最热（{found[0].heat.published} 分）"
    gained = riser(found)
    if gained is None or gained.change is None:
        return text
    return f"{text}，{gained.name}升得最多（{signed(gained.change)} 分）"


def month_label(month: str) -> str:
    """6月 on an axis."""
    return f"{int(month[5:])}月"


def month_name(month: str) -> str:
    """2020年6月 in a sentence."""
    return f"{month[:4]}年{int(month[5:])}月"


def _add_cells(
    figure: go.Figure, view: HeatView, shown: Measure, cells: tuple[list[str], Sequence[str]], top: float
) -> None:
    """The text of every cell as a point over it: a heat map by itself cannot be clicked in a screen."""
    points = [(topic, month, view.heat(topic, month)) for topic in cells[0] for month in cells[1]]
    texts, colours, facts = [], [], []
    for topic, month, heat in points:
        before = view.before(month)
        then = view.heat(topic, before) if before else None
        value = shown.value(heat)
        texts.append(shown.text(value) + shown.arrow(heat, then, view.parameters))
        colours.append("#FFFFFF" if value > DARK * top else INK)
        why = reason(view, topic, month, most=1)
        facts.append([topic, month, shown.exact(value), month_name(month), f"<br>{why}" if why else ""])
    figure.add_scatter(
        x=[month_label(month) for _, month, _ in points],
        y=[view.names[topic] for topic, _, _ in points],
        mode="markers+text",
        marker={"symbol": "square", "size": 30, "opacity": 0},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        text=texts,
        textfont={"size": 12, "color": colours},
        customdata=facts,
        hovertemplate="%{y}　%{customdata[3]}<br>%{customdata[2]}%{customdata[4]}<br>"
        + HINT
        + "<extra></extra>",
    )


def _frame(figure: go.Figure, column: int, row: int) -> None:
    figure.add_shape(
        type="rect", x0=column - 0.48, x1=column + 0.48, y0=row - 0.46, y1=row + 0.46,
        line={"color": OWN, "width": 3},
    )  # fmt: skip
