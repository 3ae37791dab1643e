"""The sheets of an XLSForm as lines of texts by column, with a place for every fault."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Final

from core.errors import Problem
from core.questionnaires.xlsform_layout import (
    CHOICES,
    LEFT_OUT,
    SETTINGS,
    SURVEY,
    TRANSLATED,
    column_of,
    is_chinese,
)
from core.sheets.model import CellValue, Sheet, column_letter

_YES: Final = ("yes", "true", "true()", "1", "是")
_NO: Final = ("", "no", "false", "false()", "0", "否")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: Excel's number and the texts by column; a column that is not there is ""."""

    sheet: str
    number: int
    cells: dict[str, str]
    letters: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def at(self, column: str, rule: str, remedy: str = "", value: str | None = None) -> Problem:
        """A fault in a cell of this row."""
        shown = self[column] if value is None else value
        return Problem(rule, shown[:200], remedy, self.sheet, self.number, self.letters.get(column, ""))

    def said(self, column: str) -> bool | None:
        """What a yes/no cell says; None where it says neither."""
        word = self[column].lower()
        return word in _YES if word in (*_YES, *_NO) else None


@dataclass(slots=True)
class Findings:
    """What is wrong and keeps the file from being imported, and what its owner is told about."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    _said: set[Problem] = field(default_factory=set)

    def refuse(self, problem: Problem) -> None:
        """Note a fault; the same one only once."""
        if problem not in self._said:
            self._said.add(problem)
            self.problems.append(problem)

    def tell(self, warning: Problem) -> None:
        """Note a warning; the same one only once."""
        if warning not in self._said:
            self._said.add(warning)
            self.warnings.append(warning)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: the letters of its columns and the rows below that are not empty."""

    name: str
    letters: dict[str, str]
    lines: tuple[Line, ...]

    def missing(self, column: str, remedy: str) -> Problem:
        """The fault of a column that is not there."""
        return Problem(f"第 1 行缺少“{column}”列", "", remedy, self.name, 1)


@dataclass(frozen=True, slots=True)
class Book:
    """The three sheets; choices and settings may be absent."""

    survey: Table
    choices: Table
    settings: Line


def book_of(sheets: Sequence[Sheet], found: Findings) -> Book | None:
    """The sheets of an XLSForm, None where there is no survey; faults and warnings go into `found`."""
    by_name = {sheet.name.strip().lower(): sheet for sheet in sheets}
    if SURVEY not in by_name:
        near = get_close_matches(SURVEY, list(by_name), 1, 0.6)
        named = "、".join(sheet.name for sheet in sheets)[:100]
        remedy = (
            f"请把工作表“{by_name[near[0]].name}”改名为 survey"
            if near
            else "XLSForm 的题目须写在名为 survey 的工作表里"
        )
        found.problems.append(Problem("没有名为 survey 的工作表", named, remedy))
        return None
    settings = _table(by_name.get(SETTINGS), SETTINGS, "", found)
    first = settings.lines[0] if settings.lines else Line(SETTINGS, 2, {}, settings.letters)
    language = first["default_language"]
    survey = _table(by_name[SURVEY], SURVEY, language, found)
    choices = _table(by_name.get(CHOICES), CHOICES, language, found)
    for name in ("entities", "osm"):
        if name in by_name and by_name[name].height > 1:
            found.warnings.append(Problem(f"工作表“{name}”没有导入", sheet=by_name[name].name))
    return Book(survey, choices, first)


def left_out(table: Table) -> Iterator[Problem]:
    """One warning for every column that has no place here and is filled somewhere."""
    for column, words in LEFT_OUT.items():
        filled = [line for line in table.lines if line[column] and line.said(column) is not False]
        if column in ("calculation", "trigger"):
            filled = [line for line in filled if line["type"].lower() not in ("calculate", "hidden")]
        if filled:
            rule = f"{words}（{len(filled)} 处）" if len(filled) > 1 else words
            yield filled[0].at(column, rule, "请核对，需要时在编辑画面补上")


def text_in(value: CellValue) -> str:
    """A cell as text; whole numbers without a point, days as 2020-12-31."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return str(value).strip()


def _table(sheet: Sheet | None, name: str, language: str, found: Findings) -> Table:
    if sheet is None or not sheet.height:
        return Table(sheet.name if sheet else name, {}, ())
    places = _places(sheet, name, found)
    others = sorted({said for column in places.values() for said in column if said})
    order = _languages(others, language)
    left = [said for said in others if said != order[0]]
    if left and order[0]:
        rule = f"只导入“{order[0]}”，没有导入其他语言"
        found.warnings.append(Problem(rule, "、".join(left), "", sheet.name, 1))
    letters = {
        column: column_letter(
            by_language[next((said for said in order if said in by_language), next(iter(by_language)))]
        )
        for column, by_language in places.items()
    }
    lines = []
    for number in range(2, sheet.height + 1):
        row = sheet.row(number)
        cells = {column: _best(row, by_language, order) for column, by_language in places.items()}
        if any(cells.values()):
            lines.append(Line(sheet.name, number, cells, letters))
    return Table(sheet.name, letters, tuple(lines))


def _places(sheet: Sheet, name: str, found: Findings) -> dict[str, dict[str, int]]:
    """Where each column stands, by language."""
    places: dict[str, dict[str, int]] = {}
    for index, value in enumerate(sheet.row(1)):
        header = text_in(value)
        if not header:
            continue
        column, language = column_of(header, name)
        if column not in TRANSLATED and column not in LEFT_OUT:
            language = ""
        by_language = places.setdefault(column, {})
        if language in by_language:
            other = column_letter(by_language[language])
            remedy = f"它与 {other} 列是同一列，请删去或改名其中之一"
            letter = column_letter(index)
            found.problems.append(Problem("表头重复", header[:80], remedy, sheet.name, 1, letter))
            continue
        by_language[language] = index
    return places


def _languages(found: Sequence[str], default: str) -> list[str]:
    """The order in which languages are asked for a text: Chinese, the form's own, none, the others."""
    chinese = [language for language in found if is_chinese(language)]
    own = [language for language in found if language == default]
    return list(dict.fromkeys([*chinese, *own, *([] if chinese or own else [""]), *found, ""]))


def _best(row: tuple[CellValue, ...], by_language: dict[str, int], order: Sequence[str]) -> str:
    texts = (text_in(row[by_language[language]]) for language in order if language in by_language)
    return next((text for text in texts if text), "")
