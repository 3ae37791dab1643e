"""Verbs on the calendar."""

from pathlib import Path

from sqlmodel import Session, select

from core.audit.actor import Actor
from core.audit.service import record
from core.calendars.models import WorkingDay
from core.calendars.reference import read_days, read_sources, source_of
from core.calendars.rules import DayStatus
from core.settings import REFERENCE

DAYS_FILE = REFERENCE / "working_days.csv"
SOURCES_FILE = REFERENCE / "working_day_sources.csv"


def load_reference(
    *, session: Session, actor: Actor, days: Path = DAYS_FILE, sources: Path = SOURCES_FILE
) -> int:
    """Add the days of the committed calendar and settle the estimated ones it now knows; returns how many.

    Announced days stay as they are, so a second run changes nothing and leaves no trail.
    Raises `Unavailable` or `Invalid` as `reference.read_days` does.
    """
    documents = read_sources(sources)
    known = {row.day: row for row in session.exec(select(WorkingDay))}
    added = settled = 0
    for day in read_days(days):
        source = source_of(day.day, documents) if day.status is DayStatus.ANNOUNCED else ""
        row = known.get(day.day)
        if row is None:
            session.add(
                WorkingDay(
                    day=day.day,
                    is_working=day.is_working,
                    status=day.status.value,
                    note=day.note,
                    source=source,
                )
            )
            added += 1
        elif row.status == DayStatus.ESTIMATED and day.status is DayStatus.ANNOUNCED:
            row.is_working, row.status, row.note, row.source = (
                day.is_working,
                day.status.value,
                day.note,
                source,
            )
            settled += 1
    if added or settled:
        record(
            session=session,
            actor=actor,
            action="calendars:calendar:load",
            object_type="calendar",
            object_name="工作日历",
            after={"文件": days.name, "新增": added, "由暂估改为已公布": settled},
        )
    return added + settled
