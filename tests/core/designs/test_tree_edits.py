"""The tree is changed node by node; what would break it is refused with the way to go on."""

from decimal import Decimal

import numpy as np
import pytest

from core.designs.tree_edits import (
    TEXTS,
    AddNode,
    Arrange,
    Describe,
    MoveNode,
    PlaceNode,
    RemoveNode,
    branch_codes,
)
from core.errors import Invalid
from core.indicators.checks import check_system
from core.indicators.node import Node
from core.indicators.system import IndicatorSystem, Monitored
from tests.core.scoring.boards import checklist_system, department, tiny_system


def tree(*codes: str) -> IndicatorSystem:
    """Nodes whose parent is the code without its last letter."""
    nodes = tuple(Node(code, f"名{code}", code[:-1], definition="口径") for code in codes)
    return IndicatorSystem("T", "体系", "1", "department", nodes, ())


THREE = tree("A", "AA", "AAA", "AB", "B", "C", "CA")


def codes(system: IndicatorSystem) -> list[str]:
    return [node.code for node in system.nodes]


def problem(edit, system):
    with pytest.raises(Invalid) as caught:
        edit.applied(system)
    return caught.value.problems[0]


def test_a_node_is_added_at_the_end_of_its_parents_branch():
    after = AddNode("A", "AC", " 新 ").applied(THREE)
    assert codes(after) == ["A", "AA", "AAA", "AB", "AC", "B", "C", "CA"]
    assert after.node_by_code["AC"] == Node("AC", "新", "A")
    assert codes(AddNode("", "D", "丁").applied(THREE))[-1] == "D"
    assert AddNode("A", "AC", "新").told(THREE) == "在“A 名A”下增加指标 AC 新"


def test_a_node_added_at_the_top_stands_before_the_ledger():
    assert codes(AddNode("", "C", "丙").applied(tiny_system())) == ["A", "B", "C", "G"]


def test_a_leaf_that_gets_something_under_it_gives_up_its_marks():
    system = IndicatorSystem("T", "体", "1", "department", (Node("A", "甲", full_marks=Decimal(5)),), ())
    assert AddNode("A", "A1", "新").applied(system).node_by_code["A"].full_marks is None


@pytest.mark.parametrize(
    ("edit", "system", "rule"),
    [
        (AddNode("AAA", "X", "深"), THREE, "第 4 级，超过三级"),
        (AddNode("", "A", "重"), THREE, "编码已被使用"),
        (AddNode("Z", "X", "孤"), THREE, "没有这个指标"),
        (AddNode("A", "X", "挂"), tiny_system(), "有子项的末级指标"),
        (AddNode("G", "X", "挂"), tiny_system(), "加减分节点下面不能挂"),
        (RemoveNode("Z"), THREE, "没有这个指标"),
        (RemoveNode("A"), THREE, "下还有 3 个指标"),
        (RemoveNode("G"), tiny_system(), "还挂着 3 个加减分项"),
        (MoveNode("A", "AAA"), THREE, "成环"),
        (MoveNode("A", "A"), THREE, "成环"),
        (MoveNode("A", "B"), THREE, "第 4 级，超过三级"),
        (MoveNode("B", "AAA"), THREE, "第 4 级，超过三级"),
        (MoveNode("B", "A"), tiny_system(), "有子项的末级指标"),
        (MoveNode("G", "A"), tiny_system(), "加减分节点只能是一级"),
        (MoveNode("B", "Z"), THREE, "没有这个指标"),
        (PlaceNode("B", 0), THREE, "序号超出范围"),
        (PlaceNode("B", 4), THREE, "序号超出范围"),
        (Describe("A", {"name": " "}), THREE, "名称应为"),
        (Describe("A", {"full_marks": "9"}), THREE, "不能修改这些内容"),
        (Describe("A", {"definition": "长" * 4001}), THREE, "“口径”太长"),
    ],
)
def test_what_would_break_the_tree_is_refused_with_a_remedy(edit, system, rule):
    found = problem(edit, system)
    assert rule in found.rule
    assert found.remedy


def test_a_branch_is_removed_whole_with_everything_that_hangs_on_it():
    after = RemoveNode("A", whole=True).applied(THREE)
    assert codes(after) == ["B", "C", "CA"]
    left = RemoveNode("A").applied(checklist_system())
    assert (left.metrics, left.items, left.events) == ((), (), ())
    assert RemoveNode("A", whole=True).told(THREE) == "删除指标 A 名A及其下级 3 个"


def test_what_was_watched_under_a_removed_node_moves_up():
    system = tiny_system(monitored=(Monitored("J1", "增速", "A"),))
    assert RemoveNode("A").applied(system).monitored[0].parent == ""


def test_a_branch_moves_with_what_is_under_it():
    after = MoveNode("AA", "B").applied(THREE)
    assert codes(after) == ["A", "AB", "B", "AA", "AAA", "C", "CA"]
    assert after.depths["AAA"] == 3
    assert codes(MoveNode("AAA", "").applied(THREE))[-1] == "AAA"


def test_a_node_takes_the_place_it_is_given_among_its_siblings():
    assert codes(PlaceNode("C", 1).applied(THREE)) == ["C", "CA", "A", "AA", "AAA", "AB", "B"]
    assert codes(PlaceNode("AB", 1).applied(THREE)) == ["A", "AB", "AA", "AAA", "B", "C", "CA"]
    assert PlaceNode("B", 2).applied(THREE) == THREE


def test_the_children_of_a_node_take_the_order_they_are_given():
    assert codes(Arrange("", ("C", "B", "A")).applied(THREE)) == ["C", "CA", "B", "A", "AA", "AAA", "AB"]
    assert Arrange("A", ("AB", "AA")).told(THREE) == "把“A 名A”的下级排为 AB、AA"
    for forged in (("A", "B"), ("A", "B", "C", "C"), ("A", "B", "Z")):
        assert "刚有增减" in problem(Arrange("", forged), THREE).rule


def test_texts_are_written_without_touching_anything_else():
    after = Describe("A", {"name": "甲", "definition": " 新口径 "}).applied(tiny_system())
    assert after.node_by_code["A"].definition == "新口径"
    assert after.node_by_code["A"].full_marks == Decimal(60)
    assert Describe("A", {"name": "甲", "definition": "新"}).told(tiny_system()) == "修改指标 A 甲 的口径"
    assert {"code", "parent", "full_marks", "weight", "ledger"}.isdisjoint(TEXTS)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_done_the_tree_stays_three_levels_whole_and_without_cycles(seed):
    dice, system = np.random.default_rng(seed), department()
    for step in range(30):
        names = [node.code for node in system.nodes]
        one, two = (str(dice.choice(names)) for _ in range(2))
        edits = (AddNode(two, f"X{step}", "新"), MoveNode(one, two), MoveNode(one, ""),
                 PlaceNode(one, int(dice.integers(1, 9))), RemoveNode(one, whole=bool(dice.random() < 0.3)))  # fmt: skip
        try:
            system = edits[int(dice.integers(len(edits)))].applied(system)
        except Invalid:
            continue
        faults = {fault.rule for fault in check_system(system)}
        assert not any("成环" in rule or "超过三级" in rule or "上级编码不存在" in rule or "编码重复" in rule
                       or "所属指标不是末级" in rule for rule in faults)  # fmt: skip
        assert len(system.depths) == len(system.nodes)
    assert branch_codes(THREE, "A") == {"A", "AA", "AAA", "AB"}
