"""The sheet 指标值: one row a unit, one column a number, three states a cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from core.collection.columns import ValueColumn, denominator, numerator, value_columns
from core.collection.values import BLANK, NOT_APPLICABLE, NUMBER, Unit
from core.errors import Problem
from core.indicators.system import IndicatorSystem
from core.indicators.tables import SheetTable, TableRow, decimal_of, is_error, plain_text
from core.sheets.model import Sheet, column_letter

SHEET = "指标值"
_UNIT_HEADERS = ("单位代码", "单位名称", "分组")


@dataclass(frozen=True, slots=True)
class NumberSheet:
    """What the sheet holds, rows and letters telling where."""

    units: tuple[Unit, ...]
    numbers: NDArray[np.float64]
    states: NDArray[np.uint8]
    rows: tuple[int, ...]
    letters: tuple[str, ...]
    unit_letter: str = "A"


def read_numbers(sheets: Sequence[Sheet], system: IndicatorSystem, problems: list[Problem]) -> NumberSheet:
    """The sheet as arrays in the order of `value_columns`; everything wrong goes to `problems`."""
    columns = value_columns(system)
    table = _open(sheets, columns, problems)
    rows = list(table.rows()) if table else []
    numbers = np.full((len(rows), len(columns)), np.nan)
    states = np.zeros((len(rows), len(columns)), dtype=np.uint8)
    units: dict[int, Unit] = {}
    seen: dict[str, int] = {}
    for index, row in enumerate(rows):
        units[index] = _unit(row, seen)
        for position, column in enumerate(columns):
            if column.code in row.table.columns:
                numbers[index, position], states[index, position] = _cell(row, column)
        _check_pairs(row, system, columns, numbers[index], states[index])
    if table and not rows:
        table.problem(0, "单位代码", "没有任何单位", "", "每个被评估单位填一行")
    return NumberSheet(
        tuple(units.values()),
        numbers,
        states,
        tuple(row.number for row in rows),
        tuple(table.letter(column.code) for column in columns) if table else (),
        table.letter("单位代码") if table else "A",
    )


def _open(
    sheets: Sequence[Sheet], columns: Sequence[ValueColumn], problems: list[Problem]
) -> SheetTable | None:
    sheet = next((sheet for sheet in sheets if sheet.name.strip() == SHEET), None)
    if sheet is None:
        present = "、".join(sheet.name for sheet in sheets)
        problems.append(Problem(f"缺少工作表“{SHEET}”", present, "按模板保留这个工作表"))
        return None
    known = {column.code for column in columns} | set(_UNIT_HEADERS)
    found: dict[str, int] = {}
    table = SheetTable(sheet, found, problems)
    for index, cell in enumerate(sheet.rows[0] if sheet.rows else ()):
        code = (plain_text(cell).split() or [""])[0]
        place = Problem("", "", "", SHEET, 1, column_letter(index))
        if code in found:
            _head(problems, place, "列重复", code, "同一编码只保留一列")
        elif code in known:
            found[code] = index
        elif code:
            _head(problems, place, "不认识的列编码", code, "列名以本指标体系的编码开头，编码后空一格")
    for code in (*_UNIT_HEADERS, *(column.code for column in columns if column.role != "experts")):
        if code not in found:
            table.problem(1, code, f"缺少“{code}”列", "", "按模板补上这一列，没有数时整列留空")
    return table


def _head(problems: list[Problem], place: Problem, rule: str, value: str, remedy: str) -> None:
    problems.append(Problem(rule, value, remedy, place.sheet, place.row, place.column))


def _unit(row: TableRow, seen: dict[str, int]) -> Unit:
    code = row.text("单位代码")
    if not code:
        row.note("单位代码", "这一行有内容但没有单位代码", "填写单位代码，或清空整行")
    elif code in seen:
        row.note("单位代码", f"单位代码与第 {seen[code]} 行重复", "每个单位只占一行")
    seen.setdefault(code, row.number)
    return Unit(code, row.text("单位名称", required=True), row.text("分组"))


def _cell(row: TableRow, column: ValueColumn) -> tuple[float, int]:
    value = row.cell(column.code)
    text = plain_text(value)
    if not text:
        return np.nan, BLANK
    if text == "不适用":
        if column.role == "event":
            row.note(column.code, "附加扣分的次数不能是“不适用”", "没有发生填 0 或留空")
        return np.nan, NOT_APPLICABLE
    rule = _broken_rule(row, column)
    if rule:
        row.note(column.code, *rule)
        return np.nan, BLANK
    return float(decimal_of(value)), NUMBER


def _broken_rule(row: TableRow, column: ValueColumn) -> tuple[str, str] | None:
    """The rule a non-empty cell breaks and how to mend it."""
    value = row.cell(column.code)
    text = plain_text(value)
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


def _out_of_range(number: Decimal, column: ValueColumn) -> tuple[str, str] | None:
    if number < 0:
        return "不能是负数", "填 0 或正数"
    if column.percent and number > 1:
        what = "量化值P" if column.role == "item" else "比率"
        return f"{what}应在 0 到 1 之间", "填 0 到 1 的小数或百分数，如 0.85 或 85%"
    if column.role in ("event", "count") and number != int(number):
        return "次数应为整数", "填整数"
    return None


def _check_pairs(
    row: TableRow,
    system: IndicatorSystem,
    columns: Sequence[ValueColumn],
    numbers: NDArray[np.float64],
    states: NDArray[np.uint8],
) -> None:
    at = {column.code: position for position, column in enumerate(columns)}
    for metric in system.metrics:
        top, bottom = numerator(metric.code), denominator(metric.code)
        if top not in at:
            continue
        both = {int(states[at[top]]), int(states[at[bottom]])}
        if both == {NUMBER, NOT_APPLICABLE}:
            row.note(top, f"{metric.code} 分子、分母一个是数、一个是“不适用”", "两格都填数，或都填“不适用”")
        elif metric.input == "ratio" and both == {NUMBER} and numbers[at[top]] > numbers[at[bottom]]:
            shown = plain_text(row.cell(bottom))
            row.note(top, f"{metric.code} 分子大于分母（分母为 {shown}）", "核对分子、分母是否填反或多计")
