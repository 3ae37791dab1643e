"""Deadlines by the committed calendar."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from core.audit.actor import Actor
from core.calendars import queries, service
from core.calendars.queries import Deadline, Span, WorkingCalendar
from core.calendars.rules import DayStatus
from core.store.session import reading, writing


@pytest.fixture
def session(engine: Engine):
    with writing(engine) as session:
        service.load_reference(session=session, actor=Actor.system())
    with reading(engine) as session:
        yield session


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2021, 2, 8), 7, date(2021, 2, 23)),
        (date(2020, 1, 20), 7, date(2020, 2, 6)),
        (date(2020, 9, 28), 5, date(2020, 10, 12)),
        (date(2026, 2, 10), 7, date(2026, 2, 26)),
        (date(2026, 4, 28), 5, date(2026, 5, 8)),
        (date(2026, 9, 21), 7, date(2026, 10, 8)),
    ],
)
def test_a_deadline_passes_over_holidays_and_counts_shifted_working_days(session: Session, start, n, end):
    assert queries.add_working_days(session, start, n) == Deadline(date=end, estimated=False)
    assert queries.working_days_between(session, start, end) == Span(working_days=n, estimated=False)


def test_a_deadline_in_a_year_nobody_announced_is_counted_and_marked(session: Session):
    # 2031-10-01 is a Wednesday; the table ends long before.
    assert queries.add_working_days(session, date(2031, 10, 1), 7) == Deadline(date(2031, 10, 10), True)
    assert queries.working_days_between(session, date(2031, 10, 10), date(2031, 10, 1)).estimated


def test_a_deadline_reaching_into_an_estimated_year_is_marked(session: Session):
    assert queries.add_working_days(session, date(2026, 12, 30), 1) == Deadline(date(2026, 12, 31), False)
    assert queries.add_working_days(session, date(2026, 12, 30), 2) == Deadline(date(2027, 1, 1), True)


def test_an_empty_table_still_answers_by_weekdays(engine: Engine):
    with reading(engine) as session:
        assert queries.add_working_days(session, date(2020, 9, 30), 1) == Deadline(date(2020, 10, 1), True)


def test_one_calendar_serves_many_deadlines(session: Session):
    calendar = WorkingCalendar(session)
    assert calendar.deadline(date(2026, 12, 31), 1).estimated
    # The mark belongs to one answer, not to the calendar.
    assert not calendar.deadline(date(2020, 12, 1), 1).estimated
    assert calendar.is_working(date(2020, 9, 27))
    assert not calendar.is_working(date(2020, 10, 8))


def test_a_moment_is_refused_because_its_day_depends_on_the_zone(session: Session):
    with pytest.raises(TypeError, match="北京时间"):
        queries.add_working_days(session, datetime(2020, 1, 1, tzinfo=UTC), 7)


def test_a_year_is_listed_day_by_day_with_its_documents(session: Session):
    days = queries.year(session, 2020)
    assert (len(days), days[0].note, days[0].status) == (366, "元旦放假", DayStatus.ANNOUNCED)
    # 262 weekdays, 19 of them off, 6 weekend days on.
    assert sum(day.is_working for day in days) == 262 - 19 + 6
    assert queries.year(session, 2031) == ()
