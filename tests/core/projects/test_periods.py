"""A period says which days it covers, or is refused with how to write it."""

from datetime import date

import pytest

from core.projects.periods import assessed_days, period_problems


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        ("2020年一季度", date(2020, 1, 1), date(2020, 3, 31)),
        ("2020年第二季度", date(2020, 4, 1), date(2020, 6, 30)),
        ("2021年 3季度", date(2021, 7, 1), date(2021, 9, 30)),
        ("2020年四季度", date(2020, 10, 1), date(2020, 12, 31)),
        ("2020年上半年", date(2020, 1, 1), date(2020, 6, 30)),
        ("2020年下半年", date(2020, 7, 1), date(2020, 12, 31)),
        ("2020年2月", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021年02月", date(2021, 2, 1), date(2021, 2, 28)),
        ("2020年12月", date(2020, 12, 1), date(2020, 12, 31)),
        ("2020年度", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020年全年", date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_a_period_covers_these_days(period, since, until):
    assert assessed_days(period) == (since, until)
    assert period_problems(period) == []


@pytest.mark.parametrize(
    "period", ["", "今年", "2020", "2020年五季度", "2020年13月", "一季度", "2020年一季度（补）"]
)
def test_any_other_name_is_refused_with_how_to_write_it(period):
    assert assessed_days(period) is None
    (problem,) = period_problems(period)
    assert problem.value == period
    assert "2021年一季度" in problem.remedy
