"""What a rule makes of a measured value: the curve from values to points."""

from fractions import Fraction

import numpy as np
import plotly.graph_objects as go

from core.charts.style import BLUE, finish
from core.indicators.canonical import plain_decimal
from core.indicators.rules import RULE_KINDS
from core.indicators.system import Metric
from core.library.indicator import Indicator, standard

HEIGHT = 320
SAMPLES = 401
# What these make of a value cannot be drawn over one axis of values.
_MADE_ELSEWHERE = frozenset({"checklist", "expert"})


def has_curve(metric: Metric) -> bool:
    """Whether the points depend on the unit's own value alone."""
    kind = RULE_KINDS.get(metric.rule)
    return kind is not None and kind.code not in _MADE_ELSEWHERE and not kind.references(metric.parameters)


def curve(indicator: Indicator, metric: Metric, *, number: int) -> go.Figure:
    """Points of a metric over its measured value, in marks where the indicator has some, else in per cent."""
    kind = RULE_KINDS[metric.rule]
    low, high = _ends(metric)
    values = np.unique(np.append(np.linspace(low, high, SAMPLES), _inside(metric, low, high)))
    parts = kind.function(values.copy(), [float(each) for each in metric.parameters], ())
    percent = metric.unit == "%"
    scored = indicator.full_marks is not None
    most = float(indicator.full_marks or 0) * float(metric.share) / 100 if scored else 100.0
    unit = "分" if scored else "%"
    figure = go.Figure()
    figure.add_scatter(
        x=values * 100 if percent else values,
        y=np.asarray(parts, dtype=float) * most,
        mode="lines",
        line={"color": BLUE, "width": 2.5},
        hovertemplate=f"实测 %{{x:.4g}}{metric.unit}：%{{y:.2f}}{unit}<extra></extra>",
    )
    figure.update_xaxes(title=f"实测（{metric.unit or '数'}）")
    figure.update_yaxes(title=f"得分（{unit}）", rangemode="tozero")
    marks = "" if indicator.full_marks is None else f"，满分 {plain_decimal(indicator.full_marks)} 分"
    finish(
        figure,
        finding=f"{metric.code} {metric.name}",
        definition=standard(metric),
        source=f"指标库 {indicator.code} 第 {number} 版{marks}",
        height=HEIGHT,
    )
    return figure.update_layout(showlegend=False, margin_b=48)


def _ends(metric: Metric) -> tuple[float, float]:
    """The stretch of values worth drawing: a little beyond where the rule bends, never beyond what can be."""
    bends = [float(bend) for bend in _bends(metric)]
    low, high = min(bends), max(bends)
    room = (high - low or abs(high) or 1.0) * 0.15
    if metric.input in ("ratio", "complement") or (metric.unit == "%" and high <= 1):
        return max(0.0, low - room), min(1.0, high + room)
    return (max(0.0, low - room) if low >= 0 else low - room), high + room


def _inside(metric: Metric, low: float, high: float) -> list[float]:
    return [float(bend) for bend in _bends(metric) if low <= bend <= high]


def _bends(metric: Metric) -> list[Fraction]:
    kind, parameters = RULE_KINDS[metric.rule], metric.parameters
    if kind.code == "per_point":
        return [parameters[0], parameters[0] - Fraction(1, 100) / parameters[1]]
    if kind.code == "per_issue":
        return [Fraction(0), 1 / parameters[0]]
    return list(kind.form.thresholds(parameters)) or [Fraction(0), Fraction(1)]
