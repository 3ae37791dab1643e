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
_CLOSE: Final = Fraction(1, 10**30)

# The exact value of a number by its row and column, None where there is none.
Exact = Callable[[int, int], Fraction | None]


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
    """An exact number rounded half up, in ticks: 2.675 at two digits is 268.

    Roots and logarithms are known to 40 digits only, so what lies that close to a tie is one.
    """
    ticks: int = floor(number * 10**digits + Fraction(1, 2) + _CLOSE)
    return ticks


def divide_half_up(numerator: Ticks, denominator: Ticks) -> Ticks:
    """numerator ÷ denominator (both whole, denominator > 0) rounded half up, exactly."""
    return (2 * numerator + denominator) // (2 * denominator)


def round_half_up(values: NDArray[np.float64], digits: int, exact: Exact, *, at: int = 0) -> Ticks:
    """Float values rounded half up as their exact values would be.

    `exact(row, column + at)` gives the exact value of a number too near a tie for a float to decide:
    2.675 is stored as 2.67499999…, so the float alone would be rounded down; here it gives 2.68.
    """
    scaled = values * 10.0**digits
    scaled += 0.5
    down = np.floor(scaled)
    ticks: Ticks = down.astype(np.int64)
    np.subtract(scaled, down, out=scaled)
    # A tie has nothing left after the half was added, or (a little below it) nearly everything.
    near = np.flatnonzero((scaled < _NEAR) | (scaled > 1 - _NEAR))
    if len(near):
        _settle(ticks, near, digits, exact, at)
    return ticks


def _settle(ticks: Ticks, near: NDArray[np.intp], digits: int, exact: Exact, at: int) -> None:
    columns = ticks.shape[1]
    for place in near.tolist():
        row, column = divmod(place, columns)
        number = exact(row, column + at)
        if number is not None:
            ticks[row, column] = half_up(number, digits)
