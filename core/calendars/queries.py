"""Reading the calendar and counting deadlines by it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from core.calendars import rules
from core.calendars.models import WorkingDay
from core.calendars.rules import DayStatus


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period; `estimated` where a day it counted over is not announced yet."""

    date: date
    estimated: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A number of working days; `estimated` as in `Deadline`."""

    working_days: int
    estimated: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar as its screen shows it."""

    day: date
    is_working: bool
    status: DayStatus
    note: str
    source: str
    version: int


class WorkingCalendar:
    """The calendar during one unit of work; reads each year once, so make one for many deadlines.

    Days the table does not hold are taken by their weekday and make the answer estimated.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._years: dict[int, dict[date, tuple[bool, bool]]] = {}

    def is_working(self, day: date) -> bool:
        """Whether people work on `day`."""
        return self._look_up(day)[0]

    def deadline(self, start: date, n: int) -> Deadline:
        """The n-th working day after `start`, which itself does not count; see `rules.add_working_days`."""
        walk = _Walk(self)
        end = rules.add_working_days(_plain(start), n, walk)
        return Deadline(date=end, estimated=walk.estimated)

    def between(self, start: date, end: date) -> Span:
        """The working days after `start` up to and including `end`; see `rules.working_days_between`."""
        walk = _Walk(self)
        number = rules.working_days_between(_plain(start), _plain(end), walk)
        return Span(working_days=number, estimated=walk.estimated)

    def _look_up(self, day: date) -> tuple[bool, bool]:
        """(is working, is estimated) of a day."""
        if day.year not in self._years:
            self._years[day.year] = self._year(day.year)
        return self._years[day.year].get(day, (rules.is_weekday(day), True))

    def _year(self, year: int) -> dict[date, tuple[bool, bool]]:
        query = select(col(WorkingDay.day), col(WorkingDay.is_working), col(WorkingDay.status)).where(
            col(WorkingDay.day).between(date(year, 1, 1), date(year, 12, 31))
        )
        return {
            day: (working, status == DayStatus.ESTIMATED)
            for day, working, status in self._session.exec(query)
        }


class _Walk:
    """Answers like the calendar and remembers whether any day it was asked for is estimated."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        self._calendar = calendar
        self.estimated = False

    def __call__(self, day: date) -> bool:
        working, estimated = self._calendar._look_up(day)
        self.estimated = self.estimated or estimated
        return working


def add_working_days(session: Session, start: date, n: int) -> Deadline:
    """The n-th working day after `start` (a Beijing date); never raises for years not announced."""
    return WorkingCalendar(session).deadline(start, n)


def working_days_between(session: Session, start: date, end: date) -> Span:
    """The working days after `start` up to and including `end`; negative where `end` is earlier."""
    return WorkingCalendar(session).between(start, end)


def year(session: Session, year_no: int) -> tuple[Day, ...]:
    """The stored days of a year in order; empty where the table does not cover it."""
    query = (
        select(WorkingDay)
        .where(col(WorkingDay.day).between(date(year_no, 1, 1), date(year_no, 12, 31)))
        .order_by(col(WorkingDay.day))
    )
    return tuple(_day(row) for row in session.exec(query))


def _plain(day: date) -> date:
    # A moment is a date to Python, but the table's days would never equal it.
    if isinstance(day, datetime):
        raise TypeError("工作日按日期计算，请先把时刻换算成北京时间的日期")
    return day


def _day(row: WorkingDay) -> Day:
    return Day(
        day=row.day,
        is_working=row.is_working,
        status=DayStatus(row.status),
        note=row.note,
        source=row.source,
        version=row.version,
    )
