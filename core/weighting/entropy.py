"""The entropy method: indicators that tell units apart more carry more weight.

Such weights move with the units they are taken from, so they are a second opinion while a system is
designed and never a part of scoring.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.errors import Problem
from core.indicators.numerals import plain_number
from core.sheets.model import column_letter

Floats = NDArray[np.float64]
Table = tuple[tuple[Fraction | None, ...], ...]

# How numbers of different units of measurement are made comparable before their shares are taken.
SCALINGS: Final = {"share": "占合计的比例", "range": "极差归一后占合计的比例"}
# Below this a divergence is rounding: the numbers of the column are equal.
LEAST: Final = 1e-12
# Beyond it float64 no longer tells neighbouring whole numbers apart.
GREATEST: Final = 10**15


@dataclass(frozen=True, slots=True)
class Entropy:
    """Weights that add up to 1; entropy and divergence of every indicator; positions of those without any."""

    weights: tuple[float, ...]
    entropies: tuple[float, ...]
    divergences: tuple[float, ...]
    constant: tuple[int, ...]


def table_problems(items: Sequence[str], units: Sequence[str], table: Table, scaling: str) -> list[Problem]:
    """Every fault of a table of units × indicators; places are those of a worksheet with names around it."""
    if scaling not in SCALINGS:
        return [Problem("不认识的标准化方法", scaling, f"可填：{'、'.join(SCALINGS)}")]
    if len(units) < 2 or [len(row) for row in table] != [len(items)] * len(units):
        value = f"{len(table)}×{max(map(len, table), default=0)}"
        return [Problem("应为至少两个单位，每个单位每个指标一个数", value, "一行一个单位，一列一个指标")]
    found = []
    for row, numbers in enumerate(table):
        for column, number in enumerate(numbers):
            place = ("", row + 2, column_letter(column + 1))
            what = f"“{units[row]}”的“{items[column]}”"
            if number is None:
                found.append(Problem(f"{what}没有数", "", "补全，或去掉这个单位或指标", *place))
            elif abs(number) > GREATEST:
                found.append(Problem(f"{what}太大", plain_number(number), "换成更大的计量单位", *place))
            elif number < 0 and scaling == "share":
                found.append(Problem(f"{what}不能为负", plain_number(number), "改用极差归一", *place))
    if not found and all(len({row[column] for row in table}) == 1 for column in range(len(items))):
        found.append(
            Problem("各指标在各单位之间都没有差别，熵权法定不出权重", remedy="改用专家打分或层次分析")
        )
    return found


def scaled(table: Floats, falling: NDArray[np.bool_]) -> Floats:
    """(x − min) ÷ (max − min) of every column, turned round where less is better; 0 where all are equal."""
    low, high = table.min(axis=0), table.max(axis=0)
    width = np.where(high > low, high - low, 1.0)
    rising: Floats = np.where(falling, high - table, table - low) / width
    return rising


def entropy_weights(table: Floats) -> Entropy:
    """Weights of the columns of a table of units × indicators, at least two units, no number below 0.

    p_ij = x_ij ÷ Σ_i x_ij, e_j = −Σ_i p_ij·ln p_ij ÷ ln m with 0·ln 0 = 0, d_j = 1 − e_j,
    w_j = d_j ÷ Σ d. A column of equal numbers (or of zeros) tells nobody apart: e = 1, w = 0.
    Source: Hwang and Yoon, Multiple Attribute Decision Making, Springer 1981.
    Raises ValueError where no column tells units apart.
    """
    sums = table.sum(axis=0)
    parts = np.where(sums > 0, table / np.where(sums > 0, sums, 1.0), 1.0 / len(table))
    terms = parts * np.log(np.where(parts > 0, parts, 1.0))
    entropies = -terms.sum(axis=0) / np.log(len(table))
    divergences = np.where(1.0 - entropies > LEAST, 1.0 - entropies, 0.0)
    total = divergences.sum()
    if total == 0:
        raise ValueError("各指标在各单位之间都没有差别，熵权法定不出权重")
    return Entropy(
        tuple(map(float, divergences / total)),
        tuple(map(float, 1.0 - divergences)),
        tuple(map(float, divergences)),
        tuple(map(int, np.flatnonzero(divergences == 0))),
    )
