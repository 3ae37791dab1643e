"""The heat index of a topic in a month, 0-100, pure: measures in, contributions out.

    C* = sum over consumers of min(c_i, cap * raw calls)
    N(x) = clamp((ln(1+x) - P05) / (P95 - P05)), percentiles of ln(1+x) over all topic-months of the window
    g = 0.5 + 0.5 * tanh(ln((C* + 1) / (mean of the three months before + 1))), 0.5 in the first month
    U' = min(1, U / 0.5), U = used / published resources;  q = clamp(1 - 2 * max(0, f - 1%), 0.8, 1)
    HI = 100 * q * (0.30 N(C*) + 0.25 N(D) + 0.15 N(X) + 0.15 U' + 0.15 g)
    T_m = HI_m * (1 - k) + k * T_(m-1), k = 0.5 ** (1 / 3)

The figures stand for the committed parameters. Clean calls only (`core.topics.logs` says which those are).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

import numpy as np

from core.topics.parameters import Parameters

# Published digits: one, on every screen, picture and sheet.
STEP = Decimal("0.1")

Key = tuple[str, str]


class PartKind(StrEnum):
    """The five parts of the index and what failures take off it, in the order of the formula."""

    CALLS = "调用次数"
    CONSUMERS = "使用单位"
    ROWS = "交换条数"
    USAGE = "资源被用"
    GROWTH = "增势"
    QUALITY = "失败率折减"


@dataclass(frozen=True, slots=True)
class Measures:
    """What the logs say of one topic in one month; `calls` and all below it are clean calls only."""

    topic: str
    month: str
    raw: int = 0
    self_calls: int = 0
    probes: int = 0
    load_tests: int = 0
    client_errors: int = 0
    calls: int = 0
    counted: float = 0.0
    consumers: int = 0
    rows: int = 0
    resources: int = 0
    published: int = 0
    failures: int = 0
    p95: float = 0.0
    top_calls: int = 0

    @property
    def failure_rate(self) -> float:
        """Failures of clean calls."""
        return self.failures / self.calls if self.calls else 0.0

    @property
    def usage(self) -> float:
        """Used resources of those published."""
        return self.resources / self.published if self.published else 0.0

    @property
    def top_share(self) -> float:
        """The largest consumer's share of clean calls."""
        return self.top_calls / self.calls if self.calls else 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """One contribution: the raw value, the same on 0-1, its weight, and the points it brings or takes."""

    kind: PartKind
    value: float
    normalised: float
    weight: float
    points: Decimal


@dataclass(frozen=True, slots=True)
class Heat:
    """The index of a topic in a month; the published points of the parts add up to `published`."""

    measures: Measures
    index: float
    trend: float
    quality: float
    parts: tuple[Part, ...]

    @property
    def published(self) -> Decimal:
        """The index as it is shown."""
        return rounded(self.index)


def rounded(value: float) -> Decimal:
    """A figure as it is published, half up."""
    return Decimal(repr(value)).quantize(STEP, ROUND_HALF_UP)


def heats(measures: Iterable[Measures], parameters: Parameters) -> dict[Key, Heat]:
    """The index of every topic in every month that any topic has; a silent topic counts as zeros."""
    held = {(each.topic, each.month): each for each in measures}
    topics = sorted({topic for topic, _ in held})
    months = sorted({month for _, month in held})
    published = {each.topic: each.published for each in held.values()}
    grid = {
        (topic, month): held.get((topic, month)) or Measures(topic, month, published=published[topic])
        for topic in topics
        for month in months
    }
    found: dict[Key, Heat] = {}
    for at, month in enumerate(months):
        ends = _ends([grid[topic, each] for topic in topics for each in window(months, month, parameters)],
                     parameters)  # fmt: skip
        for topic in topics:
            before = [
                grid[topic, each].counted for each in months[max(0, at - parameters.growth_months) : at]
            ]
            last = found[topic, months[at - 1]].trend if at else None
            found[topic, month] = _heat(grid[topic, month], ends, before, last, parameters)
    return found


def window(months: Sequence[str], month: str, parameters: Parameters) -> list[str]:
    """The months whose values set the percentiles: the past twelve, or the whole year where fewer are held."""
    past = [each for each in months if -parameters.window_months < distance(month, each) <= 0]
    return past if len(past) >= parameters.window_months else [m for m in months if m[:4] == month[:4]]


def distance(first: str, second: str) -> int:
    """Months from the first to the second, both written 2020-06."""
    (y1, m1), (y2, m2) = ((int(text[:4]), int(text[5:7])) for text in (first, second))
    return (y2 - y1) * 12 + m2 - m1


def ranks(values: Mapping[str, Decimal]) -> dict[str, int]:
    """Places of the highest first; equals share a place and the next ones are skipped: 1, 2, 2, 4."""
    return {name: 1 + sum(other > value for other in values.values()) for name, value in values.items()}


def _ends(sample: Sequence[Measures], parameters: Parameters) -> list[tuple[float, float]]:
    """P05 and P95 of ln(1+x) for calls, consumers and rows."""
    ends = []
    for values in (
        [each.counted for each in sample],
        [each.consumers for each in sample],
        [each.rows for each in sample],
    ):
        low, high = np.percentile(np.log1p(values), (parameters.low_percentile, parameters.high_percentile))
        ends.append((float(low), float(high)))
    return ends


def _normal(value: float, ends: tuple[float, float]) -> float:
    low, high = ends
    if high <= low:
        return float(math.log1p(value) > low)
    return min(1.0, max(0.0, (math.log1p(value) - low) / (high - low)))


def _growth(counted: float, before: Sequence[float]) -> tuple[float, float]:
    """The month over the mean of those before (1 where there are none), and the same on 0-1."""
    if not before:
        return 1.0, 0.5
    ratio = (counted + 1) / (sum(before) / len(before) + 1)
    return ratio, 0.5 + 0.5 * math.tanh(math.log(ratio))


def _heat(
    own: Measures,
    ends: list[tuple[float, float]],
    before: Sequence[float],
    last: float | None,
    parameters: Parameters,
) -> Heat:
    ratio, growth = _growth(own.counted, before)
    values = (own.counted, float(own.consumers), float(own.rows), own.usage, ratio)
    normalised = (
        *(_normal(value, end) for value, end in zip(values, ends, strict=False)),
        min(1.0, own.usage / parameters.usage_full),
        growth,
    )
    over = max(0.0, own.failure_rate - parameters.failure_free)
    quality = min(1.0, max(parameters.quality_floor, 1 - parameters.failure_slope * over))
    gross = [100 * weight * n for weight, n in zip(parameters.weights, normalised, strict=True)]
    index = quality * sum(gross)
    fade: float = 0.5 ** (1 / parameters.half_life_months)
    trend = index if last is None else index * (1 - fade) + fade * last
    points = _published([*gross, index - sum(gross)], rounded(index))
    parts = [
        Part(kind, value, n, weight, shown)
        for kind, value, n, weight, shown in zip(
            PartKind, values, normalised, parameters.weights, points, strict=False
        )
    ]
    if quality < 1:
        parts.append(Part(PartKind.QUALITY, own.failure_rate, quality, 0.0, points[-1]))
    return Heat(own, index, trend, quality, tuple(parts))


def _published(exact: Sequence[float], total: Decimal) -> list[Decimal]:
    """Each figure half up, the rounding remainder with the largest, so that they add up to the total."""
    shown = [rounded(value) for value in exact]
    shown[max(range(len(exact)), key=lambda at: exact[at])] += total - sum(shown)
    return shown
