"""The picture for the work group lists every missing unit with its deadline."""

from dataclasses import replace
from datetime import timedelta

from core.charts.missing_units import missing_units
from core.projects.rules import SubmissionState
from tests.core.projects.test_reminding import PROGRESS, UNIT


def test_it_says_how_many_are_missing_and_who():
    figure = missing_units(PROGRESS)
    assert "未报送单位 1 个" in figure.layout.title.text
    columns = figure.data[0].cells["values"]
    assert [column[0] for column in columns] == [
        "1",
        "德州市教育和体育局",
        "第一组",
        "未报",
        "2021-01-31 24:00",
    ]


def test_whose_time_is_over_is_marked():
    figure = missing_units(replace(PROGRESS, at=UNIT.locks_at + timedelta(days=1)))
    assert list(figure.data[0].cells["values"][3]) == ["未报（逾期）"]


def test_when_everybody_is_in_it_says_so():
    done = replace(UNIT, state=SubmissionState.HANDED_IN)
    figure = missing_units(replace(PROGRESS, units=(done,), is_rehearsal=True))
    assert "全部考核对象均已报送" in str(figure.data[0].cells["values"])
    assert "练习项目" in figure.layout.title.text
