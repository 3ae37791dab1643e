# mypy: untyped-calls-exclude=openpyxl
"""Write problems into the person's own workbook, inside the child."""

import zipfile
from collections import defaultdict
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl.reader.excel import load_workbook
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.fills import PatternFill
from openpyxl.styles.fonts import Font
from openpyxl.workbook.workbook import Workbook

from core.errors import Invalid, Problem
from core.sheets.model import MAX_COLUMNS, MAX_ROWS, REASON, column_index
from core.sheets.parsing import csv_rows
from core.sheets.scanning import scan
from core.sheets.sealing import sealed
from core.sheets.texts import looks_like_formula, printable, sheet_name
from core.sheets.transport import problems_answer

_FAULT = PatternFill("solid", start_color="FBE3E0")
_RED = Font(name="微软雅黑", size=10, color="A8322A")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_REASON_WIDTH = 48


def marked(data: bytes, kind: str, stem: str, problems: Sequence[Problem]) -> bytes:
    """The answer: the workbook with a 失败原因 column on every sheet that has problems, or why not.

    Errors other than limits and broken files end the child.
    """
    try:
        workbook = _from_csv(data, stem) if kind == "csv" else _opened(data)
    except Invalid as error:
        return problems_answer(error)
    for name, group in _by_sheet(workbook, problems).items():
        _mark_sheet(workbook[name], group)
    target = BytesIO()
    workbook.save(target)
    return b"W" + sealed(target.getvalue())


def _opened(data: bytes) -> Any:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        scan(archive)
    return load_workbook(BytesIO(data))


def _from_csv(data: bytes, stem: str) -> Any:
    workbook = Workbook()
    worksheet = workbook.worksheets[0]
    worksheet.title = sheet_name(stem)
    for row, values in enumerate(csv_rows(data), start=1):
        for column, value in enumerate(values, start=1):
            if value:
                _write_text(worksheet.cell(row, column), value)
    return workbook


def _by_sheet(workbook: Any, problems: Sequence[Problem]) -> dict[str, list[Problem]]:
    """The problems of each worksheet; those of unknown sheets stand on the first one."""
    names = [worksheet.title for worksheet in workbook.worksheets]
    groups: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[problem.sheet if problem.sheet in names else names[0]].append(problem)
    return groups


def _mark_sheet(worksheet: Any, problems: Sequence[Problem]) -> None:
    sentences: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        row = problem.row if 0 < problem.row <= MAX_ROWS else 0
        sentences[row].append(_sentence(problem, worksheet.title))
        column = column_index(problem.column) + 1 if problem.column.isalpha() else 0
        if row and 0 < column <= MAX_COLUMNS:
            worksheet.cell(row, column).fill = _FAULT
    position = _reason_column(worksheet)
    # Row 1 carries the head of the column, so what concerns it or the whole sheet follows the head.
    whole = sentences.pop(0, []) + sentences.pop(1, [])
    sentences[1] = [f"{REASON}：{'；'.join(whole)}" if whole else REASON]
    for row, texts in sentences.items():
        cell = worksheet.cell(row, position)
        _write_text(cell, "；".join(texts))
        cell.font, cell.alignment = _RED, _WRAPPED
    worksheet.column_dimensions[worksheet.cell(1, position).column_letter].width = _REASON_WIDTH


def _sentence(problem: Problem, title: str) -> str:
    """The problem without the row, which is plain from where it stands."""
    place = f"{problem.column} 列：" if problem.column else ""
    if problem.sheet and problem.sheet != title:
        place = f"{problem.place}：" + ("" if problem.column in problem.place else place)
    value = f"，现为“{problem.value}”" if problem.value else ""
    remedy = f"。处理办法：{problem.remedy}" if problem.remedy else ""
    return f"{place}{problem.rule}{value}{remedy}"


def _reason_column(worksheet: Any) -> int:
    """The column after the last used one; an earlier 失败原因 column is emptied and used again."""
    last = max((area.max_col for area in worksheet.merged_cells.ranges), default=0)
    for row in worksheet.iter_rows():
        for cell in row:
            if cell.value is not None and cell.column > last:
                last = cell.column
    if last and str(worksheet.cell(1, last).value or "").startswith(REASON):
        for (cell,) in worksheet.iter_rows(min_col=last, max_col=last):
            cell.value = None
        return last
    return min(last + 1, MAX_COLUMNS)


def _write_text(cell: Any, text: str) -> None:
    cell.value = ""
    cell._value = printable(text)
    cell.data_type = "s"
    if looks_like_formula(text):
        cell.quotePrefix = True
