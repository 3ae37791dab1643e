"""One source of time: UTC inside, Beijing for people."""

from datetime import UTC, date, datetime

from core import clock


def test_now_is_aware_and_in_utc():
    assert clock.now().tzinfo is UTC


def test_the_day_in_dezhou_begins_eight_hours_before_the_one_in_greenwich(at):
    at("2021-01-01 00:00")
    assert clock.now() == datetime(2020, 12, 31, 16, tzinfo=UTC)
    assert clock.today() == date(2021, 1, 1)
    at.forward(seconds=-1)
    assert clock.today() == date(2020, 12, 31)


def test_people_read_moments_to_the_minute_in_beijing_time():
    assert clock.to_minute(datetime(2020, 12, 31, 6, 32, 59, tzinfo=UTC)) == "2020-12-31 14:32"


def test_in_sentences_days_have_their_characters_and_no_idle_zeros():
    assert clock.in_words(date(2021, 1, 5)) == "2021年1月5日"
    assert clock.moment_in_words(datetime(2020, 12, 31, 6, 32, 59, tzinfo=UTC)) == "2020年12月31日 14:32"
