"""The days an assessed period covers, read from what it is called."""

import re
from calendar import monthrange
from datetime import date
from typing import Final

from core.errors import Problem

_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_HALVES: Final = {"上": 1, "下": 2}
_NAMED: Final = re.compile(
    r"(?P<year>(?:19|20)\d\d)年"
    r"(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|(?P<month>1[0-2]|0?[1-9])月|年?度|全年)"
)


def assessed_days(period: str) -> tuple[date, date] | None:
    """First and last day of 2020年一季度, 2020年上半年, 2020年3月 or 2020年度; None for any other name."""
    found = _NAMED.fullmatch(re.sub(r"\s", "", period))
    if found is None:
        return None
    year = int(found["year"])
    if found["quarter"]:
        return _months(year, 3 * _QUARTERS[found["quarter"]] - 2, 3)
    if found["half"]:
        return _months(year, 6 * _HALVES[found["half"]] - 5, 6)
    return _months(year, int(found["month"]), 1) if found["month"] else _months(year, 1, 12)


def period_problems(period: str) -> list[Problem]:
    """A period whose days nobody can tell cannot be collected for."""
    if assessed_days(period) is not None:
        return []
    remedy = "请写成 2021年一季度、2021年上半年、2021年3月 或 2021年度"
    return [Problem("认不出考核期的起止日期", period.strip(), remedy)]


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    last = first + count - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
