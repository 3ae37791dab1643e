# mypy: untyped-calls-exclude=openpyxl
"""Write workbooks in the house style; texts never become formulas, equal content gives equal bytes."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles.alignment import Alignment
from openpyxl.styles.borders import Border, Side
from openpyxl.styles.fills import PatternFill
from openpyxl.styles.fonts import Font
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from core.sheets.model import CellValue, column_letter
from core.sheets.sealing import sealed
from core.sheets.texts import looks_like_formula, printable, sheet_name

FONT = "微软雅黑"
CHOICES_SHEET = "选项"
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_DEFAULT_WIDTH = 14.0
# A list written inside the rule itself may not be longer; longer ones stand on a hidden sheet.
_INLINE_LIST_CHARACTERS = 255
# Drop-downs reach at least this row, so that people can add rows to a template.
_LAST_CHOICE_ROW = 2_000


@dataclass(frozen=True, slots=True)
class SheetContent:
    """One worksheet to write: a header row, the rows below it, footer lines under an empty row.

    `widths` are in Excel's character units, from column A on. `number_formats` and `choices` map
    column indexes (from 0) to an Excel number format and to the entries of a drop-down.
    """

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[CellValue]] = ()
    widths: Sequence[float] = ()
    notes: Sequence[str] = ()
    number_formats: Mapping[int, str] = field(default_factory=dict)
    freeze_columns: int = 0
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)


def build_workbook(sheets: Sequence[SheetContent]) -> bytes:
    """The .xlsx file of these sheets, in their order; the same sheets always give the same bytes.

    Every text is a text cell whatever it begins with (and marked with Excel's own text prefix where it
    begins like a formula), so the text itself is unchanged and no cell is ever a formula. Aware moments
    are written as Beijing time; NaN and infinite numbers as empty cells.

    Raises:
        ValueError: without any sheet.
    """
    if not sheets:
        raise ValueError("工作簿至少要有一个工作表")
    workbook = Workbook(write_only=True)
    lists: list[Sequence[str]] = []
    for content in sheets:
        _write_sheet(workbook, content, lists)
    if lists:
        _write_lists(workbook, lists)
    target = BytesIO()
    workbook.save(target)
    return sealed(target.getvalue())


class _Styled(Cell):
    """A cell that looks its style up once; openpyxl's own does for every value it writes."""

    has_style = True
    style_id = 0

    def __init__(self, worksheet: Any, style: Any) -> None:
        super().__init__(worksheet, row=1, column=1)  # type: ignore[no-untyped-call]
        self._style = style
        self.style_id = worksheet.parent._cell_styles.add(style)


class _Styles:
    """One cell per look, filled anew for every value: making and styling each would double the time."""

    def __init__(self, worksheet: Any) -> None:
        self._worksheet = worksheet
        self._known: dict[tuple[str, str, bool], Any] = {}

    def cell(self, value: CellValue, look: str, number_format: str = "General") -> Any:
        """A cell of this look; texts are forced to be texts.

        It is the same cell for every value of its look: openpyxl writes each out before it asks for the next.
        """
        quoted = isinstance(value, str) and looks_like_formula(value)
        cell = self._prototype(look, number_format, quoted)
        if isinstance(value, str):
            cell._value, cell.data_type = printable(value), "s"
        elif isinstance(value, int | float) and not isinstance(value, bool):
            cell._value, cell.data_type = _plain(value), "n"
        else:
            cell.value = _plain(value)
        return cell

    def _prototype(self, look: str, number_format: str, quoted: bool) -> Any:
        key = (look, number_format, quoted)
        if key not in self._known:
            model = WriteOnlyCell(self._worksheet)
            model.font = Font(name=FONT, size=10, bold=look == "header", italic=False)
            model.alignment = Alignment(
                vertical="center", horizontal="center" if look == "header" else None, wrap_text=look != "note"
            )
            if look != "note":
                line = Side(style="thin", color="C5CCD6")
                model.border = Border(left=line, right=line, top=line, bottom=line)
            if look == "header":
                model.fill = PatternFill("solid", start_color="DCE3EC")
            model.number_format = number_format
            model._style.quotePrefix = int(quoted)
            self._known[key] = _Styled(self._worksheet, model._style)
        return self._known[key]


def _plain(value: CellValue) -> CellValue:
    """The value as Excel can keep it: naive Beijing time, finite numbers."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(_SHANGHAI).replace(tzinfo=None)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _format_of(value: CellValue, wanted: str | None) -> str:
    if isinstance(value, str):
        return "@" if looks_like_formula(value) else "General"
    if wanted:
        return wanted
    if isinstance(value, datetime):
        return "yyyy-mm-dd hh:mm"
    return "yyyy-mm-dd" if isinstance(value, date) else "General"


def _new_sheet(workbook: Any, name: str) -> Any:
    worksheet = workbook.create_sheet(sheet_name(name))
    # A private function of the pinned openpyxl.
    worksheet._values_to_row = _placed
    return worksheet


def _write_sheet(workbook: Any, content: SheetContent, lists: list[Sequence[str]]) -> None:
    worksheet = _new_sheet(workbook, content.name)
    # Sheet-wide settings must be known before the first row is streamed out.
    for index in range(len(content.header)):
        width = content.widths[index] if index < len(content.widths) else _DEFAULT_WIDTH
        worksheet.column_dimensions[column_letter(index)].width = width
    worksheet.freeze_panes = f"{column_letter(content.freeze_columns)}2"
    for index, entries in sorted(content.choices.items()):
        if entries:
            _offer_choices(worksheet, content, index, _list_source(entries, lists))
    styles = _Styles(worksheet)
    worksheet.append(styles.cell(text, "header") for text in content.header)
    for row in _body(styles, content):
        worksheet.append(row)


def _placed(cells: Iterable[Cell | None], row: int) -> Iterator[Cell]:
    """The cells of a row at their places; openpyxl's own way raises and catches an error for each cell."""
    for column, cell in enumerate(cells, start=1):
        if cell is not None:
            cell.column, cell.row = column, row
            yield cell


def _body(styles: _Styles, content: SheetContent) -> Iterable[Iterator[Any] | list[Any]]:
    formats = content.number_formats
    for row in content.rows:
        yield (
            styles.cell(value, "body", _format_of(value, formats.get(index)))
            for index, value in enumerate(row)
        )
    if content.notes:
        yield []
    for note in content.notes:
        yield [styles.cell(note, "note")]


def _list_source(entries: Sequence[str], lists: list[Sequence[str]]) -> str:
    """Where a drop-down takes its entries from: written out when short, else a hidden column."""
    joined = ",".join(entries)
    if len(joined) <= _INLINE_LIST_CHARACTERS and not any(set(entry) & set(',"') for entry in entries):
        return f'"{printable(joined)}"'
    lists.append(entries)
    letter = column_letter(len(lists) - 1)
    return f"'{CHOICES_SHEET}'!${letter}$1:${letter}${len(entries)}"


def _offer_choices(worksheet: Any, content: SheetContent, index: int, source: str) -> None:
    rule = DataValidation(
        type="list",
        formula1=source,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="请从列表中选择",
        error="这一列只接受下拉列表中的选项。",
    )
    letter = column_letter(index)
    rule.add(f"{letter}2:{letter}{max(len(content.rows) + 1, _LAST_CHOICE_ROW)}")
    worksheet.data_validations.append(rule)


def _write_lists(workbook: Any, lists: Sequence[Sequence[str]]) -> None:
    worksheet = _new_sheet(workbook, CHOICES_SHEET)
    worksheet.sheet_state = "hidden"
    styles = _Styles(worksheet)
    for position in range(max(len(entries) for entries in lists)):
        worksheet.append(
            styles.cell(entries[position], "note") if position < len(entries) else None for entries in lists
        )
