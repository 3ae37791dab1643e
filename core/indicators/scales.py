"""Scales of composite indices: goalposts, min-max, distance to a reference, z-score, rank, percentile.

The same shape as the absolute rules (`core.indicators.curves`); parameters marked as choices arrive as
whole numbers. `references` holds, for each statistic the rule asks for, that statistic of the units
compared, beside every value. Where those units do not differ at all, everybody gets the middle of the
scale. Results lie outside 0–1 where the rule says so.
Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from core.indicators.fields import Bound, Choice, Number, Span
from core.indicators.irrational import logarithm, logarithm_plus_one, normal_part
from core.indicators.parameters import NamedParameters

Numbers = NDArray[Any]

# What a bound may be, by word; the first is “a number”, the others are statistics of the units compared.
STATISTICS: Final[Mapping[str, str]] = {
    "数": "",
    "最小值": "min",
    "最大值": "max",
    "均值": "mean",
    "中位数": "median",
    "P5": "p5",
    "P10": "p10",
    "P90": "p90",
    "P95": "p95",
    "标准差": "sd",
    "总体标准差": "psd",
}
# At and below these numbers the curves have no value.
_FLOORS: Final = (-np.inf, 0, -1)
_CURVES: Final[tuple[Callable[[Any], Any], ...]] = (lambda x: x, logarithm, logarithm_plus_one)
_WORDS: Final = tuple(STATISTICS)
_ZERO, _ONE = Fraction(0), Fraction(1)


def _statistic(word: str) -> tuple[Fraction, Fraction]:
    return Fraction(_WORDS.index(word)), _ZERO


_CURVE = Choice("对数", ("否", "是", "加一"))
_CLIP = Choice("截断", ("两端", "上限", "下限", "不截断"))
_OPEN = Choice("截断", ("不截断", "两端", "上限", "下限"))
_BETTER = Choice("方向", ("越大越好", "越小越好"))
_AMONG = Choice("范围", ("全部", "同组"))
_WITHIN = Span("区间")

# Every form that `between` serves has the same slots: low, high, curve, clip, direction, span, among.
GOALPOSTS: Final = NamedParameters(
    (
        Bound("下限", _WORDS),
        Bound("上限", _WORDS),
        _CURVE,
        _CLIP,
        _BETTER,
        _WITHIN,
        _AMONG,
    ),
    "下限=20；上限=85",
)
MIN_MAX: Final = NamedParameters(
    (
        Bound("下限", _WORDS, _statistic("最小值")),
        Bound("上限", _WORDS, _statistic("最大值")),
        _CURVE,
        _CLIP,
        _BETTER,
        _WITHIN,
        _AMONG,
    ),
    "方向=越大越好",
)
DISTANCE: Final = NamedParameters(
    (
        Bound("起点", _WORDS, (_ZERO, _ZERO)),
        Bound("参照", _WORDS),
        _CURVE,
        _OPEN,
        _BETTER,
        _WITHIN,
        _AMONG,
    ),
    "参照=最大值",
)
Z_SCORE: Final = NamedParameters(
    (
        Bound("中心", _WORDS, _statistic("均值")),
        Bound("尺度", _WORDS, _statistic("标准差")),
        Number("结果均值", _ZERO, percent=False),
        Number("结果标准差", _ONE, percent=False),
        _BETTER,
        Choice("映射", ("线性", "正态")),
        _OPEN,
        _AMONG,
    ),
    "结果均值=0.5；结果标准差=0.1",
)
PLACE: Final = NamedParameters(
    (Choice("口径", ("含端点", "中点", "名次")), _BETTER, _WITHIN, _AMONG),
    "口径=含端点；方向=越大越好",
)

_OPEN_ORDER: Final = (3, 0, 1, 2)


def between(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P = (f(x) − f(low)) / (f(high) − f(low)) over the span, with f = x, ln x or ln(1 + x).

    Source: UNDP Human Development Report, technical note 1 (goalposts, ln for income).
    """
    rest = list(references)
    low, high = (_bound(parameters[at], parameters[at + 1], rest) for at in (0, 2))
    curve, clip, less, start, end = parameters[4:9]
    function = _CURVES[int(curve)]
    bottom = function(low)
    part = _divided(function(x) - bottom, function(high) - bottom)
    if int(curve) and int(clip) in (1, 3):
        # Nothing has no logarithm; where results may fall below the scale, it has no result either.
        part = np.where(np.asarray(x <= _FLOORS[int(curve)]), np.nan, part)
    return _laid(part, int(clip), int(less), start, end)


def distance(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P = (x − start) / (reference − start), not clipped unless asked; less is better gives reference / x.

    Source: OECD/JRC Handbook (2008), distance to a reference.
    """
    clip = _OPEN_ORDER[int(parameters[5])]
    if not int(parameters[6]):
        return between(x, (*parameters[:5], clip, 0, *parameters[7:]), references)
    rest = list(references)
    start, reference = (_bound(parameters[at], parameters[at + 1], rest) for at in (0, 2))
    function = _CURVES[int(parameters[4])]
    bottom = function(start)
    away = function(x) - bottom
    none = np.asarray(away == 0)
    # Nothing at all is better than every reference: beyond the scale, or no result where it is open.
    endless: Any = Fraction(10**12) if np.asarray(away).dtype == object else np.inf
    part = np.where(none, endless, (function(reference) - bottom) / np.where(none, 1, away))
    return _laid(part, clip, 0, parameters[7], parameters[8])


def z_score(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P = (x − centre) / scale × sd + mean; “正态” gives the part of a normal distribution below instead.

    Source: OECD/JRC Handbook (2008), standardisation; Transparency International's index for fixed
    centre and scale.
    """
    rest = list(references)
    centre, scale = (_bound(parameters[at], parameters[at + 1], rest) for at in (0, 2))
    mean, deviation, less, mapping, clip = parameters[4:9]
    flat = np.asarray(scale == 0)
    z = np.where(flat, x * 0, (x - centre) / np.where(flat, 1, scale))
    z = -z if int(less) else z
    part = normal_part(z) if int(mapping) else z * deviation + mean
    return _clipped(part, _OPEN_ORDER[int(clip)])


def place(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P by place among the n units, those with the same value sharing the middle of their places.

    With m = below + (equal + 1) / 2, the place counted from the worst: 含端点 (m − 1) / (n − 1), so the
    worst gets 0 and the best 1 (Borda count); 中点 (m − 1/2) / n; 名次 m / n.
    """
    below, equal, count = references
    less, start, end = parameters[1:4]
    # NaN stands in no place.
    lower = count - below - equal if int(less) else below
    return _laid(_placed(lower * 2 + equal - 1 + x * 0, count * 2, int(parameters[0])), 3, 0, start, end)


def percentile(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P by the units strictly below, those with the same value sharing the lowest of their places.

    含端点 below / (n − 1), 中点 (below + equal / 2) / n, 名次 (below + 1) / n.
    Source: PERCENTRANK.INC of spreadsheets for the first.
    """
    below, equal, count = references
    how, less, start, end = parameters[:4]
    lower = count - below - equal if int(less) else below
    shared = equal - 1 if int(how) == 1 else 0
    return _laid(_placed(lower * 2 + shared + x * 0, count * 2, int(how)), 3, 0, start, end)


def curve_floor(parameters: Sequence[Any]) -> float:
    """The number at and below which the curve of a form has no value; such values take no part in statistics."""
    return float(_FLOORS[int(parameters[4])])


def bound_statistics(parameters: Sequence[Any]) -> tuple[str, ...]:
    """The statistics the two bounds of a form ask for, in order."""
    codes = tuple(STATISTICS.values())
    return tuple(codes[int(parameters[at])] for at in (0, 2) if int(parameters[at]))


def _placed(twice: Any, whole: Any, how: int) -> Any:
    """Twice the units below, over twice all of them, in one of the three ways of `PLACE`."""
    return _divided(twice, whole - 2) if how == 0 else (twice + how) / whole


def _bound(choice: Any, number: Any, references: list[Numbers]) -> Any:
    return references.pop(0) if int(choice) else number


def _divided(top: Any, span: Any) -> Any:
    """top / span, the middle where the span is nothing."""
    flat = np.asarray(span == 0)
    if not flat.any():
        return top / span
    half = Fraction(1, 2) if np.asarray(top).dtype == object else 0.5
    return np.where(flat, top * 0 + half, top / np.where(flat, 1, span))


def _laid(part: Any, clip: int, less: int, start: Any, end: Any) -> Numbers:
    part = _clipped(1 - part if less else part, clip)
    as_it_is = bool(np.all(start == 0) and np.all(end == 1))
    laid: Numbers = part if as_it_is else part * (end - start) + start
    return laid


def _clipped(part: Any, clip: int) -> Numbers:
    # What comes here is an array of our own already.
    if clip in (0, 2):
        np.maximum(part, 0, out=part)
    if clip in (0, 1):
        np.minimum(part, 1, out=part)
    clipped: Numbers = part
    return clipped
