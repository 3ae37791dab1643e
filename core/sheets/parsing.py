# mypy: untyped-calls-exclude=openpyxl
"""Turn the bytes of a checked file into sheets, inside the child."""

import csv
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import zip_longest
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from core.errors import Invalid, Problem
from core.sheets.limits import MAX_DENSE_CELLS, broken, refusal
from core.sheets.model import REASON, column_letter
from core.sheets.scanning import Part, scan
from core.sheets.transport import Column, encode

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
# People mend formulas a whole column at a time; the first places are enough to find them.
_MOST_PLACES = 20


def parsed(data: bytes, kind: str, stem: str) -> bytes:
    """The encoded sheets of an .xlsx or .csv file.

    Raises:
        Invalid: the file cannot be read; every reason is a Problem.
    """
    if kind == "csv":
        rows = csv_rows(data)
        columns = list(zip_longest(*rows, fillvalue=""))
        return encode([(stem, _trimmed([_tidy(column) for column in columns]), ())])
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = scan(archive)
    _refuse_uncalculated(parts)
    tables = _by_calamine(data, parts)
    return encode([(name, _columns(tables[name], part), part.merged) for name, part in parts.items()])


def csv_rows(data: bytes) -> list[list[str]]:
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


def _by_calamine(data: bytes, parts: dict[str, Part]) -> dict[str, list[list[Any]]]:
    """Rows by sheet name; openpyxl is asked where calamine refuses the file."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in parts}
    except CalamineError:
        return _by_openpyxl(data, parts)


def _by_openpyxl(data: bytes, parts: dict[str, Part]) -> dict[str, list[list[Any]]]:
    from openpyxl.reader.excel import load_workbook

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        return {
            name: [["" if value is None else value for value in row] for row in book[name].values]
            for name in parts
        }
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError) as error:
        raise broken() from error


def _columns(rows: list[list[Any]], part: Part) -> Sequence[Column]:
    for (row, column), text in part.errors.items():
        if row <= part.rows and column < part.columns:
            _put(rows, row - 1, column, text)
    columns = zip_longest(*rows, fillvalue="")
    return _trimmed([_tidy(column) for column in columns])


def _put(rows: list[list[Any]], row: int, column: int, text: str) -> None:
    """Write an error text where the parser left nothing, growing the table when it stopped short."""
    while len(rows) <= row:
        rows.append([])
    line = rows[row]
    line.extend([""] * (column + 1 - len(line)))
    line[column] = text


def _tidy(column: Iterable[Any]) -> list[Any]:
    """One column in our own values: None for empty, int for whole numbers, no durations."""
    values = list(column)
    kinds = set(map(type, values))
    if float in kinds and any(type(value) is float and value.is_integer() for value in values):
        values = [int(value) if type(value) is float and value.is_integer() else value for value in values]
    if kinds & {timedelta, datetime} or kinds - {str, int, float, bool, date, time}:
        values = [_moment(value) for value in values]
    if str in kinds:
        values = [None if value == "" else value for value in values]
    return values


def _moment(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value


def _trimmed(columns: list[list[Any]]) -> Sequence[Column]:
    """Without the empty edge on the right and below, and without our own 失败原因 column."""
    while columns and not any(value is not None for value in columns[-1]):
        columns.pop()
    if columns and isinstance(columns[-1][0], str) and columns[-1][0].startswith(REASON):
        columns.pop()
        return _trimmed(columns)
    height = max((_height(column) for column in columns), default=0)
    return [column[:height] for column in columns]


def _height(column: list[Any]) -> int:
    for index in range(len(column), 0, -1):
        if column[index - 1] is not None:
            return index
    return 0
