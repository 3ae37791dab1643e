"""When a metric is due, late, and asked again."""

from datetime import UTC, datetime, timedelta

import pytest

from core.collection.schedule import due, is_stale, latest_due, next_due, wait_after

FIRST = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def after(**amount: float) -> datetime:
    return FIRST + timedelta(**amount)


def test_nothing_is_due_before_the_first_time():
    assert latest_due(FIRST, HOUR, after(minutes=-1)) is None
    assert due(FIRST, HOUR, None, after(minutes=-1)) is None
    assert next_due(FIRST, HOUR, after(minutes=-1)) == FIRST


def test_a_due_time_is_served_once_and_the_next_is_an_interval_on():
    found = due(FIRST, HOUR, None, after(seconds=3))
    assert found is not None
    assert (found.at, found.skipped, found.is_catch_up) == (FIRST, 0, False)
    assert due(FIRST, HOUR, FIRST, after(minutes=59)) is None
    assert next_due(FIRST, HOUR, FIRST) == after(hours=1)
    assert due(FIRST, HOUR, FIRST, after(hours=1)).at == after(hours=1)


def test_two_hours_down_are_caught_up_by_one_run():
    found = due(FIRST, HOUR, FIRST, after(hours=3, minutes=1))
    assert (found.at, found.skipped, found.is_catch_up) == (after(hours=3), 2, True)


def test_a_due_time_served_much_too_late_is_a_catch_up_though_none_was_skipped():
    day = timedelta(days=1)
    assert due(FIRST, day, after(days=-1), after(hours=2)).is_catch_up
    assert not due(FIRST, day, after(days=-1), after(minutes=4)).is_catch_up


@pytest.mark.parametrize(("minutes", "stale"), [(0, False), (74, False), (76, True)])
def test_a_value_is_late_a_quarter_of_its_interval_after_the_interval(minutes: int, stale: bool):
    assert is_stale(FIRST, HOUR, after(minutes=minutes)) is stale


def test_each_wait_is_four_times_the_one_before():
    assert [wait_after(count).total_seconds() for count in (1, 2)] == [10, 40]
