"""Counting in working days, whatever says which days those are."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class DayStatus(StrEnum):
    """Whether the State Council has announced a day, or the product assumes it."""

    ANNOUNCED = "已公布"
    ESTIMATED = "暂估"


def is_weekday(day: date) -> bool:
    """Monday to Friday: what is assumed of years not yet announced."""
    return day.weekday() < _SATURDAY


def add_working_days(start: date, n: int, is_working: Callable[[date], bool]) -> date:
    """The n-th working day after `start`; the day after `start` is the first that can count.

    0 gives `start` itself; a negative n counts back from the day before `start`.
    """
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    day = start
    remaining = abs(n)
    while remaining:
        day += step
        remaining -= is_working(day)
    return day


def working_days_between(start: date, end: date, is_working: Callable[[date], bool]) -> int:
    """How many working days lie after `start` up to and including `end`.

    Where `end` is earlier the result is negative and counts `end` but not `start`, so that the result for
    `add_working_days(start, n)` is n either way.
    """
    step = _ONE_DAY if end > start else -_ONE_DAY
    day = start
    counted = 0
    while day != end:
        day += step
        counted += is_working(day)
    return counted if end > start else -counted
