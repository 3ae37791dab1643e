"""Reading rows under Chinese headers out of a worksheet, collecting every problem on the way."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from core.errors import Problem
from core.sheets.model import CellValue, Sheet, column_index, column_letter

_RANGE = re.compile(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)")
# Powers of ten a float64 holds; whole numbers of a million digits would stop the server.
_LARGEST_EXPONENT = 300
# Rows in which a header that slipped down is looked for.
_NEAR_THE_TOP = 10
_ERROR_CELLS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!"})


def plain_text(value: CellValue) -> str:
    """A cell as text: numbers without idle zeros, dates as 2020-12-31, outer blanks removed."""
    # Texts first: a column of a hundred thousand names passes here.
    if isinstance(value, str):
        return value.strip()
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
    return str(value)


def is_error(value: CellValue) -> bool:
    """Whether the cell holds one of the spreadsheet's own errors such as #DIV/0!."""
    return isinstance(value, str) and value.strip().upper() in _ERROR_CELLS


def decimal_of(value: CellValue) -> Decimal:
    """The exact number in a cell: numbers, `1,234`, full-width digits, `85%` as 0.85.

    Raises ValueError for anything else, also for infinities, for what no float64 can hold and true/false.
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
        # Decimal takes 1_000 for a thousand; on paper it is a slip of the pen.
        found = Decimal(number.replace("_", " "))
    except InvalidOperation:
        raise ValueError("不是数") from None
    if not found.is_finite() or abs(found.adjusted()) > _LARGEST_EXPONENT:
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
        return None if column is None else self.table.sheet.rows[self.number - 1][column]

    def text(self, header: str, *, required: bool = False) -> str:
        """The cell as text."""
        text = plain_text(self.cell(header))
        if text.startswith("#") and is_error(text):
            self.note(header, "单元格是错误值", "改正公式或填入实际内容")
            return ""
        if required and not text:
            self.note(header, f"“{header}”不能为空", f"填写{header}")
        return text

    def number_in(self, header: str, *, required: bool = True, label: str = "") -> Decimal | None:
        """The cell as an exact number, None where blank."""
        text = self.text(header, required=required)
        if not text:
            return None
        try:
            return decimal_of(self.cell(header))
        except ValueError:
            self.note(header, f"“{label or header}”应为数字", "只填数字，不带文字")
            return None

    def choice(self, header: str, names: Mapping[str, str], *, default: str = "", label: str = "") -> str:
        """The code whose Chinese name stands in the cell; the text itself where it is unknown.

        What a name says in brackets need not be written. `label` is what a problem calls the cell.
        """
        text, label = self.text(header), label or header
        if not text:
            if not default:
                self.note(header, f"“{label}”不能为空", f"可填：{'、'.join(names.values())}")
            return default
        # What a drop-down wrote needs no second look.
        found = next((code for code, name in names.items() if name == text), None)
        if found is None:
            found = next((code for code, name in names.items() if _same(name, text) or code == text), None)
        if found is None:
            self.note(header, f"不认识的“{label}”", f"可填：{'、'.join(names.values())}")
        return found or default or text

    def note(self, header: str, rule: str, remedy: str) -> None:
        """Note a problem at this row and column with the cell's own value."""
        self.table.problem(self.number, header, rule, plain_text(self.cell(header)), remedy)


def open_table(
    sheets: Sequence[Sheet], name: str, headers: Sequence[str], problems: list[Problem]
) -> SheetTable | None:
    """The table under the sheet's first row; missing sheets, missing and repeated headers are problems.

    None where the sheet is missing or its header row is none: reading on would only mislead.
    """
    sheet = next((sheet for sheet in sheets if sheet.name.strip() == name), None)
    if sheet is None:
        present = "、".join(sheet.name for sheet in sheets)
        problems.append(Problem(f"缺少工作表“{name}”", present, "按模板保留这个工作表，没有内容时留表头"))
        return None
    fault = header_fault(sheet, headers)
    if fault:
        problems.append(fault)
        return None
    columns: dict[str, int] = {}
    for index, cell in enumerate(sheet.row(1)):
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
    note_merged(table)
    return table


def header_fault(sheet: Sheet, headers: Collection[str]) -> Problem | None:
    """What makes the first row no header row at all: nothing in it, a title above it, merged cells."""
    headers = frozenset(headers)
    if not sheet.height:
        return Problem("工作表是空的", "", "第 1 行填表头，可按模板重新填写", sheet.name, 1)
    known = [
        sum(_names(cell, headers) for cell in sheet.row(row))
        for row in range(1, min(_NEAR_THE_TOP, sheet.height) + 1)
    ]
    best = known.index(max(known)) + 1
    if best > 1 and known[best - 1] * 2 >= len(headers):
        remedy = f"删去第 {best} 行以上的标题行和空行，让表头成为第 1 行"
        return Problem(f"表头应在第 1 行，现在第 {best} 行", "", remedy, sheet.name, best)
    for left, top, _, bottom, text in _merged(sheet):
        if top == 1 and (known[0] < len(headers) or _names(sheet.value(1, left), headers)):
            remedy = "取消合并，第 1 行每列各写一个列名" + ("，从第 2 行起填内容" if bottom > 1 else "")
            return Problem("表头有合并单元格", text, remedy, sheet.name, 1, column_letter(left))
    if not any(plain_text(cell) for cell in sheet.row(1)):
        return Problem("第 1 行是空的，没有表头", "", "第 1 行填表头，可按模板重新填写", sheet.name, 1)
    return None


def _names(cell: CellValue, headers: Collection[str]) -> bool:
    """Whether the cell is one of these headers, or begins with one that a blank ends."""
    text = plain_text(cell)
    return text in headers or text.partition(" ")[0] in headers


def note_merged(table: SheetTable) -> None:
    """Note every merged range below the header: all but one of its cells would be read as blank."""
    used = set(table.columns.values())
    for left, top, right, _, text in _merged(table.sheet):
        inside = table.header_row < top <= table.sheet.height and not used.isdisjoint(range(left, right + 1))
        if inside:
            rule, remedy = "数据区有合并单元格，被合并的格会读成空白", "取消合并，每行每列各填一个值"
            table.problems.append(Problem(rule, text, remedy, table.sheet.name, top, column_letter(left)))


def _merged(sheet: Sheet) -> Iterator[tuple[int, int, int, int, str]]:
    """Left, top, right and bottom of each merged range, columns from 0 and rows from 1, and its text."""
    for text in sheet.merged:
        if found := _RANGE.fullmatch(text):
            left, right = column_index(found[1]), column_index(found[3])
            yield left, int(found[2]), right, int(found[4]), text


def _same(left: str, right: str) -> bool:
    name, text = (unicodedata.normalize("NFKC", each).replace(" ", "") for each in (left, right))
    return text in (name, name.partition("(")[0])
