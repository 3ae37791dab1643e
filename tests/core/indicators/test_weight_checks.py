"""Faults of systems of weights."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from core.indicators.checks import check_system
from core.indicators.node import Node
from core.indicators.system import Divisor, Metric
from tests.builders.systems import parameters
from tests.core.scoring.boards import tiny_system

WEIGHTED = replace(
    tiny_system(),
    scheme="weights",
    audience="general",
    nodes=(Node("A", "甲", weight=Decimal(1)), Node("B", "乙", weight=Decimal(2))),
    metrics=(
        Metric("A-1", "A", "某", Decimal(1), "value", "rank", parameters("rank"), "na", unit=""),
        Metric("B-1", "B", "某", Decimal(1), "value", "min_max", parameters("min_max"), "na", unit=""),
    ),
    events=(),
    ledger=(),
    grades=(),
    divisors=(Divisor("POP", "人口"),),
)


def _metric(**changes):
    return replace(WEIGHTED, metrics=(replace(WEIGHTED.metrics[0], **changes), WEIGHTED.metrics[1]))


def _node(**changes):
    return replace(WEIGHTED, nodes=(replace(WEIGHTED.nodes[0], **changes), WEIGHTED.nodes[1]))


def test_a_sound_system_of_weights_has_no_faults():
    assert check_system(WEIGHTED) == ()
    assert check_system(_metric(divisor="POP", factor=Decimal(1000), treatment="缩尾=3")) == ()


@pytest.mark.parametrize(
    ("system", "table", "field", "words"),
    [
        (_node(weight=None), "nodes", "weight", "都留空"),
        (_node(weight=Decimal(0)), "nodes", "weight", "大于 0"),
        (_node(full_marks=Decimal(5)), "nodes", "full_marks", "权重制不填满分"),
        (_node(aggregation="median"), "nodes", "aggregation", "合成方式"),
        (_node(availability=Fraction(3, 2)), "nodes", "availability", "100%"),
        (_node(rule="checklist"), "nodes", "rule", "不能用来换算"),
        (_node(rule="goalposts", parameters=()), "nodes", "parameters", "参数个数"),
        (_metric(divisor="GDP"), "metrics", "divisor", "没有这个公用分母"),
        (_metric(factor=Decimal(0)), "metrics", "factor", "大于 0"),
        (_metric(input="ratio", divisor="POP"), "metrics", "divisor", "只用于直接值"),
        (_metric(treatment="随便"), "metrics", "treatment", "不合规"),
        (replace(WEIGHTED, divisors=(Divisor("A-1", "人口"),)), "divisors", "code", "重复"),
        (replace(WEIGHTED, ties="coin"), "system", "ties", "不认识"),
        (replace(WEIGHTED, rank_digits=12), "system", "rank_digits", "0 到 9"),
        (replace(WEIGHTED, level_digits=(2, 7)), "system", "level_digits", "0 到 6"),
        (replace(tiny_system(), rank_digits=3), "system", "scheme", "满分制不填"),
    ],
)
def test_a_fault_names_table_field_and_remedy(system, table, field, words):
    found = [fault for fault in check_system(system) if (fault.table, fault.field) == (table, field)]

    assert any(words in fault.rule for fault in found), check_system(system)
    assert all(fault.remedy for fault in found)


def test_marks_do_not_take_rules_that_look_at_neighbours():
    metric = replace(tiny_system().metrics[0], rule="min_max", parameters=parameters("min_max"))
    nodes = (replace(tiny_system().nodes[0], weight=Decimal(1)), *tiny_system().nodes[1:])

    faults = check_system(tiny_system(metrics=(metric, *tiny_system().metrics[1:]), nodes=nodes))

    assert any("随其他单位变动" in fault.rule for fault in faults)
    assert any("满分制不填“权重”" in fault.rule for fault in faults)
