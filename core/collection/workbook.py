"""Values as workbooks: the template people fill, the reader that refuses what is wrong, the writer."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.collection.columns import value_columns
from core.collection.number_sheet import NumberSheet, read_numbers
from core.collection.record_sheets import read_ledger, read_marks
from core.collection.values import NOT_APPLICABLE, NUMBER, Unit, Values, build_values
from core.errors import Invalid, Problem
from core.indicators.cells import number_cell
from core.indicators.system import IndicatorSystem
from core.sheets.annotating import annotate
from core.sheets.model import CellValue
from core.sheets.reading import read_workbook
from core.sheets.writing import SheetContent, build_workbook

UNIT_HEADERS = ("单位代码", "单位名称", "分组")
MARK_HEADERS = ("单位代码", "子项编码", "案例", "专家", "得分", "近90天有调用")
LEDGER_HEADERS = ("单位代码", "编码", "档次", "数量", "事项", "依据文号", "日期")
VALUES_SHEET, MARKS_SHEET, LEDGER_SHEET = "指标值", "专家评分", "加减分台账"


def read_values(
    data: bytes, file_name: str, system: IndicatorSystem, *, units: Sequence[Unit] | None = None
) -> Values:
    """The values in a workbook or CSV file, for the given units only where `units` is given.

    Raises Invalid with every problem found, each with sheet, row and column, and the person's own
    file with a 失败原因 column; also where the file holds more than one period.
    """
    problems: list[Problem] = []
    found = _read(data, file_name, system, problems, units=units, several=False)
    _refuse(data, file_name, problems)
    return next(iter(found.values()))


def read_periods(data: bytes, file_name: str, system: IndicatorSystem) -> tuple[tuple[str, Values], ...]:
    """The values of every period in a file, with the text that names it, in order of first appearance.

    Raises Invalid as `read_values` does, though several periods are welcome here.
    """
    problems: list[Problem] = []
    found = _read(data, file_name, system, problems, several=True)
    _refuse(data, file_name, problems)
    return tuple(found.items())


def _read(
    data: bytes,
    file_name: str,
    system: IndicatorSystem,
    problems: list[Problem],
    *,
    units: Sequence[Unit] | None = None,
    several: bool,
) -> dict[str, Values]:
    """The values of each period; what is wrong goes to `problems`."""
    sheets = read_workbook(data, file_name)
    only_values = file_name.lower().endswith(".csv")
    numbers = read_numbers(sheets, system, problems, any_name=only_values)
    if units is not None:
        _compare_units(numbers, units, problems)
    known: dict[str, set[str]] = {period: set() for period in dict.fromkeys(numbers.periods or ("",))}
    for period, unit in zip(numbers.periods, numbers.units, strict=True):
        known[period].add(unit.code)
    # A row whose code is mistyped must not make every mark and matter of that unit look wrong as well.
    for codes in known.values():
        codes.update(unit.code for unit in units or ())
    if len(known) > 1 and not several:
        problems.append(_one_period(numbers))
        only_values = True
    marks = () if only_values else read_marks(sheets, system, known, problems)
    ledger = () if only_values else read_ledger(sheets, system, known, problems)
    return {
        period: replace(
            _of_period(numbers, period, system),
            marks=tuple(mark for at, mark in marks if at == period),
            ledger=tuple(entry for at, entry in ledger if at == period),
        )
        for period in known
    }


def _of_period(numbers: NumberSheet, period: str, system: IndicatorSystem) -> Values:
    rows = [index for index, other in enumerate(numbers.periods) if other == period]
    # The whole sheet is one period as a rule, and then nothing is copied.
    at = slice(None) if len(rows) == len(numbers.periods) else rows
    return Values(
        units=tuple(numbers.units[index] for index in rows),
        columns=tuple(column.code for column in value_columns(system)),
        numbers=numbers.numbers[at],
        states=numbers.states[at],
        sheet=numbers.sheet,
        rows=tuple(numbers.rows[index] for index in rows),
        letters=numbers.letters,
    )


def _one_period(numbers: NumberSheet) -> Problem:
    """The problem of a file with several periods, at the first row of the second."""
    second = next(
        row for row, period in zip(numbers.rows, numbers.periods, strict=True) if period != numbers.periods[0]
    )
    names = "、".join(period or "（空）" for period in dict.fromkeys(numbers.periods))
    remedy = "每个期次各用一个文件，或删去其他期次的行"
    place = (numbers.sheet, second, numbers.period_letter)
    return Problem("本次导入只能有一个期次", names, remedy, *place)


def _refuse(data: bytes, file_name: str, problems: Sequence[Problem]) -> None:
    if problems:
        message = f"指标值工作簿有 {len(problems)} 处问题，没有导入"
        raise Invalid(message, problems=problems, annotated=annotate(data, file_name, problems))


def write_values(values: Values, system: IndicatorSystem) -> bytes:
    """The values as an .xlsx file; `read_values` of it equals `values`."""
    columns = value_columns(system)
    rows = [
        (unit.code, unit.name, unit.group, *_cells(values, index)) for index, unit in enumerate(values.units)
    ]
    return build_workbook(
        [
            SheetContent(
                VALUES_SHEET,
                (*UNIT_HEADERS, *(column.header for column in columns)),
                rows,
                (14, 24, 14, *(18 for _ in columns)),
                freeze_columns=2,
            ),
            SheetContent(
                MARKS_SHEET,
                MARK_HEADERS,
                _mark_rows(values),
                (14, 12, 30, 14, 10, 16),
                choices={5: ("是", "否")},
            ),
            SheetContent(LEDGER_SHEET, LEDGER_HEADERS, _ledger_rows(values), (14, 10, 16, 10, 40, 30, 14)),
        ]
    )


def values_template(system: IndicatorSystem, units: Sequence[Unit]) -> bytes:
    """An empty values workbook for these units, one row each."""
    return write_values(build_values(system, units, {}), system)


def _compare_units(numbers: NumberSheet, units: Sequence[Unit], problems: list[Problem]) -> None:
    wanted = {unit.code: unit for unit in units}
    for unit, row in zip(numbers.units, numbers.rows, strict=True):
        if unit.code and unit.code not in wanted:
            problems.append(
                Problem(
                    "单位不在本次评估名单中",
                    unit.code,
                    "删去这一行或改正代码",
                    numbers.sheet,
                    row,
                    numbers.unit_letter,
                )
            )
    given = {unit.code for unit in numbers.units}
    missing = [unit.name for unit in units if unit.code not in given]
    if missing and numbers.units:
        problems.append(
            Problem("缺少名单中的单位", "、".join(missing), "每个被评估单位各占一行", numbers.sheet)
        )


def _mark_rows(values: Values) -> list[tuple[CellValue, ...]]:
    return [
        (
            mark.unit,
            mark.metric,
            mark.case,
            mark.expert,
            number_cell(mark.score),
            "是" if mark.called else "否",
        )
        for mark in values.marks
    ]


def _ledger_rows(values: Values) -> list[tuple[CellValue, ...]]:
    return [
        (
            entry.unit,
            entry.item,
            entry.level,
            number_cell(entry.quantity),
            entry.matter,
            entry.document,
            entry.happened_on,
        )
        for entry in values.ledger
    ]


def _cells(values: Values, index: int) -> list[CellValue]:
    cells: list[CellValue] = []
    for number, state in zip(values.numbers[index], values.states[index], strict=True):
        if state == NUMBER:
            plain = float(number)
            cells.append(int(plain) if plain.is_integer() and np.abs(plain) < 2**53 else plain)
        else:
            cells.append("不适用" if state == NOT_APPLICABLE else None)
    return cells
