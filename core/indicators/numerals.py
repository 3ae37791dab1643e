"""Exact numbers as people write them in a cell: 70%, 0.7, 1000, 2/3."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Final

Parameters = tuple[Fraction, ...]

# Decimals of a float that count: what lies beyond is noise of the arithmetic, never a digit to round on.
_TRUE_DECIMALS: Final = 12
_NUMBER: Final = re.compile(r"([+-]?\d+(?:\.\d+)?)(?:/(\d+(?:\.\d+)?))?(%?)")


@lru_cache(maxsize=4096)
def exact_number(text: str) -> Fraction:
    """70%, 0.7, 1000 or 2/3 as an exact number; ValueError in Chinese for anything else."""
    found = _NUMBER.fullmatch(re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text)))
    if found is None or (found[2] is not None and Fraction(found[2]) == 0):
        raise ValueError(f"“{text}”不是数（可写 70%、0.7、1000 或 2/3）")
    number = Fraction(found[1]) / Fraction(found[2] or 1)
    return number / 100 if found[3] else number


def plain_number(number: Fraction) -> str:
    """The shortest exact text: a decimal where there is one, else a fraction such as 2/3."""
    denominator, powers = number.denominator, {2: 0, 5: 0}
    for prime in powers:
        while denominator % prime == 0:
            denominator //= prime
            powers[prime] += 1
    if denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    digits = max(powers.values())
    return format(Decimal(f"{number.numerator * 10**digits // number.denominator}e-{digits}"), "f")


def number_text(number: Fraction, percent: bool) -> str:
    """A parameter for people: 70% for a rate, 1000 for a plain number, 2/3 where decimals fail."""
    text = plain_number(number * 100 if percent else number)
    return f"{text}%" if percent and "/" not in text else plain_number(number)


def rounded_text(number: Fraction | Decimal | float, digits: int) -> str:
    """A number with a fixed count of decimals, rounded half away from zero as on paper: 76.25 gives 76.3."""
    exact = number if isinstance(number, Fraction) else Fraction(_decimal(number))
    ticks = floor(abs(exact) * 10**digits + Fraction(1, 2))
    return format(Decimal(-ticks if exact < 0 else ticks).scaleb(-digits), "f")


def percent_text(rate: Fraction | Decimal | float, digits: int = 1) -> str:
    """A rate for people, 85.3%: the one way rates are written, so that no two places round a tie apart."""
    exact = rate if isinstance(rate, Fraction) else Fraction(_decimal(rate))
    return f"{rounded_text(exact * 100, digits)}%"


def _decimal(number: Decimal | float) -> Decimal:
    return number if isinstance(number, Decimal) else Decimal(repr(round(float(number), _TRUE_DECIMALS)))
