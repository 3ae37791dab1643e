"""Logarithms, powers and the normal curve, on float64 arrays and, to 40 digits, on exact fractions."""

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from math import erf, sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]

DIGITS: Final = 40
# What a logarithm of nothing counts as: below every goalpost, yet a number one can clip.
_BOTTOM: Final = Fraction(-(10**9))


def exact_log(number: Fraction) -> Fraction:
    """ln to 40 digits; a number far below everything for 0 and less."""
    if number <= 0:
        return _BOTTOM
    with localcontext() as context:
        context.prec = DIGITS
        return Fraction((Decimal(number.numerator) / Decimal(number.denominator)).ln())


def exact_exp(number: Fraction) -> Fraction:
    """e to that power, to 40 digits."""
    with localcontext() as context:
        context.prec = DIGITS
        return Fraction((Decimal(number.numerator) / Decimal(number.denominator)).exp())


def logarithm(x: Any) -> Any:
    """ln of every number; a number far below everything for 0 and less, NaN stays NaN."""
    numbers = np.asarray(x)
    if numbers.dtype == object:
        return _each(exact_log, numbers)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(numbers)
    return np.where(numbers <= 0, float(_BOTTOM), found)


def logarithm_plus_one(x: Any) -> Any:
    """ln(1 + x)."""
    numbers = np.asarray(x)
    if numbers.dtype == object:
        return logarithm(numbers + 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log1p(numbers)
    return np.where(numbers <= -1, float(_BOTTOM), found)


def normal_part(x: Any) -> Any:
    """The part of a standard normal distribution that lies below x; float64 precision."""
    return _each(lambda number: 0.5 * (1 + erf(float(number) / sqrt(2))), np.asarray(x))


def _each(function: Callable[[Any], Any], numbers: Numbers) -> Numbers:
    found = np.empty(numbers.shape, dtype=numbers.dtype)
    for index, number in np.ndenumerate(numbers):
        found[index] = function(number)
    return found
