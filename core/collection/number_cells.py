"""Cells of the sheet 指标值: three states, and the rules a number must keep, cell by cell or a column at once."""

import re
from collections.abc import Mapping
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from core.collection.columns import ValueColumn
from core.collection.values import BLANK, NOT_APPLICABLE, NUMBER
from core.indicators.tables import decimal_of, is_error, plain_text
from core.sheets.model import CellValue, Column, Numbers

# Texts that float() reads exactly as decimal_of() does.
_PLAIN_NUMBER = re.compile(r"(?:-?[0-9]{1,9}(?:\.[0-9]{1,6})?)?")


def split_column(cells: Column) -> tuple[NDArray[np.float64], Mapping[int, CellValue]]:
    """A column as float64, and by index what else stands in it."""
    if isinstance(cells, Numbers):
        # Adding zero makes a copy, and of minus zero plain zero.
        return np.frombuffer(cells.floats) + 0.0, cells.others
    texts = ["", *("" if value is None else value for value in cells[1:])]
    if set(map(type, texts)) == {str} and all(map(_PLAIN_NUMBER.fullmatch, texts)):  # type: ignore[arg-type]
        numbers = np.array([float(text or 0) for text in texts])  # type: ignore[arg-type]
        return numbers + 0.0, {index: None for index, text in enumerate(texts) if not text}
    return np.zeros(len(cells)), dict(enumerate(cells))


def read_cell(value: CellValue, column: ValueColumn) -> tuple[float, int, bool]:
    """Number and state of one cell, and whether something is wrong with it."""
    text = plain_text(value)
    if not text:
        return np.nan, BLANK, False
    if text == "不适用":
        return np.nan, NOT_APPLICABLE, column.role == "event"
    if broken_rule(value, column)[0]:
        return np.nan, BLANK, True
    return float(decimal_of(value)), NUMBER, False


def broken_rule(value: CellValue, column: ValueColumn) -> tuple[str, str]:
    """The rule a non-empty cell breaks and how to mend it, two empty texts where it breaks none."""
    text = plain_text(value)
    if text == "不适用":
        return "附加扣分的次数不能是“不适用”", "没有发生填 0 或留空"
    if is_error(value):
        return "单元格是错误值", "改正公式，没有数时留空"
    if column.role == "experts":
        return "这一列只填“不适用”或留空", "得分填在“专家评分”表"
    try:
        number = decimal_of(value)
    except ValueError:
        return "应为数字、“不适用”或留空", "只填数字，单位写在列名里"
    if text.endswith(("%", "％")) and not column.percent:
        return "这一列不是比率，不能填百分数", "填实际的数"
    return _out_of_range(number, column)


def _out_of_range(number: Decimal, column: ValueColumn) -> tuple[str, str]:
    if number < 0 and not column.signed:
        return "不能是负数", "填 0 或正数"
    if column.percent and number > 1 and not column.signed:
        what = "量化值P" if column.role == "item" else "比率"
        return f"{what}应在 0 到 1 之间", "填 0 到 1 的小数或百分数，如 0.85 或 85%"
    if column.role in ("event", "count") and number != int(number):
        return "次数应为整数", "填整数"
    return "", ""


def out_of_range_at(numbers: NDArray[np.float64], column: ValueColumn) -> NDArray[np.bool_]:
    """Where `broken_rule` finds fault with a cell that holds a number."""
    if column.role == "experts":
        return np.ones(len(numbers), dtype=np.bool_)
    wrong = ~np.isfinite(numbers)
    if not column.signed:
        wrong |= numbers < 0
        if column.percent:
            wrong |= numbers > 1
    if column.role in ("event", "count"):
        wrong |= numbers != np.floor(numbers)
    return wrong
