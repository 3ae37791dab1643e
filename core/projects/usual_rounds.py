"""The rounds a year usually has, proposed so that nobody types a code or a date; pure.

Dates are our own proposal, after the year 2020: fifteen days after each quarter, the preliminary round in the
second half of January, the formal one after the Spring Festival.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from core.projects.periods import assessed_days
from core.projects.rounds import RoundDraft
from core.projects.rules import RoundKind

_QUARTERS: Final = ("一季度", "二季度", "三季度", "四季度")
_DAYS: Final = 14
# Month and day in the year after.
_INITIAL: Final = ((1, 16), (1, 31))
_FORMAL: Final = ((2, 18), (3, 5))


def usual_rounds(year: int, taken: Iterable[str] = ()) -> list[RoundDraft]:
    """Four quarters, the preliminary and the formal round of a year, without those whose code is taken."""
    held = set(taken)
    drafts = [_quarter(year, name) for name in _QUARTERS]
    drafts += [_annual(year, RoundKind.INITIAL, _INITIAL), _annual(year, RoundKind.FORMAL, _FORMAL)]
    return [draft for draft in drafts if draft.code not in held]


def _quarter(year: int, name: str) -> RoundDraft:
    period = f"{year}年{name}"
    days = assessed_days(period)
    assert days is not None
    opens = days[1] + timedelta(days=1)
    return RoundDraft(
        f"{year}-{name}",
        f"{period}考核",
        period,
        RoundKind.QUARTERLY,
        opens,
        opens + timedelta(days=_DAYS),
    )


def _annual(year: int, kind: RoundKind, days: tuple[tuple[int, int], tuple[int, int]]) -> RoundDraft:
    opens, closes = (date(year + 1, month, day) for month, day in days)
    return RoundDraft(f"{year}-{kind.label}", f"{year}年度{kind.label}", f"{year}年度", kind, opens, closes)
