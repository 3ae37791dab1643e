"""How far several experts agree in the order they put things: Kendall's coefficient of concordance."""

from dataclasses import dataclass
from math import erfc, exp, gamma, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Concordance:
    """W from 0 (no agreement) to 1, χ² = m(n − 1)W with n − 1 degrees of freedom, and the chance of it."""

    coefficient: float
    chi_square: float
    freedom: int
    chance: float


def concordance(scores: Floats) -> Concordance | None:
    """Agreement of experts (rows, at least 2) over items (columns, at least 2); None where nobody ranks.

    W = 12·S ÷ (m²(n³ − n) − m·ΣT): S is the sum of squared deviations of the items' rank sums from their
    mean, equal scores share their average rank, and T = Σ(t³ − t) over an expert's groups of t equal
    scores. The chance by χ² is rough below eight items. Source: Kendall, Rank Correlation Methods, 1948;
    Siegel and Castellan, Nonparametric Statistics for the Behavioral Sciences, 1988.
    """
    experts, items = scores.shape
    if experts < 2 or items < 2:
        return None
    sums = np.sum([average_ranks(row) for row in scores], axis=0)
    ties = sum(_ties(row) for row in scores)
    possible = experts**2 * (items**3 - items) - experts * ties
    if possible == 0:
        return None
    coefficient = 12 * float(((sums - sums.mean()) ** 2).sum()) / possible
    chi_square = experts * (items - 1) * coefficient
    return Concordance(coefficient, chi_square, items - 1, chi_square_tail(chi_square, items - 1))


def average_ranks(scores: Floats) -> Floats:
    """1 for the least; equal scores share the average of the ranks they take up."""
    ordered = np.sort(scores)
    below = np.searchsorted(ordered, scores, side="left")
    through = np.searchsorted(ordered, scores, side="right")
    ranks: Floats = (below + 1 + through) / 2
    return ranks


def chi_square_tail(value: float, freedom: int) -> float:
    """The chance that χ² with so many degrees of freedom (1 or more) exceeds the value.

    With h = value ÷ 2 it is e^−h·Σ h^k/k! for even degrees, k below half of them, and
    erfc(√h) + e^−h·Σ h^(k−½)/Γ(k+½) for odd ones, k from 1.
    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.4.4 and 26.4.5.
    """
    half = max(value, 0.0) / 2
    odd = freedom % 2 == 1
    term = exp(-half) * sqrt(half) / gamma(1.5) if odd else exp(-half)
    found = erfc(sqrt(half)) if odd else 0.0
    for step in range(freedom // 2):
        found += term
        term *= half / (step + 1.5 if odd else step + 1)
    return min(found, 1.0)


def _ties(scores: Floats) -> int:
    counts = np.unique(scores, return_counts=True)[1]
    return int((counts**3 - counts).sum())
