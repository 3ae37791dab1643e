"""Scoring rules backwards: which measured value earns a wanted part of the marks.

Every function takes the rule's parameters and the wanted part p, which may lie outside [0, 1]:
a unit better than the full line stays better than it. Tiers have no inverse; they get a ramp whose
steps lie where the tiers are.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from core.indicators.system import Metric


def value_earning(metric: Metric, part: float) -> float:
    """The measured value, not below 0 and for rates not above 1; KeyError for rules without inverse."""
    value = INVERSES[metric.rule]([float(number) for number in metric.parameters], part)
    if metric.input in ("ratio", "complement") or metric.unit == "%":
        return min(max(value, 0.0), 1.0)
    return max(value, 0.0)


def _linear(parameters: Sequence[float], part: float) -> float:
    zero, full = parameters
    return zero + (full - zero) * part


def _reverse(parameters: Sequence[float], part: float) -> float:
    best, worst = parameters
    return worst - (worst - best) * part


def _tiers(parameters: Sequence[float], part: float) -> float:
    bounds = sorted(parameters[::2])
    below = bounds[0] - (bounds[-1] - bounds[0]) / 2
    return below + (bounds[-1] - below) * part


def _per_point(parameters: Sequence[float], part: float) -> float:
    target, each = parameters
    return target - (1 - part) / (100 * each)


def _per_issue(parameters: Sequence[float], part: float) -> float:
    (each,) = parameters
    return (1 - part) / each


INVERSES: Final[Mapping[str, Callable[[Sequence[float], float], float]]] = {
    "linear": _linear,
    "reverse": _reverse,
    "tiers": _tiers,
    "per_point": _per_point,
    "per_issue": _per_issue,
}
