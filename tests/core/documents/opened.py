"""Workbooks as their readers open them, and as the bytes they are."""

from html import unescape
from io import BytesIO
from itertools import takewhile
from zipfile import ZipFile

from openpyxl import load_workbook


def rows(data: bytes, sheet: str) -> list[tuple[object, ...]]:
    """Every row of a sheet, the header first."""
    return list(load_workbook(BytesIO(data))[sheet].iter_rows(values_only=True))


def sheets(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    """Every sheet's table, without the notes below it."""
    found = {}
    for sheet in load_workbook(BytesIO(data)):
        table = sheet.iter_rows(values_only=True)
        found[sheet.title] = list(takewhile(lambda row: any(cell is not None for cell in row), table))
    return found


def texts(data: bytes) -> str:
    """Everything that is written anywhere in the archive; some writers spell Chinese as character numbers."""
    with ZipFile(BytesIO(data)) as archive:
        written = (archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        # Writers may spell a character out as a number.
        return unescape("\n".join(written))


def formulas(data: bytes) -> list[str]:
    """The cells that a spreadsheet would compute."""
    book = load_workbook(BytesIO(data))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return [f"{cell.parent.title}!{cell.coordinate}" for cell in cells if cell.data_type == "f"]
