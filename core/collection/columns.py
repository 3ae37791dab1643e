"""Which columns a values table has for an indicator system, in which order and under which code."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from core.indicators.system import IndicatorSystem, Metric

NUMERATOR: Final = "分子"
DENOMINATOR: Final = "分母"


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """One column: its code (unique), its label, and what kind of number stands in it.

    `role` is numerator, denominator, value, count, item, event, divisor (common to several metrics), or
    experts (a column that only ever says 不适用, because the marks stand on a sheet of their own). `percent` allows texts like 85%;
    `signed` allows numbers below 0, and rates above 1.
    """

    code: str
    label: str
    role: str
    owner: str
    percent: bool = False
    signed: bool = False

    @property
    def header(self) -> str:
        """The header cell: code, a space, label."""
        return f"{self.code} {self.label}"


def numerator(metric: str) -> str:
    """Column code of a ratio's numerator."""
    return f"{metric}/{NUMERATOR}"


def denominator(metric: str) -> str:
    """Column code of a ratio's denominator."""
    return f"{metric}/{DENOMINATOR}"


@lru_cache(maxsize=32)
def value_columns(system: IndicatorSystem) -> tuple[ValueColumn, ...]:
    """Every column in the order of leaves, their metrics, their event deductions; common denominators last."""
    columns: list[ValueColumn] = []
    for leaf in system.leaves:
        for metric in system.metrics_of(leaf.code):
            columns += _metric_columns(system, metric)
        columns += [
            ValueColumn(event.code, f"{event.name}（次数）", "event", leaf.code)
            for event in system.events_of(leaf.code)
        ]
    columns += [
        ValueColumn(
            shared.code, f"{shared.name}（{shared.unit}）" if shared.unit else shared.name, "divisor", ""
        )
        for shared in system.divisors
    ]
    return tuple(columns)


def _metric_columns(system: IndicatorSystem, metric: Metric) -> list[ValueColumn]:
    code = metric.code
    if metric.input in ("ratio", "complement"):
        top, bottom = metric.numerator or metric.name, metric.denominator or metric.name
        return [
            ValueColumn(numerator(code), top, "numerator", code),
            ValueColumn(denominator(code), bottom, "denominator", code),
        ]
    if metric.input == "items":
        return [
            ValueColumn(item.code, item.name, "item", code, percent=True) for item in system.items_of(code)
        ]
    if metric.input == "experts":
        return [ValueColumn(code, f"{metric.name}（只填不适用，得分见专家评分表）", "experts", code)]
    unit = f"（{metric.unit}）" if metric.unit else ""
    role = "count" if metric.input == "count" else "value"
    signed = system.scheme == "weights" and role == "value"
    return [ValueColumn(code, f"{metric.name}{unit}", role, code, metric.unit == "%", signed)]
