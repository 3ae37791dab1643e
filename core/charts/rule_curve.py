"""What a measured value earns by an absolute rule: the curve from value to points."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

import numpy as np
import plotly.graph_objects as go

from core.charts.style import BLUE, GREY, TEMPLATE
from core.indicators.numerals import Parameters
from core.indicators.rule_kind import NUMBERS, shown
from core.indicators.rules import RULE_KINDS
from core.indicators.system import Metric

HEIGHT: Final = 168
# With a rule before a change to compare with, and the words that tell the two apart.
TALL: Final = 240
# Room beside the outer turning points, as a part of the distance between them.
ROOM: Final = Fraction(1, 5)
EDGE: Final = Fraction(1, 50)
# Points of a rule that bends everywhere.
SAMPLES: Final = 200

# Where rules turn that hold values against something else than their parameters themselves.
_TURNS: Final[dict[str, Callable[[Parameters], Sequence[Fraction]]]] = {
    "per_point": lambda p: (max(p[0] - 1 / (100 * p[1]), Fraction(0)), p[0]),
    "per_issue": lambda p: (Fraction(0), 1 / p[0]),
}
# Straight from turn to turn; a step keeps its height from the bound on, or up to the bound.
_SHAPES: Final = {
    "linear": "linear",
    "reverse": "linear",
    "piecewise": "linear",
    "per_point": "linear",
    "per_issue": "linear",
    "tiers": "hv",
    "tiers_down": "vh",
}
# Only single values earn anything, so that there is nothing between two of them to draw.
_SINGLE: Final = "lookup"


def has_curve(metric: Metric) -> bool:
    """Whether the metric's rule gives every value its points by itself."""
    kind = RULE_KINDS.get(metric.rule)
    return kind is not None and bool(kind.inputs & NUMBERS) and not kind.references(metric.parameters)


def rule_curve(metric: Metric, full: Decimal | None, *, before: Metric | None = None) -> go.Figure:
    """Points by measured value, ticks only where the rule turns.

    `full` are the metric's own full marks; without them the curve is drawn in per cent. `before` is
    the same metric before a change, drawn in grey dashes where its rule differs and has a curve.
    """
    whole, unit = (Decimal(100), "%") if full is None else (full, " 分")
    compared = before if before is not None and _differs(before, metric) else None
    drawn = [metric] if compared is None else [compared, metric]
    turns = sorted({turn for each in drawn for turn in _turns(each)})
    low, high = _ends(turns, within=metric.unit == "%")
    figure = go.Figure()
    if compared is not None:
        _line(figure, compared, (low, high), (whole, unit), now=False)
    marks = _line(figure, metric, (low, high), (whole, unit), now=True)
    _value_axis(figure, metric, low, high)
    figure.update_yaxes(
        tickvals=marks,
        ticktext=[f"{mark:.2f} 分" if full is not None else f"{mark:.4g}%" for mark in marks],
        range=[min(0.0, *marks), max(float(whole), *marks) * 1.08],
    )
    return figure.update_layout(
        template=TEMPLATE,
        height=HEIGHT if compared is None else TALL,
        margin={"l": 8, "r": 16, "t": 34, "b": 8 if compared is None else 40},
        title={"text": finding(metric, full), "font": {"size": 13, "color": GREY}, "y": 1, "pad": {"t": 8}},
        showlegend=compared is not None,
        dragmode=False,
    )


def finding(metric: Metric, full: Decimal | None) -> str:
    """From which value on everything is earned."""
    kind = RULE_KINDS[metric.rule]
    goal, marks = kind.goal(metric.parameters), "满分" if full is None else f"{full:.2f} 分"
    if goal is None:
        return "满分 100%" if full is None else f"满分 {marks}"
    reached = "达到" if kind.rises(metric.parameters) else "不超过" if goal else "为"
    return f"{reached} {shown(goal, metric.unit)} 得{'' if full is None else ' '}{marks}"


def _value_axis(figure: go.Figure, metric: Metric, low: Fraction, high: Fraction) -> None:
    turns = sorted(set(_turns(metric)))
    figure.update_xaxes(
        tickvals=[float(x) for x in turns],
        ticktext=[shown(x, metric.unit) for x in turns],
        # A tick at the very edge of the plot is not drawn.
        range=[float(low - (high - low) * EDGE), float(high + (high - low) * EDGE)],
    )


def _line(
    figure: go.Figure,
    metric: Metric,
    ends: tuple[Fraction, Fraction],
    scale: tuple[Decimal, str],
    *,
    now: bool,
) -> list[float]:
    """Draw one rule; the points it gives where it turns are returned, lowest first."""
    whole, unit = scale
    single, at = metric.rule == _SINGLE, _at(metric, ends)
    points = _earned(metric, at, whole)
    figure.add_scatter(
        name="现在" if now else "改动前",
        x=[float(x) for x in at],
        y=points,
        mode="markers" if single else "lines",
        line={
            "color": BLUE if now else GREY,
            "width": 2.5 if now else 2,
            "dash": "solid" if now else "dash",
            "shape": _SHAPES.get(metric.rule, "linear"),
        },
        marker={"color": BLUE if now else GREY, "size": 9},
        customdata=[[shown(_rounded(x), metric.unit)] for x in at],
        hovertemplate=f"%{{customdata[0]}}：%{{y:.2f}}{unit}<extra></extra>",
    )
    ticks = points if len(points) < SAMPLES else _earned(metric, sorted(set(_turns(metric))), whole)
    return sorted({round(point, 4) for point in ticks})


def _at(metric: Metric, ends: tuple[Fraction, Fraction]) -> list[Fraction]:
    """The values drawn: where the rule turns and the ends, or many between them where it bends everywhere."""
    turns, (low, high) = set(_turns(metric)), ends
    if metric.rule == _SINGLE:
        return sorted(turns)
    if metric.rule in _SHAPES:
        return [low, *sorted(turns), high]
    return sorted(turns | {low + (high - low) * step / SAMPLES for step in range(SAMPLES + 1)})


def _earned(metric: Metric, at: Sequence[Fraction], whole: Decimal) -> list[float]:
    values = np.array([float(x) for x in at])
    parts = RULE_KINDS[metric.rule].function(values, [float(p) for p in metric.parameters], ())
    return [float(part) * float(whole) for part in parts]


def _turns(metric: Metric) -> Sequence[Fraction]:
    special = _TURNS.get(metric.rule)
    if special is not None:
        return special(metric.parameters)
    return RULE_KINDS[metric.rule].form.thresholds(metric.parameters) or (Fraction(0), Fraction(1))


def _differs(one: Metric, other: Metric) -> bool:
    return has_curve(one) and (one.rule, one.parameters) != (other.rule, other.parameters)


def _rounded(x: Fraction) -> Fraction:
    """A value between two turns to four digits: nobody reads a fraction of hundreds."""
    return x if x.denominator <= SAMPLES else Fraction(f"{float(x):.4g}")


def _ends(turns: Sequence[Fraction], *, within: bool) -> tuple[Fraction, Fraction]:
    """Where the drawing begins and ends: never below nothing, and rates never above the whole."""
    room = ((turns[-1] - turns[0]) or abs(turns[-1]) or Fraction(1)) * ROOM
    low, high = turns[0] - room, turns[-1] + room
    low = max(low, Fraction(0)) if turns[0] >= 0 else low
    return low, max(min(high, Fraction(1)), turns[-1]) if within else high
