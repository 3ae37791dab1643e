"""Change cells of a good workbook by the words in its header, so that no letter is written down twice."""

import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from core.collection.workbook import write_values
from core.indicators.workbook import write_system
from tests.core.scoring.boards import board, entry, tiny_system

_NUMBERS = {"A-1/分子": 17, "A-1/分母": 20, "A-2/分子": 9, "A-2/分母": 10, "B-1": 1, "A!1": 0}


@cache
def good_values() -> bytes:
    """Two units under the tiny system, one matter in the ledger."""
    ledger = [entry("U000", "G-B1", "市级")]
    return write_values(board(tiny_system(), _NUMBERS, _NUMBERS, ledger=ledger), tiny_system())


@cache
def good_system() -> bytes:
    """The tiny system."""
    return write_system(tiny_system())


@cache
def letter(data: bytes, sheet: str, header: str) -> str:
    """The column whose header begins with this word."""
    row = load_workbook(BytesIO(data))[sheet][1]
    return next(cell.column_letter for cell in row if str(cell.value).split(" ")[0] == header)


def edited(data: bytes, change: Callable[[Any], object]) -> bytes:
    """The workbook after a change made with openpyxl."""
    book = load_workbook(BytesIO(data))
    change(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def with_cells(data: bytes, *cells: tuple[str, str, int, object]) -> bytes:
    """The workbook with other values in (sheet, header, row)."""

    def change(book: Any) -> None:
        for sheet, header, row, value in cells:
            book[sheet][f"{letter(data, sheet, header)}{row}"] = value

    return edited(data, change)


def rewritten(data: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with other bytes in its parts, for what no honest writer writes."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            out.writestr(name, source.read(name).replace(old, new))
    return target.getvalue()
