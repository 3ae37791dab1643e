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


def in_words(day: date) -> str:
    """A day as people read it in a sentence: 2020年12月31日, 2021年1月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_in_words(moment: datetime) -> str:
    """A moment as people read it in a sentence: 2020年12月31日 14:32, Beijing time."""
    there = moment.astimezone(SHANGHAI)
    return f"{in_words(there.date())} {there:%H:%M}"


def to_minute(moment: datetime) -> str:
    """A moment as people read it in tables: 2020-12-31 14:32, Beijing time."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
