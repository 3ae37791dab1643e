"""A group of a system says what its weights have to add up to, and how much of the total it is."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from core.errors import NotFound
from core.indicators.node import Node
from core.weighting.target import Item, target_of, target_problems
from tests.builders.systems import random_system
from tests.core.scoring.boards import department, tiny_system
from tests.core.weighting.grids import target

# 甲 60 with 丙 20 and 丁 40 under it, 乙 40.
NESTED = tiny_system(
    nodes=(
        Node("A", "甲"),
        Node("A1", "丙", "A", full_marks=Decimal(20), definition="口径"),
        Node("A2", "丁", "A", full_marks=Decimal(40), definition="口径"),
        Node("B", "乙", full_marks=Decimal(40), definition="口径"),
        Node("G", "加减分项", ledger=True),
    ),
    metrics=tuple(replace(metric, leaf="B") for metric in tiny_system().metrics),
    events=(),
)


def weighted(*weights: str):
    nodes = tuple(
        Node(code, name, weight=Fraction(weight))
        for code, name, weight in zip("AB", ("甲", "乙"), weights, strict=True)
    )
    return tiny_system(scheme="weights", nodes=nodes, events=(), ledger=(), grades=())


def test_the_top_of_a_system_of_marks_shares_all_its_marks_and_leaves_the_ledger_out():
    found = target_of(NESTED, "")
    assert (found.system_code, found.system_title) == ("T", "小体系 1")
    assert found.items == (Item("A", "甲"), Item("B", "乙"))
    assert (found.whole, found.digits, found.share) == (100, 2, 1)
    assert found.group_name == "一级指标"
    assert found.names == ("A 甲", "B 乙")


def test_a_group_inside_shares_its_own_marks_and_is_their_part_of_the_total():
    found = target_of(NESTED, "A")
    assert found.items == (Item("A1", "丙"), Item("A2", "丁"))
    assert (found.whole, found.share, found.group_name) == (60, Fraction(3, 5), "甲")


def test_the_metrics_of_a_leaf_share_a_hundred_per_cent_of_it():
    found = target_of(tiny_system(), "A")
    assert found.items == (Item("A-1", "登记率"), Item("A-2", "及时率"))
    assert (found.whole, found.digits, found.share) == (100, 2, Fraction(3, 5))


@pytest.mark.parametrize(
    ("weights", "whole", "digits"),
    [(("0.3", "0.7"), 1, 4), (("2", "3"), 5, 4), (("30", "70"), 100, 2), (("1/3", "1/3"), 1, 4)],
)
def test_a_group_of_a_system_of_weights_keeps_its_sum_where_it_is_a_whole_number(weights, whole, digits):
    found = target_of(weighted(*weights), "")
    assert (found.whole, found.digits, found.share) == (whole, digits, 1)


def test_the_part_of_a_group_in_a_system_of_weights_is_its_effective_weight():
    found = target_of(weighted("1", "3"), "B")
    assert (found.share, found.items) == (Fraction(3, 4), (Item("B-1", "问题数"),))
    assert (found.whole, found.digits) == (100, 2)


@pytest.mark.parametrize("scheme", ["marks", "weights"])
@pytest.mark.parametrize("seed", range(12))
def test_the_parts_of_any_group_add_up_to_its_own_part_and_fit_to_be_weighed(scheme: str, seed: int):
    system = random_system(seed, scheme=scheme)
    for group in ["", *(node.code for node in system.nodes if not node.ledger)]:
        found = target_of(system, group)
        assert target_problems(found) == []
        if not system.is_leaf(group):
            assert sum(system.part_of(item.code) for item in found.items) == found.share


def test_the_groups_of_the_published_system_share_its_hundred_marks():
    system = department()
    top = target_of(system, "")
    below = [target_of(system, item.code) for item in top.items]
    assert [item.code for item in top.items] == list("ABCDEF")
    assert sum(group.whole for group in below) == top.whole == 100
    assert sum(group.share for group in below) == 1


@pytest.mark.parametrize("group", ["Z", "G"])
def test_an_unknown_group_and_the_ledger_cannot_be_weighed(group: str):
    with pytest.raises(NotFound, match=f"没有“{group}”这一组.*从指标树重新选择"):
        target_of(NESTED, group)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"system_code": " "}, "“体系编号”不能为空"),
        ({"system_title": ""}, "“体系名称”不能为空"),
        ({"items": ()}, "这一组没有指标，现为“一级指标”"),
        ({"items": (Item("A", "甲"), Item("A", "乙"))}, "指标重复，现为“A”"),
        ({"whole": Decimal(0)}, "这一组的总分应大于 0，最多 1 位小数，现为“0”"),
        ({"whole": Decimal("12.25")}, "这一组的总分应大于 0，最多 1 位小数，现为“12.25”"),
        ({"digits": 7}, "小数位应在 0 到 6 之间，现为“7”"),
        ({"share": Fraction(3, 2)}, "这一组占总分的比例应在 0 到 1 之间，现为“1.5”"),
    ],
)
def test_what_keeps_a_group_from_being_weighed_is_told(changes, said: str):
    [found] = map(str, target_problems(target(**changes)))
    assert found.startswith(said)
    assert "。处理办法：" in found


def test_a_sound_draft_can_be_weighed():
    assert target_problems(target()) == []
