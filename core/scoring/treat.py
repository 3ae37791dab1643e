"""Outlier treatment before a scale is applied: part of an index's own method, or an analysis option.

缩尾 draws at most so many values of a column in, until it is no longer skewed; 分位 holds a column
between two percentiles; 对数 is a shifted logarithm, after 缩尾 only where drawing in did not do.
Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), and the joint test on skewness
and kurtosis customary with it (|skewness| > 2 and kurtosis > 3.5).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.indicators.treatments import Treatment
from core.scoring.population import percentiles

Floats = NDArray[np.float64]

MOST_SKEW: Final = 2.0
MOST_KURTOSIS: Final = 3.5
_SHIFT: Final = 0.01


def treat(column: Floats, treatment: Treatment) -> Floats:
    """One column of all units compared, treated; NaN stays NaN and takes no part."""
    treated = column.copy()
    known = ~np.isnan(column)
    numbers = column[known]
    if treatment.low is not None and treatment.high is not None and numbers.size:
        ends = [
            percentiles(numbers[:, None], float(part * 100))[0] for part in (treatment.low, treatment.high)
        ]
        numbers = np.clip(numbers, *ends)
    if treatment.winsorise:
        numbers = winsorised(numbers, treatment.winsorise)
    if treatment.log and (not treatment.winsorise or skewed(numbers)):
        numbers = logged(column[known] if treatment.winsorise else numbers)
    treated[known] = numbers
    return treated


def winsorised(numbers: Floats, most: int) -> Floats:
    """The outermost values drawn in to the next one, one after the other, until no longer skewed."""
    drawn = numbers.copy()
    for count in range(1, most + 1):
        if not skewed(drawn) or count >= numbers.size:
            break
        ordered = np.sort(numbers)
        high = skewness(drawn) > 0
        edge, other = (ordered[-1 - count], ordered[0]) if high else (ordered[count], ordered[-1])
        if edge == other:
            # Drawing in further would leave no difference at all.
            break
        drawn = np.minimum(numbers, edge) if high else np.maximum(numbers, edge)
    return drawn


def logged(numbers: Floats) -> Floats:
    """ln(x − min + 1 % of the range): keeps the order and can take numbers of 0 and less."""
    if not numbers.size or numbers.max() == numbers.min():
        return numbers
    found: Floats = np.log(numbers - numbers.min() + _SHIFT * (numbers.max() - numbers.min()))
    return found


def skewed(numbers: Floats) -> bool:
    """Whether both skewness and kurtosis are past what is customary."""
    return abs(skewness(numbers)) > MOST_SKEW and kurtosis(numbers) > MOST_KURTOSIS


def skewness(numbers: Floats) -> float:
    """Sample skewness as spreadsheets have it (SKEW); 0 below three numbers or without spread."""
    n = numbers.size
    spread = numbers.std(ddof=1) if n > 2 else 0.0
    if not spread:
        return 0.0
    return float(n / ((n - 1) * (n - 2)) * (((numbers - numbers.mean()) / spread) ** 3).sum())


def kurtosis(numbers: Floats) -> float:
    """Sample excess kurtosis as spreadsheets have it (KURT); 0 below four numbers or without spread."""
    n = numbers.size
    spread = numbers.std(ddof=1) if n > 3 else 0.0
    if not spread:
        return 0.0
    fourth = (((numbers - numbers.mean()) / spread) ** 4).sum()
    first = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourth
    return float(first - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3)))
