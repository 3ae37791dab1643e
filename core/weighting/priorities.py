"""Weights out of a judgement matrix, how consistent it is, and which judgements make it inconsistent."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log
from typing import Final

import numpy as np

from core.weighting.judgements import GRADES, MOST, Matrix

# By number of indicators, from 1. Source: Saaty, The Analytic Hierarchy Process, 1980.
RANDOM_INDEX: Final = (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
# Saaty's bound; at 0.1 and above judgements are to be looked at again.
BOUND: Final = 0.1
# A judgement that fits the weights this well has nothing to mend.
FITTING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Priorities:
    """Weights that add up to 1, with λmax, the consistency index CI and the consistency ratio CR."""

    weights: tuple[float, ...]
    largest: float
    index: float
    ratio: float

    @property
    def consistent(self) -> bool:
        """Whether the ratio is below the bound."""
        return self.ratio < BOUND


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """One judgement that does not fit the others: where it stands, what it is, what would fit.

    `fitting` is w_i ÷ w_j, `error` is ε_ij = a_ij · w_j ÷ w_i, `grade` is the grade of the scale nearest to
    `fitting`, and `ratio` is the consistency ratio of the whole matrix with that grade in its place.
    """

    row: int
    column: int
    given: float
    fitting: float
    error: float
    grade: Fraction
    ratio: float


def priorities(matrix: Matrix) -> Priorities:
    """Weights and consistency of a reciprocal matrix (n × n, n from 1 to 15).

    The weights are the principal right eigenvector A·w = λmax·w made to add up to 1;
    CI = (λmax − n) ÷ (n − 1), CR = CI ÷ RI. One or two indicators are always consistent.
    Source: Saaty, How to make a decision, European Journal of Operational Research 48 (1990) 9–26.
    """
    size = len(matrix)
    if not 0 < size <= MOST:
        raise ValueError(f"层次分析一次比较 1 到 {MOST} 个指标")
    values, vectors = np.linalg.eig(matrix)
    at = int(np.argmax(values.real))
    vector = np.abs(vectors[:, at].real)
    weights = tuple(float(weight) for weight in vector / vector.sum())
    # Rounding can leave λmax a hair below n, where it cannot be.
    largest = max(float(values[at].real), float(size))
    index = (largest - size) / (size - 1) if size > 1 else 0.0
    return Priorities(weights, largest, index, index / RANDOM_INDEX[size - 1] if size > 2 else 0.0)


def inconsistencies(matrix: Matrix, most: int = 3) -> tuple[Inconsistency, ...]:
    """The judgements above the diagonal that fit the weights worst, the worst first.

    In a consistent matrix every ε_ij = a_ij · w_j ÷ w_i is 1; the one farthest from 1 is looked at first.
    Judgements that already are the nearest grade of the scale are left out: changing them mends nothing.
    Source: Saaty, Decision-making with the AHP: Why is the principal eigenvector necessary, European
    Journal of Operational Research 145 (2003) 85–91, section 4.
    """
    weights = priorities(matrix).weights
    found = []
    for row in range(len(matrix)):
        for column in range(row + 1, len(matrix)):
            given, fitting = float(matrix[row, column]), weights[row] / weights[column]
            grade = _grade(fitting)
            if abs(log(given / fitting)) > FITTING and abs(log(given / float(grade))) > FITTING:
                found.append((row, column, given, fitting, grade))
    found.sort(key=lambda each: -abs(log(each[2] / each[3])))
    return tuple(
        Inconsistency(
            row, column, given, fitting, given / fitting, grade, _mended(matrix, row, column, grade)
        )
        for row, column, given, fitting, grade in found[:most]
    )


def pooled(matrices: Sequence[Matrix], shares: Sequence[float] = ()) -> Matrix:
    """One matrix for a group: a_ij = Π a_ij(k)^λ_k with shares λ that are made to add up to 1 (equal if none).

    The geometric mean is the only one that keeps the group's matrix reciprocal (aggregation of individual
    judgements). Source: Aczél and Saaty, Procedures for synthesizing ratio judgements, Journal of
    Mathematical Psychology 27 (1983) 93–102.
    """
    parts = np.array(shares or [1.0] * len(matrices), dtype=np.float64)
    group: Matrix = np.exp(np.tensordot(parts / parts.sum(), np.log(np.stack(matrices)), 1))
    return group


def _grade(number: float) -> Fraction:
    """The grade of the scale nearest to a ratio, by proportion."""
    return min(GRADES, key=lambda grade: abs(log(float(grade)) - log(number)))


def _mended(matrix: Matrix, row: int, column: int, grade: Fraction) -> float:
    mended = matrix.copy()
    mended[row, column], mended[column, row] = float(grade), float(1 / grade)
    return priorities(mended).ratio
