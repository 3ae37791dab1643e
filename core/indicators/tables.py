"""Reading rows under Chinese headers out of a worksheet, collecting every problem on the way."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from core.errors import Problem
from core.sheets.model import CellValue, Sheet, column_letter

_ERROR_CELLS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!"})


def plain_text(value: CellValue) -> str:
    """A cell as text: numbers without idle zeros, dates as 2020-12-31, outer blanks removed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


def is_error(value: CellValue) -> bool:
    """Whether the cell holds one of the spreadsheet's own errors such as #DIV/0!."""
    return isinstance(value, str) and value.strip().upper() in _ERROR_CELLS


def decimal_of(value: CellValue) -> Decimal:
    """The exact number in a cell: numbers, `1,234`, full-width digits, `85%` as 0.85.

    Raises ValueError for anything else, also for infinities and true/false.
    """
    if isinstance(value, bool) or value is None:
        raise ValueError("不是数")
    text = unicodedata.normalize("NFKC", str(value)).strip()
    percent = text.endswith("%")
    number = text[:-1].strip() if percent else text
    if "," in number:
        if not re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", number):
            raise ValueError("千分位写法不对")
        number = number.replace(",", "")
    try:
        found = Decimal(number)
    except InvalidOperation:
        raise ValueError("不是数") from None
    if not found.is_finite():
        raise ValueError("不是数")
    return found / 100 if percent else found


@dataclass(slots=True)
class SheetTable:
    """One worksheet with its header row understood; problems found go to the shared list."""

    sheet: Sheet
    columns: Mapping[str, int]
    problems: list[Problem]
    header_row: int = 1
    broken: set[str] = field(default_factory=set)

    def rows(self) -> Iterator["TableRow"]:
        """Every row below the header that is not blank."""
        for number, cells in enumerate(self.sheet.rows, start=1):
            if number > self.header_row and any(plain_text(cell) for cell in cells):
                yield TableRow(self, number)

    def letter(self, header: str) -> str:
        """Excel's letter of the column, empty for a column the sheet does not have."""
        return column_letter(self.columns[header]) if header in self.columns else ""

    def problem(self, row: int, header: str, rule: str, value: str = "", remedy: str = "") -> None:
        """Note a problem at a row and column of this sheet."""
        self.broken.add(header)
        self.problems.append(Problem(rule, value, remedy, self.sheet.name, row, self.letter(header)))


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table; every reading method notes a problem and gives a harmless value instead."""

    table: SheetTable
    number: int

    def cell(self, header: str) -> CellValue:
        """The raw cell, None where column or cell is missing."""
        column = self.table.columns.get(header)
        return None if column is None else self.table.sheet.value(self.number, column)

    def text(self, header: str, *, required: bool = False) -> str:
        """The cell as text."""
        value = self.cell(header)
        if is_error(value):
            self.note(header, "单元格是错误值", "改正公式或填入实际内容")
            return ""
        text = plain_text(value)
        if required and not text:
            self.note(header, f"“{header}”不能为空", f"填写{header}")
        return text

    def number_in(self, header: str, *, required: bool = True) -> Decimal | None:
        """The cell as an exact number, None where blank."""
        text = self.text(header, required=required)
        if not text:
            return None
        try:
            return decimal_of(self.cell(header))
        except ValueError:
            self.note(header, f"“{header}”应为数字", "只填数字，不带文字")
            return None

    def choice(self, header: str, names: Mapping[str, str], *, default: str = "") -> str:
        """The code whose Chinese name stands in the cell; the text itself where it is unknown."""
        text = self.text(header)
        if not text:
            if not default:
                self.note(header, f"“{header}”不能为空", f"可填：{'、'.join(names.values())}")
            return default
        found = next((code for code, name in names.items() if _same(name, text) or code == text), None)
        if found is None:
            self.note(header, f"不认识的“{header}”", f"可填：{'、'.join(names.values())}")
        return found or default or text

    def note(self, header: str, rule: str, remedy: str) -> None:
        """Note a problem at this row and column with the cell's own value."""
        self.table.problem(self.number, header, rule, plain_text(self.cell(header)), remedy)


def open_table(
    sheets: Sequence[Sheet], name: str, headers: Sequence[str], problems: list[Problem]
) -> SheetTable | None:
    """The table under the sheet's first row; missing sheets, missing and repeated headers are problems."""
    sheet = next((sheet for sheet in sheets if sheet.name.strip() == name), None)
    if sheet is None:
        present = "、".join(sheet.name for sheet in sheets)
        problems.append(Problem(f"缺少工作表“{name}”", present, "按模板保留这个工作表，没有内容时留表头"))
        return None
    columns: dict[str, int] = {}
    for index, cell in enumerate(sheet.rows[0] if sheet.rows else ()):
        text = plain_text(cell)
        if text in columns:
            problems.append(
                Problem("表头重复", text, "同一列只保留一次", sheet.name, 1, column_letter(index))
            )
        elif text:
            columns[text] = index
    table = SheetTable(sheet, columns, problems)
    for header in headers:
        if header not in columns:
            table.problem(1, header, f"缺少“{header}”列", "", "按模板补上这一列")
    return table


def _same(left: str, right: str) -> bool:
    return unicodedata.normalize("NFKC", left) == unicodedata.normalize("NFKC", right)
