"""The one source of time: aware moments in UTC inside, Asia/Shanghai for people."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, aware, in UTC; tests replace this function to move time."""
    return datetime.now(UTC)


def today() -> date:
    """The date on a wall calendar in Dezhou."""
    return now().astimezone(SHANGHAI).date()


def to_minute(moment: datetime) -> str:
    """A moment as people read it in tables: 2020-12-31 14:32, Beijing time."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
