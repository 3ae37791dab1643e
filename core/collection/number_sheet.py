"""The sheet 指标值: one row a unit, one column a number, three states a cell; checked column by column."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.collection.columns import ValueColumn, denominator, numerator, value_columns
from core.collection.number_cells import broken_rule, out_of_range_at, read_cell, split_column
from core.collection.values import BLANK, NOT_APPLICABLE, NUMBER, Unit
from core.errors import Problem
from core.indicators.rules import RULE_KINDS
from core.indicators.system import IndicatorSystem
from core.indicators.tables import (
    SheetTable,
    TableRow,
    header_fault,
    is_error,
    note_merged,
    plain_text,
)
from core.sheets.model import CellValue, Sheet, column_letter

SHEET, PERIOD, REMARK = "指标值", "期次", "备注"
_UNIT_HEADERS = ("单位代码", "单位名称", "分组")
# Rows people put under a table; as units they would move everybody's places.
_SUMS = frozenset({"合计", "总计", "小计", "平均", "平均值", "均值", "最大值", "最小值", "备注"})
# Faults of one column that are named cell by cell; a hundred thousand would only keep the server busy.
_MOST_NAMED = 1_000


@dataclass(frozen=True, slots=True)
class NumberSheet:
    """What the sheet holds, one period text a row, rows and letters telling where."""

    units: tuple[Unit, ...]
    numbers: NDArray[np.float64]
    states: NDArray[np.uint8]
    rows: tuple[int, ...]
    letters: tuple[str, ...]
    periods: tuple[str, ...]
    sheet: str = SHEET
    unit_letter: str = "A"
    period_letter: str = ""


def read_numbers(
    sheets: Sequence[Sheet], system: IndicatorSystem, problems: list[Problem], *, any_name: bool = False
) -> NumberSheet:
    """The sheet as arrays in the order of `value_columns`; everything wrong goes to `problems`.

    `any_name` takes the first sheet whatever it is called: a CSV file has only one.
    """
    columns = value_columns(system)
    header = _open(sheets, system, problems, any_name=any_name)
    found: list[Problem] = []
    table = SheetTable(header.sheet, header.columns, found)
    rows = _filled_rows(table.sheet)
    units, periods = _units(table, rows)
    shape = (table.sheet.height + 1, len(columns))
    numbers, states = np.full(shape, np.nan), np.full(shape, BLANK, dtype=np.uint8)
    for position, column in enumerate(columns):
        if column.code in table.columns:
            numbers[1:, position], states[1:, position] = read_column(table, column)
    _check_pairs(table, system, numbers, states)
    # Found column by column, told row by row; within a row the order stays.
    problems += sorted(found, key=lambda problem: problem.row)
    if table.columns and not rows:
        header.problem(0, "单位代码", "没有任何单位", "", "每个被评估单位填一行")
    at = np.array(rows, dtype=np.intp)
    return NumberSheet(
        units,
        numbers[at],
        states[at],
        tuple(rows),
        tuple(table.letter(column.code) for column in columns),
        periods,
        table.sheet.name,
        table.letter("单位代码") or "A",
        table.letter(PERIOD),
    )


def _open(
    sheets: Sequence[Sheet], system: IndicatorSystem, problems: list[Problem], *, any_name: bool
) -> SheetTable:
    """The table with the columns it has; without any where there is no sheet or no header row."""
    columns = value_columns(system)
    alone = any_name or len(sheets) == 1
    sheet = next((sheet for sheet in sheets if alone or sheet.name.strip() == SHEET), None)
    if sheet is None:
        present = "、".join(sheet.name for sheet in sheets)
        problems.append(Problem(f"缺少工作表“{SHEET}”", present, "按模板保留这个工作表"))
        return SheetTable(Sheet(SHEET), {}, problems)
    codes = (column.code for column in columns if column.role != "experts")
    required = (*_needed(system), *codes)
    fault = header_fault(sheet, required)
    if fault:
        problems.append(fault)
        return SheetTable(Sheet(sheet.name), {}, problems)
    table = SheetTable(sheet, _header(sheet, columns, problems), problems)
    for code in required:
        if code not in table.columns:
            table.problem(1, code, f"缺少“{code}”列", "", "按模板补上这一列，没有数时整列留空")
    note_merged(table)
    return table


def _needed(system: IndicatorSystem) -> tuple[str, ...]:
    """Which headers of a unit must be there: a system of weights that has no groups needs only codes."""
    rules = [(metric.rule, metric.parameters) for metric in system.metrics]
    rules += [(node.rule, node.parameters) for node in system.nodes if node.rule]
    rules += [(system.rule, system.parameters)] if system.rule else []
    grouped = any(
        reference.group for rule, numbers in rules for reference in RULE_KINDS[rule].references(numbers)
    )
    return _UNIT_HEADERS if system.scheme == "marks" or grouped else _UNIT_HEADERS[:1]


def _header(sheet: Sheet, columns: Sequence[ValueColumn], problems: list[Problem]) -> dict[str, int]:
    known = {column.code for column in columns} | {*_UNIT_HEADERS, PERIOD}
    found: dict[str, int] = {}
    for index, cell in enumerate(sheet.row(1)):
        code = (plain_text(cell).split() or [""])[0]
        place = (sheet.name, 1, column_letter(index))
        if code in found:
            problems.append(Problem("列重复", code, "同一编码只保留一列", *place))
        elif code in known:
            found[code] = index
        elif code and code != REMARK:
            remedy = "列名以本指标体系的编码开头，编码后空一格；不用的列请删去，说明文字放在“备注”列"
            problems.append(Problem("不认识的列编码", code, remedy, *place))
    return found


def _filled_rows(sheet: Sheet) -> list[int]:
    """Excel's numbers of the rows below the header that are not blank."""
    blank = list(range(1, sheet.height))
    for column in sheet.columns:
        blank = [index for index in blank if not plain_text(column[index])]
    skipped = set(blank)
    return [index + 1 for index in range(1, sheet.height) if index not in skipped]


def _units(table: SheetTable, rows: Sequence[int]) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    codes, names, groups, periods = (_texts(table, header, rows) for header in (*_UNIT_HEADERS, PERIOD))
    if "单位名称" not in table.columns:
        names = codes
    units = list(map(Unit, codes, names, groups))
    keys = list(zip(periods, codes, strict=True))
    # Later ones are overwritten by earlier ones, so the first row of every code stays.
    first = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
    faulty = {index for index, key in enumerate(keys) if first[key] != index or not key[1]}
    faulty |= {
        index for index, name in enumerate(names) if not name or name in _SUMS or codes[index] in _SUMS
    }
    for texts in (codes, names, groups, periods):
        faulty |= {index for index, text in enumerate(texts) if text[:1] == "#" and is_error(text)}
    for index in sorted(faulty):
        row = TableRow(table, rows[index])
        units[index], periods[index] = _read_unit(row, rows[first[periods[index], codes[index]]])
    return tuple(units), tuple(periods)


def _texts(table: SheetTable, header: str, rows: Sequence[int]) -> list[str]:
    if header not in table.columns:
        return [""] * len(rows)
    cells = list(table.sheet.columns[table.columns[header]])
    return [plain_text(cells[row - 1]) for row in rows]


def _read_unit(row: TableRow, first: int) -> tuple[Unit, str]:
    """Unit and period of a row, noting what is wrong with it; `first` is the first row of that code."""
    code = row.text("单位代码")
    if not code:
        row.note("单位代码", "这一行有内容但没有单位代码", "填写单位代码，或清空整行")
    elif first != row.number:
        row.note("单位代码", f"单位代码与第 {first} 行重复", "每个单位只占一行")
    named = "单位名称" in row.table.columns
    name = row.text("单位名称", required=True) if named else code
    if code in _SUMS or name in _SUMS:
        row.note(
            "单位代码", f"这一行像“{code if code in _SUMS else name}”行，不是单位", "删去合计、平均等汇总行"
        )
    return Unit(code, name, row.text("分组")), row.text(PERIOD)


def read_column(table: SheetTable, column: ValueColumn) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """Numbers and states of a whole column, the header's cell first; what is wrong goes to the table."""
    numbers, others = split_column(table.sheet.columns[table.columns[column.code]])
    states = np.full(len(numbers), NUMBER, dtype=np.uint8)
    wrong = out_of_range_at(numbers, column)
    # Cells that say the same are read once: a column holds few texts many times.
    known: dict[tuple[type, CellValue], tuple[float, int, bool]] = {}
    for index, value in others.items():
        key = (type(value), value)
        if key not in known:
            known[key] = read_cell(value, column)
        numbers[index], states[index], wrong[index] = known[key]
    wrong[0] = False
    unread = wrong & (states != NOT_APPLICABLE)
    numbers[unread], states[unread] = np.nan, BLANK
    for row in _named(table, column.code, np.flatnonzero(wrong) + 1):
        row.note(column.code, *broken_rule(row.cell(column.code), column))
    return numbers, states


def _named(table: SheetTable, code: str, rows: NDArray[np.intp]) -> list[TableRow]:
    """The rows to be named one by one; of a column that is wrong throughout, the first are enough."""
    if len(rows) > _MOST_NAMED:
        rule = f"这一列还有 {len(rows) - _MOST_NAMED} 格有问题，没有一一列出"
        table.problem(int(rows[_MOST_NAMED]), code, rule, "", "改正以上各格后，把整列再核对一遍")
    return [TableRow(table, row) for row in rows[:_MOST_NAMED].tolist()]


def _check_pairs(
    table: SheetTable,
    system: IndicatorSystem,
    numbers: NDArray[np.float64],
    states: NDArray[np.uint8],
) -> None:
    at = {column.code: position for position, column in enumerate(value_columns(system))}
    for metric in system.metrics:
        code, top, bottom = metric.code, numerator(metric.code), denominator(metric.code)
        if top not in at:
            continue
        above, below = states[:, at[top]], states[:, at[bottom]]
        mixed = above + below == NUMBER + NOT_APPLICABLE
        more = (above == NUMBER) & (below == NUMBER) & (numbers[:, at[top]] > numbers[:, at[bottom]])
        for row in _named(table, top, np.flatnonzero(mixed | (more & (metric.input == "ratio")))):
            if mixed[row.number]:
                rule = f"{code} 分子、分母一个是数、一个是“不适用”"
                row.note(top, rule, "两格都填数，或都填“不适用”")
            else:
                rule = f"{code} 分子大于分母（分母为 {plain_text(row.cell(bottom))}）"
                row.note(top, rule, "核对分子、分母是否填反或多计")
