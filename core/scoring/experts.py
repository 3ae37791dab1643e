"""Expert marks for application cases: one mark a case, one measured value a unit. Our own proposal.

A case needs at least three experts; from five on the highest and the lowest mark are dropped before
the mean; a case whose resources had no calls in 90 days cannot exceed 50. A unit's value is
(0.7 × best case + 0.3 × second case) ÷ 100.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.collection.cases import CaseArrays
from core.collection.values import Values

Floats = NDArray[np.float64]

FEWEST_EXPERTS: Final = 3
TRIMMED_FROM: Final = 5
CAP_WITHOUT_CALLS: Final = 50
BEST_PART, SECOND_PART = Fraction(7, 10), Fraction(3, 10)


@dataclass(frozen=True, slots=True)
class Case:
    """One case of one unit: its experts' marks and whether its resources were called in 90 days."""

    name: str
    marks: tuple[Fraction, ...]
    called: bool = True

    @property
    def valid(self) -> bool:
        """Whether enough experts marked it."""
        return len(self.marks) >= FEWEST_EXPERTS

    @property
    def score(self) -> Fraction:
        """The case's mark, 0–100; 0 for an invalid case."""
        return case_score(self.marks, called=self.called) if self.valid else Fraction(0)


def case_score(marks: Sequence[Fraction], *, called: bool = True) -> Fraction:
    """One case's mark out of its experts' marks (each 0–100); ValueError below three experts."""
    if len(marks) < FEWEST_EXPERTS:
        raise ValueError(f"专家不足 {FEWEST_EXPERTS} 名，评分无效")
    kept = sorted(marks)[1:-1] if len(marks) >= TRIMMED_FROM else list(marks)
    mean = sum(kept, Fraction(0)) / len(kept)
    return mean if called else min(mean, Fraction(CAP_WITHOUT_CALLS))


def cases_value(scores: Sequence[Fraction]) -> Fraction:
    """A unit's measured value in [0, 1] out of its cases' marks; a missing case counts 0."""
    best, second = [*sorted(scores, reverse=True), Fraction(0), Fraction(0)][:2]
    return (BEST_PART * best + SECOND_PART * second) / 100


def cases_of(values: Values, unit: str, metric: str) -> tuple[Case, ...]:
    """A unit's cases for one metric in the order they were listed."""
    return tuple(
        Case(name, tuple(Fraction(mark.score) for mark in given), all(mark.called for mark in given))
        for name, given in values.cases.get((unit, metric), {}).items()
    )


def expert_values(values: Values, metric: str) -> tuple[Floats, NDArray[np.bool_]]:
    """For every unit: measured value (NaN without cases), and whether a case is short of experts.

    The same arithmetic as `case_score` and `cases_value`, in float64 for all cases at once.
    """
    measured = np.full(len(values.units), np.nan)
    short = np.zeros(len(values.units), dtype=bool)
    cases = values.case_arrays.get(metric)
    if cases is None or not len(cases.units):
        return measured, short
    short[cases.units[cases.counts < FEWEST_EXPERTS]] = True
    scores = _case_scores(cases)
    order = np.lexsort((-scores, cases.units))
    units, scores = cases.units[order], scores[order]
    first = np.flatnonzero(np.diff(units, prepend=-1))
    more = np.diff(first, append=len(units)) > 1
    second = np.where(more, scores[np.minimum(first + 1, len(scores) - 1)], 0.0)
    measured[units[first]] = (float(BEST_PART) * scores[first] + float(SECOND_PART) * second) / 100
    return measured, short


def _case_scores(cases: CaseArrays) -> Floats:
    sums = np.add.reduceat(cases.scores, cases.starts)
    extremes = np.maximum.reduceat(cases.scores, cases.starts) + np.minimum.reduceat(
        cases.scores, cases.starts
    )
    trimmed = cases.counts >= TRIMMED_FROM
    means = np.where(trimmed, sums - extremes, sums) / np.where(trimmed, cases.counts - 2, cases.counts)
    means = np.where(cases.called, means, np.minimum(means, CAP_WITHOUT_CALLS))
    found: Floats = np.where(cases.counts >= FEWEST_EXPERTS, means, 0.0)
    return found
