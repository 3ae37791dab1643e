"""The ranking of one board as sorted bars."""

from statistics import mean

import plotly.graph_objects as go

from core.analysis.spread import average
from core.charts.style import GRADE_COLOURS, GREY, OWN, finish
from core.results.queries import BoardView

ROW_HEIGHT = 21
FRAME_HEIGHT = 190


def ranking(view: BoardView, *, own_code: str = "") -> go.Figure:
    """Total of every unit in reach, best on top, coloured by grade; `own_code` stands out."""
    units = view.units
    figure = go.Figure()
    for grade in dict.fromkeys(unit.grade for unit in units):
        members = [unit for unit in units if unit.grade == grade]
        figure.add_bar(
            name=grade,
            orientation="h",
            y=[unit.short_name for unit in members],
            x=[float(unit.total) for unit in members],
            text=[f"{unit.total:.2f}" for unit in members],
            # At the end of its bar the figure stands clear of the line of the mean, which runs behind the bars.
            textposition="auto",
            insidetextanchor="end",
            textangle=0,
            cliponaxis=False,
            constraintext="none",
            width=0.72,
            marker_color=[
                OWN if unit.code == own_code else GRADE_COLOURS.get(grade, GREY) for unit in members
            ],
            customdata=[[unit.code, unit.name, unit.rank, unit.grade] for unit in members],
            hovertemplate="%{customdata[1]}<br>第 %{customdata[2]} 名　%{x:.2f} 分　%{customdata[3]}<extra></extra>",
        )
    figure.update_xaxes(range=[0, 112], title_text="总分（分）", side="bottom")
    figure.update_yaxes(
        categoryorder="array", categoryarray=[unit.short_name for unit in units], autorange="reversed"
    )
    figure.update_layout(barmode="overlay", legend_title_text="")
    if view.is_whole:
        middle = mean(float(unit.total) for unit in units)
        figure.add_vline(x=middle, line={"color": GREY, "dash": "dot", "width": 1}, layer="below")
    return finish(
        figure,
        finding=finding(view),
        definition=f"{view.board.system.audience_name}总分，满分 100 分另有加减分；虚线为平均分"
        if view.is_whole
        else f"{view.board.system.audience_name}总分",
        source=view.edition.mark,
        height=FRAME_HEIGHT + ROW_HEIGHT * len(units),
    )


def finding(view: BoardView) -> str:
    """The chart's first sentence, in numbers of the edition."""
    units = view.units
    if not view.is_whole:
        return "、".join(f"{unit.short_name}第 {unit.rank} 名" for unit in units[:3])
    best = "、".join(unit.short_name for unit in units if unit.rank == 1)
    return f"{best}居首，{len(units)} 个单位平均 {average([unit.total for unit in units])} 分"
