"""Pairwise judgements: how much more important one indicator is than another, on Saaty's scale of 1 to 9.

A grid is what one expert filled in, row by row: the number at (i, j) says how many times as important
indicator i is as indicator j. One half is enough; where both halves are filled they must agree.
Source: T. L. Saaty, The Analytic Hierarchy Process, McGraw-Hill, 1980.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.errors import Problem
from core.indicators.numerals import plain_number
from core.sheets.model import column_letter

Grid = tuple[tuple[Fraction | None, ...], ...]
Matrix = NDArray[np.float64]

# The even numbers lie between two of these.
SCALE: Final = {1: "同等重要", 3: "稍微重要", 5: "明显重要", 7: "强烈重要", 9: "极端重要"}
HIGHEST: Final = max(SCALE)
GRADES: Final = tuple(Fraction(1, grade) for grade in range(HIGHEST, 1, -1)) + tuple(
    Fraction(grade) for grade in range(1, HIGHEST + 1)
)
# The random index is published for so many indicators and no more.
MOST: Final = 15
# Neighbouring grades differ by an eighth and more: 0.33 and 3 are one judgement, 0.25 and 3 are not.
TOLERANCE: Final = Fraction(1, 20)


def judgement_problems(items: Sequence[str], grid: Grid, sheet: str = "") -> list[Problem]:
    """Every fault of one expert's grid, none where it is complete and agrees with itself.

    `items` are the names in their order. Places are those of a worksheet with the names in its first
    row and its first column; `sheet` says whose it is.
    """
    shape = [len(row) for row in grid]
    if shape != [len(items)] * len(items):
        wanted, given = f"{len(items)}×{len(items)}", f"{len(shape)}×{max(shape, default=0)}"
        return [Problem(f"判断矩阵应为 {wanted}", given, "每个指标一行一列", sheet)]
    if not 0 < len(items) <= MOST:
        rule = f"层次分析一次比较 1 到 {MOST} 个指标"
        return [Problem(rule, str(len(items)), "拆成几组，分层比较", sheet)]
    found = [*_diagonal(items, grid), *_range(items, grid), *_pairs(items, grid)]
    return [_placed(problem, at, sheet) for at, problem in found]


def missing_pairs(grid: Grid) -> tuple[tuple[int, int], ...]:
    """Pairs (i, j), i before j, that neither half of a square grid compares."""
    size = len(grid)
    return tuple(
        (row, column)
        for row in range(size)
        for column in range(row + 1, size)
        if grid[row][column] is None and grid[column][row] is None
    )


def reciprocal(grid: Grid) -> Matrix:
    """The whole matrix of a grid without problems: 1 on the diagonal, a_ji = 1 ÷ a_ij.

    Where both halves are filled the greater number counts; 0.33 beside 3 was meant as one third.
    """
    size = len(grid)
    matrix = np.ones((size, size))
    for row in range(size):
        for column in range(row + 1, size):
            here, there = grid[row][column], grid[column][row]
            if here is None or (there is not None and there > here):
                here = 1 / (there or Fraction(1))
            matrix[row, column], matrix[column, row] = float(here), float(1 / here)
    return matrix


def name_problems(names: Sequence[str], called: str) -> list[Problem]:
    """Blank and repeated names, of experts or of units; `called` says of which."""
    found = [Problem(f"{called}名称不能为空", remedy="填写名称")] if not all(map(str.strip, names)) else []
    twice = [name for name, count in Counter(names).items() if count > 1 and name.strip()]
    return found + [Problem(f"{called}重复", name, "每个只填一次") for name in twice]


_Found = Iterator[tuple[tuple[int, int], Problem]]


def _diagonal(items: Sequence[str], grid: Grid) -> _Found:
    for at, name in enumerate(items):
        held = grid[at][at]
        if held is not None and held != 1:
            yield (at, at), Problem(f"“{name}”与自己相比应为 1", plain_number(held), "填 1 或留空")


def _range(items: Sequence[str], grid: Grid) -> _Found:
    for row, column, held in _off_diagonal(grid):
        if not Fraction(1, HIGHEST) <= held <= HIGHEST:
            rule = f"“{items[row]}”对“{items[column]}”的判断应在 1/{HIGHEST} 到 {HIGHEST} 之间"
            remedy = f"前者更重要填 1 到 {HIGHEST}，后者更重要填分数，如 1/3"
            yield (row, column), Problem(rule, plain_number(held), remedy)


def _pairs(items: Sequence[str], grid: Grid) -> _Found:
    for row, column in missing_pairs(grid):
        remedy = f"在 1/{HIGHEST} 到 {HIGHEST} 之间填一个数"
        yield (row, column), Problem(f"缺少“{items[row]}”对“{items[column]}”的判断", remedy=remedy)
    for row, column, held in _off_diagonal(grid):
        back = grid[column][row]
        if row < column and back is not None and held > 0 and abs(held * back - 1) > TOLERANCE:
            rule = f"“{items[row]}”与“{items[column]}”的两个判断应互为倒数"
            value = f"{plain_number(held)} 与 {plain_number(back)}"
            yield (row, column), Problem(rule, value, "只留一个，或改成互为倒数")


def _off_diagonal(grid: Grid) -> Iterator[tuple[int, int, Fraction]]:
    for row, numbers in enumerate(grid):
        for column, held in enumerate(numbers):
            if row != column and held is not None:
                yield row, column, held


def _placed(problem: Problem, at: tuple[int, int], sheet: str) -> Problem:
    row, column = at
    return Problem(problem.rule, problem.value, problem.remedy, sheet, row + 2, column_letter(column + 1))
