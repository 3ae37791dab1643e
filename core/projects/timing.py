"""Until when a unit may hand in, and whether it was on time; pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.clock import SHANGHAI, in_words, moment_in_words
from core.errors import Problem
from core.projects.rules import RoundState, SubmissionState


def end_of(day: date) -> datetime:
    """The last moment of a day in Dezhou: midnight, when the next one begins."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)


def last_minute(moment: datetime) -> str:
    """A deadline as people write it: midnight belongs to the day it ends, 2021-01-31 24:00."""
    local = moment.astimezone(SHANGHAI)
    if local.time() == time():
        return f"{local.date() - timedelta(days=1)} 24:00"
    return f"{local:%Y-%m-%d %H:%M}"


def last_minute_in_words(moment: datetime) -> str:
    """The same in a sentence: 2021年1月31日 24:00."""
    local = moment.astimezone(SHANGHAI)
    if local.time() == time():
        return f"{in_words(local.date() - timedelta(days=1))} 24:00"
    return moment_in_words(moment)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Until when handing in counts as on time, and until when it is possible at all."""

    due_at: datetime
    locks_at: datetime

    def extended(self, until: datetime, *, decided_at: datetime) -> "Deadlines":
        """The deadlines after an extension: one decided after the deadline lets the unit hand in, late."""
        if decided_at <= self.due_at:
            return Deadlines(max(until, self.due_at), max(until, self.locks_at))
        return Deadlines(self.due_at, max(until, self.locks_at))

    def is_on_time(self, at: datetime) -> bool:
        """Whether handing in at this moment is on time; the last moment itself still is."""
        return at <= self.due_at

    def is_open(self, at: datetime) -> bool:
        """Whether handing in at this moment is possible."""
        return at <= self.locks_at


def hand_in_problems(
    name: str, state: SubmissionState, round_state: RoundState, deadlines: Deadlines, at: datetime
) -> list[Problem]:
    """What keeps a unit from handing in at this moment."""
    problems = []
    if round_state is not RoundState.OPEN:
        problems.append(Problem("轮次没有开放", round_state.label, "请等轮次开放，或联系市大数据局"))
    if state is SubmissionState.HANDED_IN:
        problems.append(Problem("已经报送", name, "需要修改的，请联系市大数据局退回后再报"))
    elif not deadlines.is_open(at):
        said = f"截止 {last_minute(deadlines.locks_at)}"
        problems.append(Problem("已过截止时间，填报已锁定", said, "确需补报的，请向市大数据局申请延期"))
    return problems


def extension_problems(until: datetime, deadlines: Deadlines, now: datetime) -> list[Problem]:
    """An extension reaches further than what there is, and into the future."""
    if until <= deadlines.locks_at:
        return [
            Problem(
                "延期后的截止时间须晚于现在的截止时间",
                f"{last_minute(until)}，现为 {last_minute(deadlines.locks_at)}",
                "请填更晚的时间",
            )
        ]
    if until <= now:
        return [Problem("延期后的截止时间已经过去", last_minute(until), "请填将来的时间")]
    return []
