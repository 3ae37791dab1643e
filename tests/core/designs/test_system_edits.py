"""The head, indicators watched without points, and a whole workbook."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.designs.system_edits import PutMonitored, RemoveMonitored, Replace, SetHead, WatchInstead
from core.errors import Invalid
from core.indicators.system import Monitored
from tests.core.scoring.boards import county, department, tiny_system

HEAD = SetHead("小体系", "2", "100", "5", "10")
WATCHED = Monitored("J1", "调用增速", "A", "较上年增减", "今年÷上年－1", "%")


def test_the_head_is_written_and_told_with_both_values():
    after = HEAD.applied(tiny_system())
    assert (after.version, after.bonus_cap) == ("2", Decimal(5))
    assert HEAD.told(tiny_system()) == "修改体系信息：版本由 1 改为 2，加分封顶由 10 改为 5"


@pytest.mark.parametrize(
    "edit",
    [
        replace(HEAD, name=""),
        replace(HEAD, version=" "),
        replace(HEAD, full_marks="0"),
        replace(HEAD, full_marks="NaN"),
        replace(HEAD, full_marks="很多"),
        replace(HEAD, bonus_cap="-1"),
        replace(HEAD, deduction_cap="99999"),
        PutMonitored(replace(WATCHED, code="A")),
        PutMonitored(replace(WATCHED, parent="Z")),
        PutMonitored(replace(WATCHED, parent="G")),
        PutMonitored(replace(WATCHED, name="")),
        RemoveMonitored("J1"),
        WatchInstead("G"),
        WatchInstead("Z"),
        Replace(county()),
        Replace(tiny_system(scheme="weights")),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(edit):
    with pytest.raises(Invalid) as caught:
        edit.applied(tiny_system())
    assert caught.value.problems[0].remedy


def test_an_indicator_is_watched_changed_and_dropped():
    held = PutMonitored(WATCHED).applied(tiny_system())
    again = PutMonitored(replace(WATCHED, unit="倍")).applied(held)
    assert [part.unit for part in again.monitored] == ["倍"]
    assert RemoveMonitored("J1").applied(again).monitored == ()


def test_a_leaf_that_is_watched_instead_earns_no_points_and_keeps_what_was_written():
    after = WatchInstead("A").applied(tiny_system())
    assert [leaf.code for leaf in after.leaves] == ["B"]
    assert after.monitored[0] == Monitored("A", "甲", "", "甲的口径", "登记率；及时率")
    assert [metric.code for metric in after.metrics] == ["B-1"]
    assert after.events == ()


def test_a_workbook_replaces_everything_but_the_code():
    after = Replace(department()).applied(tiny_system())
    assert after == replace(department(), code="T")
    assert Replace(department()).told(tiny_system()) == "以工作簿更新草案（22 个末级指标）"
