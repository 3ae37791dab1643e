"""Marks, weights and shares of one group side by side: what is written, its sum, its part of the total."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from core.designs.amounts import SetAmounts, group_of
from core.errors import Invalid
from core.indicators.node import Node
from core.indicators.system import IndicatorSystem
from tests.builders.systems import random_system
from tests.core.scoring.boards import department, tiny_system


def nested() -> IndicatorSystem:
    nodes = (
        Node("A", "甲"),
        Node("A1", "甲一", "A", full_marks=Decimal(20)),
        Node("A2", "甲二", "A", full_marks=Decimal(10)),
        Node("B", "乙"),
    )
    return IndicatorSystem("T", "体", "1", "department", nodes, ())


def test_the_top_of_a_system_of_marks_should_add_up_to_its_full_marks():
    group = group_of(department(), "")
    assert group.total == group.wanted == 100
    assert group.sound
    first = group.members[0]
    assert (first.amount, first.within, first.effective) == (15, Fraction(15, 100), Fraction(15, 100))
    assert not first.leaf


def test_a_group_below_has_a_sum_but_no_sum_it_must_have():
    group = group_of(nested(), "A")
    assert (group.total, group.wanted, group.sound) == (30, None, True)
    assert [member.within for member in group.members] == [Fraction(2, 3), Fraction(1, 3)]
    assert [member.effective for member in group.members] == [Fraction(1, 5), Fraction(1, 10)]


def test_metrics_share_a_hundred_and_have_their_part_of_the_total():
    group = group_of(tiny_system(), "A")
    assert (group.total, group.wanted) == (100, 100)
    assert [member.effective for member in group.members] == [Fraction(36, 100), Fraction(24, 100)]


def test_effective_weights_of_every_leaf_of_a_system_of_weights_are_those_of_the_engine():
    system = random_system(7)
    for node in system.nodes:
        for member in group_of(system, node.parent).members:
            if member.code in system.node_by_code:
                assert member.effective == system.part_of(member.code)


def test_what_is_not_written_yet_is_blank_and_counts_nothing():
    group = group_of(nested(), "")
    assert [member.amount for member in group.members] == [30, None]
    assert group.members[1].effective is None
    assert not group.sound


def test_marks_are_written_on_leaves_and_spread_below_others_in_their_proportion():
    after = SetAmounts("A", {"A1": "12.5"}).applied(nested())
    assert after.node_by_code["A1"].full_marks == Decimal("12.5")
    spread = SetAmounts("", {"A": "10", "B": "90"}).applied(nested())
    assert [node.full_marks for node in spread.nodes] == [None, Decimal("6.67"), Decimal("3.33"), Decimal(90)]
    assert group_of(spread, "").sound


def test_a_branch_without_any_marks_is_spread_evenly():
    blank = replace(nested(), nodes=tuple(replace(node, full_marks=None) for node in nested().nodes))
    after = SetAmounts("", {"A": "7"}).applied(blank)
    assert [after.node_by_code[code].full_marks for code in ("A1", "A2")] == [
        Decimal("3.50"),
        Decimal("3.50"),
    ]


def test_weights_and_shares_are_exact():
    after = SetAmounts("", {"N0": "1/3"}).applied(random_system(7))
    assert after.node_by_code["N0"].weight == Fraction(1, 3)
    shared = SetAmounts("A", {"A-1": "70", "A-2": "30"}).applied(tiny_system())
    assert [metric.share for metric in shared.metrics_of("A")] == [70, 30]


@pytest.mark.parametrize(
    ("group", "amounts", "rule"),
    [
        ("", {"Z": "1"}, "没有这个指标"),
        ("A", {"B": "1"}, "没有这个指标"),
        ("", {"A": "0"}, "应大于 0"),
        ("", {"A": "-3"}, "应大于 0"),
        ("", {"A": "九十"}, "不合规"),
        ("", {"A": "nan"}, "不合规"),
        ("", {"A": "1e9"}, "不合规"),
        ("", {"A": "101"}, "超过体系满分"),
        ("", {"A": "1.234"}, "最多 2 位小数"),
        ("A", {"A-1": "120"}, "占比超过 100"),
        ("Z", {}, "没有这个指标"),
    ],
)
def test_what_is_no_amount_of_this_group_is_refused_with_a_remedy(group, amounts, rule):
    with pytest.raises(Invalid) as caught:
        SetAmounts(group, amounts).applied(tiny_system())
    assert rule in caught.value.problems[0].rule
    assert caught.value.problems[0].remedy


def test_the_sentence_names_only_what_changes_with_both_values():
    assert SetAmounts("", {"A": "55", "B": "40"}).told(tiny_system()) == "“一级指标”的满分：A 由 60 改为 55"
    assert SetAmounts("A", {"A-1": "60"}).told(tiny_system()) == "“A 甲”的权重：未变"
