"""Telling an expert which judgements contradict the others, and what would fit."""

from collections.abc import Sequence
from fractions import Fraction

from core.errors import Problem
from core.indicators.numerals import plain_number
from core.sheets.model import column_letter
from core.weighting.judgements import Grid, reciprocal
from core.weighting.priorities import BOUND, Inconsistency, inconsistencies, priorities


def inconsistency_problems(items: Sequence[str], grid: Grid, sheet: str = "") -> list[Problem]:
    """Why a complete grid is not consistent enough, none where its ratio is below 0.1.

    The first problem names the ratio, the others the cells that fit worst, each where it was filled in,
    with the grade that would fit and the ratio that would result.
    """
    matrix = reciprocal(grid)
    ratio = priorities(matrix).ratio
    if ratio < BOUND:
        return []
    remedy = "从最不一致的判断改起，改到小于 0.1 为止"
    whole = Problem(f"一致性比率应小于 {BOUND}", f"{ratio:.3f}", remedy, sheet)
    return [whole, *(_cell(items, grid, each, sheet) for each in inconsistencies(matrix))]


def _cell(items: Sequence[str], grid: Grid, found: Inconsistency, sheet: str) -> Problem:
    row, column, grade, fitting = found.row, found.column, found.grade, found.fitting
    given = grid[row][column]
    if given is None:
        row, column, grade, fitting = column, row, 1 / grade, 1 / fitting
        given = grid[row][column]
    rule = f"“{items[row]}”对“{items[column]}”的判断与其他判断矛盾"
    after = f"改后一致性比率约 {found.ratio:.3f}" + ("" if found.ratio < BOUND else "，还须再改别处")
    remedy = f"由其他判断推出约 {_ratio(fitting)}，可改为 {plain_number(grade)}（{after}）"
    value = plain_number(given or Fraction(1))
    return Problem(rule, value, remedy, sheet, row + 2, column_letter(column + 1))


def _ratio(number: float) -> str:
    """A ratio as people say it on this scale: 2.20 or 1/2.20."""
    return f"{number:.2f}" if number >= 1 else f"1/{1 / number:.2f}"
