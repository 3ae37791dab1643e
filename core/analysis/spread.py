"""How a group is spread: average, quartiles, the best three, the distribution over bands of ten points."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

BEST: Final = 3
BAND: Final = 10
CENT: Final = Decimal("0.01")
TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Spread:
    """Lower quartile, median, upper quartile and the number of units they are taken from."""

    low: float
    middle: float
    high: float
    count: int


def average(numbers: Sequence[Decimal], step: Decimal = CENT) -> Decimal:
    """The arithmetic mean with two decimals (or those of `step`), rounded half up; 0 for nobody."""
    mean = sum(numbers, Decimal(0)) / (len(numbers) or 1)
    return mean.quantize(step, ROUND_HALF_UP)


def spread(rates: NDArray[np.float64]) -> Spread | None:
    """Quartiles (linear interpolation) of those that apply; None where none does."""
    known = rates[~np.isnan(rates)]
    if not len(known):
        return None
    low, middle, high = np.percentile(known, (25, 50, 75))
    return Spread(float(low), float(middle), float(high), len(known))


def best_average(rates: NDArray[np.float64], count: int = BEST) -> float:
    """The mean of the `count` best of those that apply; NaN where none does."""
    known = np.sort(rates[~np.isnan(rates)])[::-1]
    return float(known[:count].mean()) if len(known) else float("nan")


def places(rates: NDArray[np.float64]) -> list[int]:
    """Competition places (1, 2, 2, 4) from the best; 0 where it does not apply."""
    known = rates[~np.isnan(rates)]
    return [0 if np.isnan(rate) else 1 + int((known > rate).sum()) for rate in rates]


def bands(totals: Sequence[Decimal], lowest: int, highest: int) -> list[int]:
    """How many totals lie in each band of ten from `lowest` up to `highest`; the ends take the rest."""
    found = [0] * ((highest - lowest) // BAND)
    for total in totals:
        at = max(int((total - lowest) // BAND), 0)
        found[min(at, len(found) - 1)] += 1
    return found
