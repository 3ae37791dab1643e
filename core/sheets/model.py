"""What a worksheet is once read: plain values at Excel's positions."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import cached_property
from typing import overload

CellValue = str | int | float | bool | datetime | date | time | None
Column = Sequence[CellValue]

# The last column of the xlsx format is XFD, the last row 1,048,576.
MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_576
# The head of the column that answers an upload; readers leave such a last column out.
REASON = "失败原因"


class Numbers(Sequence[CellValue]):
    """A column in which numbers stand, kept as machine numbers so that it can be checked as a whole.

    `floats` has one float64 for every cell; `others` says by index what stands where no number does
    (None, text, true or false, a moment), and the float there means nothing. Read as a sequence the
    column gives cell values like any other: whole numbers are int.
    """

    __slots__ = ("floats", "others")

    def __init__(self, floats: "array[float]", others: Mapping[int, CellValue]) -> None:
        self.floats = floats
        self.others = others

    def __len__(self) -> int:
        return len(self.floats)

    def __iter__(self) -> Iterator[CellValue]:
        values: list[CellValue] = [int(value) if value.is_integer() else value for value in self.floats]
        for index, other in self.others.items():
            values[index] = other
        return iter(values)

    @overload
    def __getitem__(self, index: int) -> CellValue: ...
    @overload
    def __getitem__(self, index: slice) -> Column: ...
    def __getitem__(self, index: int | slice) -> "CellValue | Column":
        if isinstance(index, slice):
            return tuple(self)[index]
        place = range(len(self.floats))[index]
        if place in self.others:
            return self.others[place]
        value = self.floats[place]
        return int(value) if value.is_integer() else value


class Sheet:
    """One worksheet as values, given and compared by rows, kept by columns.

    `rows[0]` is Excel's row 1 and index 0 in a row is column A; every row has the same length and the
    empty edge is cut off, so an empty sheet has no rows. Whole numbers are int, other numbers float,
    cells formatted as dates date or datetime, durations float days, error cells texts such as
    "#DIV/0!", empty cells None. Values of a CSV file are always text. `columns` are the same cells the
    other way round; `merged` lists ranges such as "A1:C1": the value stands in the top left cell, the
    others are None. Nobody changes a sheet once it is made.
    """

    def __init__(
        self,
        name: str,
        rows: Sequence[Sequence[CellValue]] = (),
        merged: Sequence[str] = (),
        *,
        columns: Sequence[Column] | None = None,
    ) -> None:
        """Make a sheet of its rows, or of its columns where a reader has them.

        Raises:
            ValueError: rows of different lengths.
        """
        self.name = name
        self.merged = tuple(merged)
        self.columns: tuple[Column, ...] = tuple(zip(*rows, strict=True) if columns is None else columns)

    @cached_property
    def rows(self) -> tuple[tuple[CellValue, ...], ...]:
        """The cells row by row; laid out when first asked for, because large sheets are read by columns."""
        return tuple(zip(*self.columns, strict=True))

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.columns[0]) if self.columns else 0

    def row(self, number: int) -> tuple[CellValue, ...]:
        """The cells of Excel's row of this number (from 1), none outside the sheet."""
        inside = 0 < number <= self.height
        return tuple(column[number - 1] for column in self.columns) if inside else ()

    def value(self, row: int, column: int) -> CellValue:
        """The value at Excel's row number (from 1) and column index (from 0), None outside the sheet."""
        if not 0 <= column < len(self.columns) or not 0 < row <= len(self.columns[column]):
            return None
        return self.columns[column][row - 1]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sheet):
            return NotImplemented
        return (self.name, self.merged, self.rows) == (other.name, other.merged, other.rows)

    def __hash__(self) -> int:
        return hash((self.name, self.merged, self.height))

    def __repr__(self) -> str:
        return f"Sheet({self.name!r}, {self.rows!r}, {self.merged!r})"


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
