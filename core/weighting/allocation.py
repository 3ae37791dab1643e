"""Turning weights into what an indicator system holds: full marks or weights that add up exactly."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def allocated(weights: Sequence[float | Fraction], whole: Decimal, digits: int) -> tuple[Decimal, ...]:
    """`whole` given out by weight with so many decimals; the parts add up to it to the last digit.

    Every part is rounded down, then what is left over goes, one unit of the last digit each, to those
    with the largest remainder, on a tie to the one listed first (largest remainder method, Hamilton 1792).
    `weights` are at least 0 and need not add up to 1. Raises ValueError where they are all 0, one is
    below 0, or the whole has more decimals itself.
    """
    exact = [Fraction(weight) for weight in weights]
    units = Fraction(whole) * 10**digits
    if units.denominator != 1 or units < 0:
        raise ValueError(f"总数 {whole} 不是 {digits} 位小数的非负数")
    if sum(exact) <= 0 or min(exact) < 0:
        raise ValueError("权重不能为负，且不能都是 0")
    parts = [units * weight / sum(exact) for weight in exact]
    floors = [int(part) for part in parts]
    left = int(units) - sum(floors)
    first = sorted(range(len(parts)), key=lambda at: (floors[at] - parts[at], at))[:left]
    return tuple(Decimal(floor + (at in first)).scaleb(-digits) for at, floor in enumerate(floors))
