"""Last days of rounds in words: an alarm only while something is still to be brought in."""

from collections.abc import Iterable

from core import clock
from core.access.permissions import Permission
from core.projects.queries import RoundRow
from core.results.rounds import round_editions
from core.store.session import reading
from pages.ui.guard import Viewer


def answered(viewer: Viewer, rounds: Iterable[RoundRow]) -> frozenset[int]:
    """The rounds nothing is still to be brought in for: those with a frozen edition.

    Whoever reads no results brings nothing in either, so that no round is late for them.
    """
    rows = list(rounds)
    if not viewer.may(Permission.RESULTS_BOARD_READ):
        return frozenset(row.id for row in rows)
    with reading() as session:
        return frozenset(
            round_id
            for project_id in {row.project_id for row in rows}
            for round_id in round_editions(session=session, actor=viewer.actor, project_id=project_id)
        )


def last_day(row: RoundRow, *, is_answered: bool) -> str:
    """截止日 with the days left; in grey once it is over and its edition frozen, else as an alarm."""
    day, left = clock.in_words(row.closes_on), (row.closes_on - clock.today()).days
    if row.is_overdue(clock.today()):
        return f":gray[截止日 {day}（已过）]" if is_answered else f"**▲ 截止日 {day}，已过 {-left} 天**"
    return f"截止日 **{day}**（{f'还有 {left} 天' if left else '今天'}）"
