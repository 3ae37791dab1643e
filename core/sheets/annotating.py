"""Give people their own workbook back with a 失败原因 column."""

import zipfile
from collections.abc import Sequence
from dataclasses import astuple
from io import BytesIO

from core.errors import Invalid, Problem
from core.settings import settings
from core.sheets.limited import run_child
from core.sheets.limits import MEGABYTE
from core.sheets.model import REASON
from core.sheets.precheck import Kind, check_file
from core.sheets.reading import stem
from core.sheets.scanning import unpacked_worksheets
from core.sheets.writing import SheetContent, build_workbook

# A column of reasons helps up to here; beyond it the first faults tell what went wrong.
_MOST_PROBLEMS = 20_000
# Marking means building and writing every cell as an object; beyond this it would end at the limits.
_MOST_TO_MARK = 12 * MEGABYTE
# A cell takes about so many times more in a worksheet than in a CSV file.
_CELL_BYTES_OVER_CSV = 6


def annotate(data: bytes, file_name: str, problems: Sequence[Problem]) -> bytes:
    """The person's own file as .xlsx, with a 失败原因 column after the last one of each faulty sheet.

    Problems of one row stand in that row, joined by “；”; problems of a sheet or of the whole file
    stand in row 1; cells in fault get a light fill. Where the file itself cannot be opened, a small
    workbook lists the problems instead, also where it is so large that marking it would take too long.
    Only the first 20,000 problems are written.

    Raises:
        Unavailable: too many files are being read.
    """
    listed = problems[:_MOST_PROBLEMS]
    try:
        kind = check_file(data, file_name, max_megabytes=settings().max_upload_megabytes)
        if _unpacked(data, kind) > _MOST_TO_MARK:
            return list_problems(listed)
        answer = run_child(
            {
                "verb": "annotate",
                "kind": kind,
                "stem": stem(file_name),
                "problems": [astuple(problem) for problem in listed],
            },
            data,
        )
    except Invalid:
        return list_problems(listed)
    return answer[1:] if answer[:1] == b"W" else list_problems(listed)


def _unpacked(data: bytes, kind: Kind) -> int:
    if kind is Kind.CSV:
        return len(data) * _CELL_BYTES_OVER_CSV
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return unpacked_worksheets(archive)


def list_problems(problems: Sequence[Problem]) -> bytes:
    """A workbook with one sheet 失败原因: place, rule, present value, what to do."""
    rows = [
        (problem.place or "整个文件", problem.rule, problem.value, problem.remedy) for problem in problems
    ]
    header = ("位置", "规则", "现值", "处理办法")
    return build_workbook([SheetContent(REASON, header, rows, widths=(28, 40, 24, 60))])
