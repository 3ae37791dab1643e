"""What a measured value earns by an absolute rule: a small curve from value to points."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

import numpy as np
import plotly.graph_objects as go

from core.charts.style import BLUE, GREY, TEMPLATE
from core.indicators.numerals import Parameters
from core.indicators.rule_kind import shown
from core.indicators.rules import RULE_KINDS
from core.indicators.system import Metric

HEIGHT: Final = 168
# Room beside the outer turning points, as a part of the distance between them.
ROOM: Final = Fraction(1, 5)
EDGE: Final = Fraction(1, 50)


def _pairs(parameters: Parameters) -> Sequence[Fraction]:
    return parameters[::2]


# Where the curve of a rule turns; rules that look at other units, items or experts have no such curve.
_TURNS: Final[dict[str, Callable[[Parameters], Sequence[Fraction]]]] = {
    "linear": lambda p: p,
    "reverse": lambda p: p,
    "tiers": _pairs,
    "tiers_down": _pairs,
    "piecewise": _pairs,
    "per_point": lambda p: (max(p[0] - 1 / (100 * p[1]), Fraction(0)), p[0]),
    "per_issue": lambda p: (Fraction(0), 1 / p[0]),
}
# A step keeps its height from the bound on, or up to the bound.
_STEPS: Final = {"tiers": "hv", "tiers_down": "vh"}


def has_curve(metric: Metric) -> bool:
    """Whether the metric's rule gives every value its points by itself."""
    return metric.rule in _TURNS


def rule_curve(metric: Metric, full: Decimal) -> go.Figure:
    """Points by measured value, ticks only where the rule turns; `full` are the metric's own full marks."""
    kind = RULE_KINDS[metric.rule]
    turns = sorted(set(_TURNS[metric.rule](metric.parameters)))
    low, high = _ends(turns, within=metric.unit == "%")
    at = [low, *turns, high]
    earned = kind.function(np.array([float(x) for x in at]), [float(p) for p in metric.parameters], ())
    points = [float(part) * float(full) for part in earned]
    figure = go.Figure(
        go.Scatter(
            x=[float(x) for x in at],
            y=points,
            mode="lines",
            line={"color": BLUE, "width": 2.5, "shape": _STEPS.get(metric.rule, "linear")},
            customdata=[[shown(x, metric.unit)] for x in at],
            hovertemplate="%{customdata[0]}：%{y:.2f} 分<extra></extra>",
        )
    )
    figure.update_xaxes(
        tickvals=[float(x) for x in turns],
        ticktext=[shown(x, metric.unit) for x in turns],
        # A tick at the very edge of the plot is not drawn.
        range=[float(low - (high - low) * EDGE), float(high + (high - low) * EDGE)],
    )
    marks = sorted({round(point, 4) for point in points})
    figure.update_yaxes(
        tickvals=marks, ticktext=[f"{mark:.2f} 分" for mark in marks], range=[0, float(full) * 1.08]
    )
    return figure.update_layout(
        template=TEMPLATE,
        height=HEIGHT,
        margin={"l": 8, "r": 16, "t": 34, "b": 8},
        title={"text": finding(metric, full), "font": {"size": 13, "color": GREY}, "y": 1, "pad": {"t": 8}},
        showlegend=False,
        dragmode=False,
    )


def finding(metric: Metric, full: Decimal) -> str:
    """From which value on everything is earned."""
    kind = RULE_KINDS[metric.rule]
    goal = kind.goal(metric.parameters)
    if goal is None:
        return f"满分 {full:.2f} 分"
    reached = "达到" if kind.rises(metric.parameters) else "不超过" if goal else "为"
    return f"{reached} {shown(goal, metric.unit)} 得 {full:.2f} 分"


def _ends(turns: Sequence[Fraction], *, within: bool) -> tuple[Fraction, Fraction]:
    """Where the drawing begins and ends: never below nothing, and rates never above the whole."""
    room = ((turns[-1] - turns[0]) or turns[-1] or Fraction(1)) * ROOM
    low, high = max(turns[0] - room, Fraction(0)), turns[-1] + room
    return low, max(min(high, Fraction(1)), turns[-1]) if within else high
