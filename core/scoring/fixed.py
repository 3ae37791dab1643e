"""Numbers with a fixed count of decimals, kept as whole ticks so that sums and ties are exact."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ticks = NDArray[np.int64]

# float64 keeps about 1e-12 at the size of scores in ticks; anything this close to a tie is settled
# by exact arithmetic, everything else cannot be rounded wrongly.
_NEAR: Final = 1e-7


@dataclass(frozen=True, eq=False)
class Fixed:
    """An array of decimals: `ticks` whole numbers in units of 10 to the power of −`digits`."""

    ticks: Ticks
    digits: int

    @property
    def floats(self) -> NDArray[np.float64]:
        """The nearest float64 of each number: for charts and tables, never for further sums."""
        floats: NDArray[np.float64] = self.ticks / 10**self.digits
        return floats

    def decimal(self, *index: int) -> Decimal:
        """One number as an exact decimal with all its digits."""
        return decimal_of_ticks(int(self.ticks[index]), self.digits)


def decimal_of_ticks(ticks: int, digits: int) -> Decimal:
    """Ticks as a decimal: 268 at two digits is 2.68."""
    return Decimal(ticks).scaleb(-digits)


def ticks_of(number: Decimal, digits: int) -> int:
    """A decimal as ticks; ValueError where it has more digits than that."""
    ticks = number.scaleb(digits)
    if ticks != ticks.to_integral_value():
        raise ValueError(f"{number} 多于 {digits} 位小数")
    return int(ticks)


def half_up(number: Fraction, digits: int) -> int:
    """An exact number rounded half up, in ticks: 2.675 at two digits is 268."""
    ticks: int = floor(number * 10**digits + Fraction(1, 2))
    return ticks


def divide_half_up(numerator: Ticks, denominator: Ticks) -> Ticks:
    """numerator ÷ denominator (both whole, denominator > 0) rounded half up, exactly."""
    return (2 * numerator + denominator) // (2 * denominator)


def round_half_up(values: NDArray[np.float64], digits: int, exact: Callable[..., Fraction]) -> Ticks:
    """Float values rounded half up as their exact values would be; `exact(*index)` settles near ties.

    2.675 is stored as 2.67499999…, so the float alone would be rounded down; here it gives 2.68.
    """
    scaled = values * 10.0**digits
    down = np.floor(scaled)
    part = scaled - down
    ticks: Ticks = (down + (part >= 0.5)).astype(np.int64)
    for index in np.argwhere(np.abs(part - 0.5) < _NEAR):
        place = tuple(int(number) for number in index)
        ticks[place] = half_up(exact(*place), digits)
    return ticks
