"""Counting working days with any calendar."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.calendars.rules import add_working_days, is_weekday, working_days_between

FRIDAY = date(2020, 7, 3)
MONDAY = date(2020, 7, 6)

days = st.dates(date(2019, 1, 1), date(2027, 12, 31))


def test_the_day_after_the_start_is_the_first_that_counts():
    assert add_working_days(FRIDAY, 1, is_weekday) == MONDAY
    assert add_working_days(FRIDAY, 5, is_weekday) == date(2020, 7, 10)


def test_starting_on_a_weekend_loses_no_day():
    assert add_working_days(date(2020, 7, 4), 1, is_weekday) == MONDAY


def test_nothing_to_add_stays_and_less_than_nothing_goes_back():
    assert add_working_days(FRIDAY, 0, is_weekday) == FRIDAY
    assert add_working_days(MONDAY, -2, is_weekday) == date(2020, 7, 2)


def test_days_between_leave_out_the_start_and_count_the_end():
    assert working_days_between(FRIDAY, MONDAY, is_weekday) == 1
    assert working_days_between(MONDAY, FRIDAY, is_weekday) == -1
    assert working_days_between(FRIDAY, FRIDAY, is_weekday) == 0


@given(days, st.integers(-60, 60))
def test_between_undoes_adding(start, n):
    assert working_days_between(start, add_working_days(start, n, is_weekday), is_weekday) == n


@given(days, st.integers(1, 60), st.sets(days, max_size=30))
def test_a_deadline_is_always_a_working_day_and_holidays_only_postpone_it(start, n, holidays):
    def is_working(day: date) -> bool:
        return is_weekday(day) and day not in holidays

    end = add_working_days(start, n, is_working)
    assert is_working(end)
    assert end >= add_working_days(start, n, is_weekday)
    assert end - start >= timedelta(days=n)
