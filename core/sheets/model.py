"""What a worksheet is once read: plain values at Excel's positions."""

from dataclasses import dataclass
from datetime import date, datetime, time

CellValue = str | int | float | bool | datetime | date | time | None

# The last column of the xlsx format is XFD, the last row 1,048,576.
MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_576
# The head of the column that answers an upload; readers leave such a last column out.
REASON = "失败原因"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet as values.

    `rows[0]` is Excel's row 1 and index 0 in a row is column A; every row has the same length and the
    empty edge is cut off, so an empty sheet has no rows. Whole numbers are int, other numbers float,
    cells formatted as dates date or datetime, durations float days, error cells texts such as
    "#DIV/0!", empty cells None. Values of a CSV file are always text. `merged` lists ranges such as
    "A1:C1"; the value stands in the top left cell, the others are None.
    """

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    merged: tuple[str, ...] = ()

    def value(self, row: int, column: int) -> CellValue:
        """The value at Excel's row number (from 1) and column index (from 0), None outside the sheet."""
        if not 0 < row <= len(self.rows) or not 0 <= column < len(self.rows[row - 1]):
            return None
        return self.rows[row - 1][column]


def column_letter(index: int) -> str:
    """Excel's letters of a column counted from 0: 0 is "A", 16383 is "XFD".

    Raises:
        ValueError: outside A–XFD.
    """
    if not 0 <= index < MAX_COLUMNS:
        raise ValueError(f"列序号 {index} 超出 A–XFD")
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The column counted from 0 that Excel calls by these letters: "A" is 0, "XFD" is 16383."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
