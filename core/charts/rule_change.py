"""The curve of a rule: what a measured value earns, before and after a change."""

from fractions import Fraction
from typing import Final

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.charts.style import BLUE, GREY, finish
from core.indicators.numerals import Parameters
from core.indicators.rule_kind import NUMBERS
from core.indicators.rules import RULE_KINDS

POINTS: Final = 401
HEIGHT: Final = 320
# Characters of one line of the title, and the pixels it takes.
WIDEST, LINE = 20, 20
# Room on either side of the thresholds, as a part of their spread.
ROOM: Final = 0.25


def drawable(rule: str, parameters: Parameters) -> bool:
    """Whether a rule is a curve by itself: it compares with nobody and measures a number."""
    kind = RULE_KINDS.get(rule)
    return kind is not None and bool(kind.inputs & NUMBERS) and not kind.references(parameters)


def rule_change(
    rule: str, parameters: Parameters, unit: str, *, before: tuple[str, Parameters] | None = None
) -> go.Figure:
    """Earned part of the full marks over the measured value; the rule before a change in grey dashes."""
    kind = RULE_KINDS[rule]
    rate = unit == "%"
    x = _span(rule, parameters, rate=rate)
    figure = go.Figure()
    if before is not None and before != (rule, parameters) and drawable(*before):
        _line(figure, "改动前", x, _earned(*before, x), {"color": GREY, "dash": "dash", "width": 2})
    _line(figure, "现在", x, _earned(rule, parameters, x), {"color": BLUE, "width": 3})
    figure.update_xaxes(title=f"实测值（{unit}）" if unit else "实测值", tickformat=".0%" if rate else None)
    figure.update_yaxes(range=[-0.05, 1.08], tickformat=".0%", title="得分比例")
    lines = _lines(kind.standard(parameters, unit))
    figure = finish(
        figure,
        finding="<br>".join(lines),
        definition=f"计分规则：{kind.name}",
        source="横轴为实测值，纵轴为得到该项满分的比例",
        height=HEIGHT,
    )
    compared = len(figure.data) > 1
    figure.update_layout(showlegend=compared, margin_b=64 if compared else 40)
    place = {"y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 12}}
    return figure.update_layout(title=place, title_font_size=14, margin_t=54 + LINE * len(lines))


def _lines(sentence: str) -> list[str]:
    """The sentence in lines that fit half a screen, broken after its commas."""
    lines = [""]
    for part in sentence.replace("，", "，\n").split("\n"):
        if lines[-1] and len(lines[-1]) + len(part) > WIDEST:
            lines.append("")
        lines[-1] += part
    return lines


def _line(
    figure: go.Figure, name: str, x: NDArray[np.float64], y: NDArray[np.float64], line: dict[str, object]
) -> None:
    figure.add_scatter(
        name=name, mode="lines", x=x, y=y, line=line, hovertemplate="实测 %{x}，得 %{y:.1%}<extra></extra>"
    )


def _earned(rule: str, parameters: Parameters, x: NDArray[np.float64]) -> NDArray[np.float64]:
    # The function may write over what it is given.
    numbers: NDArray[np.float64] = RULE_KINDS[rule].function(x.copy(), [float(p) for p in parameters], ())
    return numbers


def _span(rule: str, parameters: Parameters, *, rate: bool) -> NDArray[np.float64]:
    """Values around the thresholds; a rate is drawn within 0 and 1 where its thresholds are."""
    if rule == "per_issue":
        return np.arange(0, float(1 / parameters[0]) + 2)
    bounds = [float(bound) for bound in RULE_KINDS[rule].form.thresholds(parameters)] or [0.0]
    if rule == "per_point":
        bounds.append(bounds[0] - float(Fraction(1, 100) / parameters[1]))
    low, high = min(bounds), max(bounds)
    room = (high - low or abs(high) or 1.0) * ROOM
    low, high = low - room, high + room
    if rate and max(bounds) <= 1:
        low, high = max(low, 0.0), min(high, 1.0)
    elif min(bounds) >= 0:
        low = max(low, 0.0)
    return np.linspace(low, high, POINTS)
