"""When a metric is due, how late it is, and how long to wait before asking again; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

# A due time served later than this was missed and is caught up.
GRACE: Final = timedelta(minutes=5)
# A value may be this part of its interval older than the interval before it counts as late.
_SLACK: Final = 4
# Asked three times in all; the last refusal stands.
MOST_ATTEMPTS: Final = 3
_FIRST_WAIT: Final = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Due:
    """A due time to be served now; `skipped` earlier ones are served by it and by nothing else."""

    at: datetime
    skipped: int
    is_catch_up: bool


def latest_due(first: datetime, every: timedelta, moment: datetime) -> datetime | None:
    """The last point of the grid first, first + every, … that is not after `moment`; None before the first."""
    if moment < first:
        return None
    return first + every * ((moment - first) // every)


def next_due(first: datetime, every: timedelta, moment: datetime) -> datetime:
    """The first point of the grid after `moment`."""
    last = latest_due(first, every, moment)
    return first if last is None else last + every


def due(first: datetime, every: timedelta, last_served: datetime | None, moment: datetime) -> Due | None:
    """What is to be served at `moment`: one due time at most, however many were missed."""
    at = latest_due(first, every, moment)
    if at is None or (last_served is not None and last_served >= at):
        return None
    skipped = 0 if last_served is None else max(0, (at - last_served) // every - 1)
    return Due(at, skipped, skipped > 0 or moment - at > GRACE)


def is_stale(data_at: datetime, every: timedelta, moment: datetime) -> bool:
    """Whether a value is older than its interval and a quarter allow."""
    return moment - data_at > every + max(GRACE, every / _SLACK)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after the given number of refused attempts: 10 s, 40 s."""
    return _FIRST_WAIT * int(4 ** (attempts - 1))
