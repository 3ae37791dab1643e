"""Deadlines by hand: the last moment itself counts, an extension decided too late lets in but not on time."""

from datetime import UTC, date, datetime, timedelta

from core.projects.rules import RoundState, SubmissionState
from core.projects.timing import (
    Deadlines,
    end_of,
    extension_problems,
    hand_in_problems,
    last_minute,
    last_minute_in_words,
)

DUE = datetime(2021, 1, 31, 16, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_day_ends_at_midnight_in_dezhou_and_is_written_as_its_own_24_00():
    assert end_of(date(2021, 1, 31)).astimezone(UTC) == DUE
    assert last_minute(DUE) == "2021-01-31 24:00"
    assert last_minute(DUE - timedelta(hours=7)) == "2021-01-31 17:00"
    assert last_minute_in_words(DUE) == "2021年1月31日 24:00"
    assert last_minute_in_words(DUE - timedelta(hours=7)) == "2021年1月31日 17:00"


def test_the_last_moment_is_on_time_and_the_next_second_is_locked():
    deadlines = Deadlines(DUE, DUE)
    assert deadlines.is_on_time(DUE)
    assert not deadlines.is_on_time(DUE + SECOND)
    asked = ("禹城市", SubmissionState.PENDING, RoundState.OPEN, deadlines)
    assert hand_in_problems(*asked, DUE) == []
    (problem,) = hand_in_problems(*asked, DUE + SECOND)
    assert problem.rule == "已过截止时间，填报已锁定"
    assert problem.value == "截止 2021-01-31 24:00"


def test_an_extension_decided_in_time_moves_both_ends_and_one_decided_later_only_the_lock():
    until = DUE + timedelta(days=3)
    early = Deadlines(DUE, DUE).extended(until, decided_at=DUE)
    assert (early.due_at, early.locks_at) == (until, until)
    late = Deadlines(DUE, DUE).extended(until, decided_at=DUE + SECOND)
    assert (late.due_at, late.locks_at) == (DUE, until)
    assert late.is_open(until)
    assert not late.is_on_time(until)
    assert not late.is_open(until + SECOND)


def test_an_extension_must_reach_further_and_into_the_future():
    held = Deadlines(DUE, DUE)
    assert "须晚于" in extension_problems(DUE, held, DUE)[0].rule
    assert "已经过去" in extension_problems(DUE + SECOND, held, DUE + 2 * SECOND)[0].rule
    assert extension_problems(DUE + 3 * SECOND, held, DUE) == []


def test_a_closed_round_and_a_second_hand_in_are_each_named():
    asked = ("禹城市", SubmissionState.HANDED_IN, RoundState.CLOSED, Deadlines(DUE, DUE), DUE)
    assert [problem.rule for problem in hand_in_problems(*asked)] == ["轮次没有开放", "已经报送"]
