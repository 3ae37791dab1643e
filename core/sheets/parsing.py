# mypy: untyped-calls-exclude=openpyxl
"""Turn the bytes of a checked file into sheets, inside the child."""

import csv
import re
import zipfile
from array import array
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import zip_longest
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from core.errors import Invalid, Problem
from core.sheets.limits import MAX_DENSE_CELLS, broken, refusal
from core.sheets.model import REASON, Column, Numbers, column_letter
from core.sheets.scanning import Part, scan
from core.sheets.transport import problems_answer, sheets_answer

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
# People mend formulas a whole column at a time; the first places are enough to find them.
_MOST_PLACES = 20
# Beyond this a whole number has no exact float64.
_EXACT = 2**53


def parsed(data: bytes, kind: str, stem: str) -> bytes:
    """The answer about an .xlsx or .csv file: its encoded sheets, or why it cannot be read."""
    try:
        if kind == "csv":
            return sheets_answer([(stem, _as_columns(csv_rows(data)), ())])
        # No parser sees a worksheet before its extent is known.
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = scan(archive)
        _refuse_uncalculated(parts)
        tables = _by_calamine(data, list(parts))
        return sheets_answer(
            [(name, _columns(tables[name], part), part.merged) for name, part in parts.items()]
        )
    except Invalid as error:
        return problems_answer(error)


def csv_rows(data: bytes) -> list[list[Any]]:
    """The cells of a CSV file as texts.

    Raises:
        Invalid: neither UTF-8 nor GB18030, not a text, not regular CSV, or too many cells.
    """
    text = _decoded(data)
    first = text.partition("\n")[0]
    separator = max(",\t;", key=first.count)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator):
            cells += len(row)
            if cells > MAX_DENSE_CELLS:
                break
            rows.append(row)
    except csv.Error as error:
        raise refusal(
            "CSV 文件的引号或换行不配对，或某一格过长",
            remedy="请在 Excel 中打开核对，另存为“CSV UTF-8（逗号分隔）”后重新上传",
        ) from error
    if cells > MAX_DENSE_CELLS or len(rows) * max(map(len, rows), default=0) > MAX_DENSE_CELLS:
        raise refusal(f"单元格超过 {MAX_DENSE_CELLS} 个", remedy="请分成几个文件上传")
    return rows


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROLS.search(text):
            break
        return text
    raise refusal(
        "CSV 文件的编码无法识别，或内容不是文本",
        remedy="请在 Excel 中打开，另存为“CSV UTF-8（逗号分隔）”后重新上传",
    )


def _refuse_uncalculated(parts: dict[str, Part]) -> None:
    problems = [
        Problem(
            rule="公式没有计算结果",
            remedy="请在 Excel 中打开并保存，或把公式改为数值后重新上传",
            sheet=name,
            row=row,
            column=column_letter(column),
        )
        for name, part in parts.items()
        for row, column in part.uncalculated[:_MOST_PLACES]
    ]
    if problems:
        raise Invalid("公式没有计算结果", problems=problems[:_MOST_PLACES])


def _by_calamine(data: bytes, names: list[str]) -> dict[str, list[list[Any]]]:
    """Rows by sheet name; openpyxl is asked where calamine refuses the file."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except CalamineError:
        return _by_openpyxl(data, names)


def _by_openpyxl(data: bytes, names: list[str]) -> dict[str, list[list[Any]]]:
    from openpyxl.reader.excel import load_workbook

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        return {
            name: [["" if value is None else value for value in row] for row in book[name].values]
            for name in names
        }
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError) as error:
        raise broken() from error


def _columns(rows: list[list[Any]], part: Part) -> Sequence[Column]:
    for (row, column), text in part.errors.items():
        if row <= part.rows and column < part.columns:
            _put(rows, row - 1, column, text)
    return _as_columns(rows)


def _put(rows: list[list[Any]], row: int, column: int, text: str) -> None:
    """Write an error text where the parser left nothing, growing the table when it stopped short."""
    while len(rows) <= row:
        rows.append([])
    line = rows[row]
    line.extend([""] * (column + 1 - len(line)))
    line[column] = text


def _as_columns(rows: list[list[Any]]) -> Sequence[Column]:
    return [_tidy(column) for column in _trimmed(list(zip_longest(*rows, fillvalue="")))]


def _trimmed(columns: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Without the empty edge on the right and below, and without our own 失败原因 column."""
    while columns and not any(value != "" for value in columns[-1]):
        columns.pop()
    if columns and isinstance(columns[-1][0], str) and columns[-1][0].startswith(REASON):
        columns.pop()
        return _trimmed(columns)
    height = max((_height(column) for column in columns), default=0)
    return [column[:height] for column in columns]


def _height(column: tuple[Any, ...]) -> int:
    for index in range(len(column), 0, -1):
        if column[index - 1] != "":
            return index
    return 0


def _tidy(column: Sequence[Any]) -> Column:
    """One column in our own values: None for empty, numbers as machine numbers, no durations."""
    kinds = set(map(type, column[1:]))
    if kinds == {float}:
        return _numbers_below(column)
    kinds |= set(map(type, column[:1]))
    if kinds & {timedelta, datetime}:
        column = [_moment(value) for value in column]
    if int in kinds:
        column = [float(value) if type(value) is int and abs(value) <= _EXACT else value for value in column]
    if float in kinds | set(map(type, column)):
        return _numbers(column)
    return [None if value == "" else value for value in column]


def _moment(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value


def _numbers_below(column: Sequence[Any]) -> Numbers:
    """A header, or a first number, over nothing but numbers, as most columns are."""
    first = _moment(column[0])
    if type(first) is float:
        return Numbers(array("d", (first, *column[1:])), {})
    return Numbers(array("d", (0.0, *column[1:])), {0: None if first == "" else first})


def _numbers(column: Sequence[Any]) -> Numbers:
    floats = array("d", [value if type(value) is float else 0.0 for value in column])
    others = {index: value for index, value in enumerate(column) if type(value) is not float}
    return Numbers(floats, {index: None if value == "" else value for index, value in others.items()})
