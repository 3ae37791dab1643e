"""Metrics, rules, checklist items and event deductions are written one at a time, or refused with a remedy."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from core.designs.metric_edits import (
    PutEvent,
    PutItem,
    PutMetric,
    RemoveEvent,
    RemoveItem,
    RemoveMetric,
    rule_numbers,
    rule_text,
)
from core.errors import Invalid
from core.indicators.node import Node
from tests.core.scoring.boards import checklist_system, tiny_system

RATE = PutMetric(
    "A", "A-1", "登记率", "ratio", "linear", "零分线=60%；满分线=95%", "na", "已登记数", "应登记数"
)
SYSTEM = tiny_system()
NESTED = replace(SYSTEM, nodes=(*SYSTEM.nodes, Node("C", "丙"), Node("C1", "丙一", "C")))


def test_a_metric_that_is_there_keeps_its_place_and_its_share():
    after = RATE.applied(SYSTEM)
    metric = after.metrics[0]
    assert metric.parameters == (Fraction(3, 5), Fraction(19, 20))
    assert (metric.share, metric.denominator) == (60, "应登记数")
    assert after.metrics[1:] == SYSTEM.metrics[1:]


def test_a_new_metric_gets_what_the_others_leave_of_a_hundred():
    left = RemoveMetric("A-2").applied(SYSTEM)
    after = replace(RATE, code="A-9").applied(left)
    assert [(metric.code, metric.share) for metric in after.metrics_of("A")] == [("A-1", 60), ("A-9", 40)]


def test_the_sentence_tells_the_rule_before_and_after():
    told = RATE.told(SYSTEM)
    assert "规则由 线性（零分线=50%；满分线=100%） 改为 线性（零分线=60%；满分线=95%）" in told
    assert rule_text(SYSTEM.metrics[2]) == "每项扣（每项扣=20%）"


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        (replace(RATE, leaf="C"), "只有末级指标"),
        (replace(RATE, leaf="G"), "只有末级指标"),
        (replace(RATE, leaf="Z"), "没有这个指标"),
        (replace(RATE, leaf="B"), "已被别的指标使用"),
        (replace(RATE, code="B"), "编码已被使用"),
        (replace(RATE, code=""), "编码应为"),
        (replace(RATE, name=""), "名称应为"),
        (replace(RATE, rule="magic"), "不认识的计分规则"),
        (replace(RATE, input="count"), "不能用这种取数方式"),
        (replace(RATE, input="magic"), "不能用这种取数方式"),
        (replace(RATE, parameters="零分线=95%；满分线=60%"), "零分线应小于满分线"),
        (replace(RATE, parameters="满分线=60%"), "缺少“零分线”"),
        (replace(RATE, parameters=""), "参数不合规"),
        (replace(RATE, empty="magic"), "不认识的空值处理"),
        (RemoveMetric("Z"), "没有这个子项"),
        (PutItem("A-1", "x", "项", "1"), "只有清单子项"),
        (PutEvent("C", "C!1", "通报", "1"), "只有末级指标"),
        (PutEvent("B", "A!1", "通报", "1"), "已被使用"),
        (PutEvent("A", "A!2", "通报", "0"), "应大于 0"),
        (PutEvent("A", "A!2", "通报", "一"), "不合规"),
        (RemoveEvent("Z"), "没有这项附加扣分"),
    ],
)
def test_what_is_no_metric_or_event_is_refused_with_a_remedy(edit, rule):
    with pytest.raises(Invalid) as caught:
        edit.applied(NESTED)
    assert rule in caught.value.problems[0].rule
    assert caught.value.problems[0].remedy


def test_checklist_items_are_written_and_one_others_rest_on_is_not_deleted():
    system = checklist_system()
    after = PutItem("A-1", "A-1#4", "演练", "15", "有记录", "A-1#1").applied(system)
    assert after.items[-1].weight == Decimal(15)
    with pytest.raises(Invalid) as caught:
        RemoveItem("A-1#2").applied(system)
    assert "是 A-1#3 的前置项，不能删除" in caught.value.problems[0].rule
    assert len(RemoveItem("A-1#3").applied(system).items) == 2
    assert RemoveItem("A-1#3").told(system) == "删除清单项 A-1#3"


@pytest.mark.parametrize(
    "edit",
    [
        PutItem("A-1", "", "项", "1"),
        PutItem("A-1", "A-1#1", "项", "1", "", "A-1#1"),
        PutItem("A-1", "A-1#9", "项", "1", "", "Z"),
        PutItem("A-1", "A-1#9", "项", "无"),
        RemoveItem("Z"),
    ],
)
def test_an_item_out_of_order_is_refused(edit):
    with pytest.raises(Invalid):
        edit.applied(checklist_system())


def test_a_metric_that_is_no_checklist_any_more_loses_its_items():
    after = PutMetric("A", "A-1", "率", "ratio", "linear", "零分线=0；满分线=1").applied(checklist_system())
    assert after.items == ()
    assert RemoveMetric("A-1").applied(checklist_system()).items == ()


def test_events_are_written_and_removed():
    after = PutEvent("B", "B!1", " 被通报 ", "0.5").applied(SYSTEM)
    assert after.events_of("B")[0].points_each == Decimal("0.5")
    assert RemoveEvent("A!1").applied(SYSTEM).events == ()
    assert "每次扣 0.5 分" in PutEvent("B", "B!1", "被通报", "0.5").told(SYSTEM)


def test_rule_numbers_are_those_the_engine_will_use():
    assert rule_numbers("per_point", "目标=100%；每低1个百分点扣=5%", "ratio") == (1, Fraction(1, 20))
