"""The three comparisons as figures: one unit's indicators, one indicator's units, one unit's periods."""

from math import floor

import plotly.graph_objects as go

from core.analysis import words
from core.charts.profile import profile
from core.charts.style import BLUE, GREY, OWN, PALE, finish, two_line_finding
from core.indicators.numerals import percent_text, rounded_text
from core.organisations.rules import group_name
from core.results.comparing import Peers, PeriodPoint, Periods, Within

ROW_HEIGHT = 21
FRAME_HEIGHT = 190
LINE_HEIGHT = 420


def within_chart(found: Within) -> go.Figure:
    """横向: the reached part of every indicator, the line of full marks, the middle half of the group."""
    figure = profile(found.view)
    label = {"annotation_text": "满分线", "annotation_position": "top"}
    figure.add_vline(x=1, line={"color": GREY, "width": 1.5}, **label)
    return figure


def peers_chart(found: Peers) -> go.Figure:
    """同类: the reached part of one indicator by unit, the mean of the best three as a line."""
    rows = [row for row in found.rows if row.rate is not None]
    figure = go.Figure()
    figure.add_bar(
        orientation="h",
        y=[row.unit.short_name for row in rows],
        x=[row.rate for row in rows],
        text=[percent_text(row.rate or 0) for row in rows],
        # At the end of its bar the figure stands clear of the line of the best three.
        textposition="auto",
        insidetextanchor="end",
        textangle=0,
        constraintext="none",
        width=0.72,
        textfont={"size": 12},
        cliponaxis=False,
        marker_color=[_colour(found, row.rate) for row in rows],
        customdata=[[row.unit.name, f"{row.node.points:.2f}", f"{row.node.marks:g}"] for row in rows],
        hovertemplate="%{customdata[0]}<br>得 %{customdata[1]} / %{customdata[2]} 分（%{text}）<extra></extra>",
        showlegend=False,
    )
    label = {"annotation_text": "前三平均", "annotation_position": "top"}
    line = {"color": GREY, "dash": "dot", "width": 1.5}
    figure.add_vline(x=found.best, line=line, layer="below", **label)
    names = [row.unit.short_name for row in rows]
    figure.update_yaxes(autorange="reversed", categoryorder="array", categoryarray=names)
    figure.update_xaxes(range=[0, 1.08], tickformat=".0%", title_text="得分率")
    return finish(
        two_line_finding(figure),
        finding=peers_finding(found).replace("，", "，<br>", 1),
        definition=f"{found.code} {found.title}得分率（得分÷满分）"
        + ("；浅色为低于中位数" if found.view.is_whole else ""),
        source=found.view.edition.mark,
        height=FRAME_HEIGHT + ROW_HEIGHT * max(len(rows), 3),
    )


def peers_finding(found: Peers) -> str:
    """How far the units are behind the best three, in one sentence."""
    rows = [row for row in found.rows if row.rate is not None]
    if not rows:
        return f"{found.title}不适用"
    if not found.view.is_whole:
        own = rows[0]
        return f"{own.unit.short_name}{found.title}得分率 {percent_text(own.rate or 0)}，{gap_words(own.gap)}"
    last, reached = rows[-1], sum(1 for row in rows if row.rate is not None and row.rate >= 1)
    return f"{found.title}：{reached} 家满分，{last.unit.short_name}{gap_words(last.gap)}"


def gap_words(gap: float | None) -> str:
    """The gap to the mean of the best three, in points of a per cent."""
    if gap is None:
        return "不适用"
    return f"比前三平均低 {rounded_text(gap * 100, 1)} 个百分点" if gap > 0 else "达到前三平均"


def periods_chart(found: Periods) -> go.Figure:
    """纵向: the unit's rate by period, the median of its group, broken where the definition changed."""
    figure = go.Figure()
    names = [point.edition.period for point in found.points]
    group = f"{group_name(found.view.unit.group)}中位数"
    for own, name, colour in ((False, group, GREY), (True, found.view.unit.short_name, BLUE)):
        for at, run in enumerate(_runs(found.points)):
            heights = [_height(found.points[index], own=own) for index in run]
            figure.add_scatter(
                x=[names[index] for index in run],
                y=heights,
                customdata=["" if rate is None else percent_text(rate) for rate in heights],
                mode="lines+markers+text" if own else "lines+markers",
                text=[_label(found.points[index]) for index in run] if own else None,
                textposition="top center",
                line={"color": colour, "width": 2.5 if own else 1.5, "dash": "solid" if own else "dot"},
                marker={"size": 9 if own else 6, "color": colour},
                name=name,
                legendgroup=name,
                showlegend=at == 0,
                hovertemplate=f"{name} %{{x}} %{{customdata}}<extra></extra>",
            )
    # Half a period of room on either side, so that no label is cut.
    ends = [-0.5, len(names) - 0.5]
    figure.update_xaxes(
        categoryorder="array", categoryarray=names, type="category", title_text="考核期", range=ends,
        tickmode="array", tickvals=names, ticktext=[_short_lines(name) for name in names], tickangle=0,
    )  # fmt: skip
    low = _floor(found)
    figure.update_yaxes(range=[low, 1 + (1 - low) / 5], tickformat=".0%", title_text="得分率")
    return finish(
        figure,
        finding=periods_finding(found),
        definition=f"{found.code} {found.title}÷满分；口径变化处断开".strip()
        + (f"；纵轴从 {low:.0%} 起" if low else ""),
        source=found.view.edition.mark,
        height=LINE_HEIGHT,
    )


def periods_finding(found: Periods) -> str:
    """What became of the unit since the period before."""
    points, name = found.points, found.view.unit.short_name
    last = points[-1]
    if len(points) == 1:
        return f"{name}只有{last.edition.period}一期，不作升降比较"
    if not last.joined:
        return f"{name}{found.title}：{last.reason}，与上期不作比较"
    if last.rate is None or points[-2].rate is None:
        return f"{name}{found.title}有一期不适用，不作比较"
    gone = last.node.points - points[-2].node.points
    return f"{name}{found.title}较{points[-2].edition.period} {words.signed(gone)} 分"


def _runs(points: tuple[PeriodPoint, ...]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index, point in enumerate(points):
        if point.joined and runs:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _height(point: PeriodPoint, *, own: bool) -> float | None:
    if own:
        return point.rate
    return point.group.middle if point.group else None


def _label(point: PeriodPoint) -> str:
    if point.rate is None:
        return "不适用"
    return f"{point.node.points:.2f}" + (f"<br>第{point.rank}名" if point.rank else "")


def _short_lines(period: str) -> str:
    """2020年四季度 over two lines, so that five of them stand level side by side."""
    year, mark, rest = period.partition("年")
    return f"{year}{mark}<br>{rest}" if rest.endswith("季度") else period


def _floor(found: Periods) -> float:
    """Where the axis of the rates begins: a step of ten below the lowest, never below nothing."""
    heights = [
        height
        for point in found.points
        for own in (True, False)
        if (height := _height(point, own=own)) is not None
    ]
    return max(floor(min(heights, default=0.0) * 10) - 1, 0) / 10


def _colour(found: Peers, rate: float | None) -> str:
    if not found.view.is_whole:
        return OWN
    return BLUE if rate is None or found.group is None or rate >= found.group.middle else PALE
