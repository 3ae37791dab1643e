"""Reading the committed calendar strictly: a day a row without gaps, and the document behind each day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from core.calendars.rules import DayStatus
from core.errors import Problem
from core.store.lists import header_problems, read_table, refuse

DAY_COLUMNS = ("日期", "是否工作日", "状态", "说明")
SOURCE_COLUMNS = ("起始日期", "截止日期", "依据")
_FLAGS = {"是": True, "否": False}
_LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class ReferenceDay:
    """One sound row of the calendar."""

    day: date
    is_working: bool
    status: DayStatus
    note: str


@dataclass(frozen=True, slots=True)
class ReferenceSource:
    """A document and the days it announces, both ends included."""

    first: date
    last: date
    document: str


def read_days(path: Path) -> tuple[ReferenceDay, ...]:
    """The days of a calendar file; raises `Unavailable`, or `Invalid` with every fault."""
    days, problems = parse_days(read_table(path))
    refuse(path, problems)
    return days


def read_sources(path: Path) -> tuple[ReferenceSource, ...]:
    """The documents of a source file; raises `Unavailable`, or `Invalid` with every fault."""
    sources, problems = parse_sources(read_table(path))
    refuse(path, problems)
    return sources


def source_of(day: date, sources: Sequence[ReferenceSource]) -> str:
    """The document that announced a day: the last listed that covers it, as later ones amend."""
    return next((each.document for each in reversed(sources) if each.first <= day <= each.last), "")


def parse_days(table: Sequence[Sequence[str]]) -> tuple[tuple[ReferenceDay, ...], tuple[Problem, ...]]:
    """The sound rows of a table whose first row is the header, and the faults of the others."""
    days: list[ReferenceDay] = []
    problems = header_problems(table, DAY_COLUMNS)
    for row, cells in _body(table, problems):
        faults = list(_shape_faults(cells, DAY_COLUMNS)) or list(_day_faults(cells, days))
        problems += [_problem(row, cells, *fault) for fault in faults]
        if not faults:
            day = date.fromisoformat(cells[0])
            days.append(ReferenceDay(day, _FLAGS[cells[1]], DayStatus(cells[2]), cells[3]))
    return tuple(days), tuple(problems)


def parse_sources(
    table: Sequence[Sequence[str]],
) -> tuple[tuple[ReferenceSource, ...], tuple[Problem, ...]]:
    """The sound rows of a table whose first row is the header, and the faults of the others."""
    sources: list[ReferenceSource] = []
    problems = header_problems(table, SOURCE_COLUMNS)
    for row, cells in _body(table, problems):
        faults = list(_shape_faults(cells, SOURCE_COLUMNS)) or list(_source_faults(cells))
        problems += [_problem(row, cells, *fault) for fault in faults]
        if not faults:
            first, last = date.fromisoformat(cells[0]), date.fromisoformat(cells[1])
            sources.append(ReferenceSource(first, last, cells[2]))
    return tuple(sources), tuple(problems)


def _body(table: Sequence[Sequence[str]], faults: Sequence[Problem]) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows below a sound header with their numbers; none below another, whose columns mean nothing."""
    return iter(()) if faults else enumerate(table[1:], start=2)


def _problem(row: int, cells: Sequence[str], column: int, rule: str) -> Problem:
    if column < 0:
        return Problem(rule=rule, value=f"{len(cells)} 列", row=row)
    return Problem(rule=rule, value=cells[column], row=row, column=_LETTERS[column])


def _shape_faults(cells: Sequence[str], columns: Sequence[str]) -> Iterator[tuple[int, str]]:
    if len(cells) != len(columns):
        yield -1, f"须有 {len(columns)} 列"


def _day_faults(cells: Sequence[str], days: Sequence[ReferenceDay]) -> Iterator[tuple[int, str]]:
    """Faults of one row as (column index, rule)."""
    day = _date(cells[0])
    if day is None:
        yield 0, "日期须写作 2020-12-31"
    elif days and day != days[-1].day + timedelta(days=1):
        yield 0, f"日期须逐日连续，上一行为 {days[-1].day}"
    if cells[1] not in _FLAGS:
        yield 1, "是否工作日须填“是”或“否”"
    if cells[2] not in set(DayStatus):
        yield 2, f"状态须为 {'或'.join(DayStatus)}"


def _source_faults(cells: Sequence[str]) -> Iterator[tuple[int, str]]:
    first, last = _date(cells[0]), _date(cells[1])
    for column, day in enumerate((first, last)):
        if day is None:
            yield column, "日期须写作 2020-12-31"
    if first and last and first > last:
        yield 1, "截止日期不得早于起始日期"
    if not cells[2].strip():
        yield 2, "依据不得为空"


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
