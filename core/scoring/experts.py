"""Expert marks for application cases: one mark a case, one measured value a unit. Our own proposal.

A case needs at least three experts; from five on the highest and the lowest mark are dropped before
the mean; a case whose resources had no calls in 90 days cannot exceed 50. A unit's value is
(0.7 × best case + 0.3 × second case) ÷ 100.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.collection.values import ExpertMark, Values

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
    return _cases(values.marks).get((unit, metric), ())


def expert_values(
    values: Values, metric: str
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    """For every unit: measured value (NaN without cases), has cases, has a case short of experts."""
    count = len(values.units)
    measured = np.full(count, np.nan)
    given, short = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    for (unit, code), cases in _cases(values.marks).items():
        row = values.unit_index.get(unit)
        if code == metric and row is not None:
            measured[row] = float(cases_value([case.score for case in cases]))
            given[row], short[row] = True, not all(case.valid for case in cases)
    return measured, given, short


@lru_cache(maxsize=64)
def _cases(marks: tuple[ExpertMark, ...]) -> Mapping[tuple[str, str], tuple[Case, ...]]:
    grouped: dict[tuple[str, str], dict[str, list[ExpertMark]]] = {}
    for mark in marks:
        grouped.setdefault((mark.unit, mark.metric), {}).setdefault(mark.case, []).append(mark)
    return {
        key: tuple(
            Case(name, tuple(Fraction(mark.score) for mark in given), all(mark.called for mark in given))
            for name, given in cases.items()
        )
        for key, cases in grouped.items()
    }
