"""Faults of indicator systems."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from core.indicators.checks import check_system
from core.indicators.node import Node
from core.indicators.system import ChecklistItem, GradeBand, LedgerItem, LedgerLevel, Monitored
from tests.core.scoring.boards import checklist_system, county, department, tiny_system


@pytest.mark.parametrize("make", [department, county, tiny_system, checklist_system])
def test_sound_systems_have_no_faults(make):
    assert check_system(make()) == ()


def _with(table, index, **changes):
    parts = list(getattr(tiny_system(), table))
    parts[index] = replace(parts[index], **changes)
    return tiny_system(**{table: tuple(parts)})


BROKEN = [
    (_with("nodes", 1, code="A"), "nodes", 1, "code", "编码重复"),
    (_with("nodes", 1, code=""), "nodes", 1, "code", "缺少编码"),
    (_with("nodes", 1, parent="Z"), "nodes", 1, "parent", "上级编码不存在"),
    (_with("nodes", 1, full_marks=Decimal(39)), "nodes", -1, "full_marks", "满分之和应为 100"),
    (_with("nodes", 1, full_marks=None), "nodes", 1, "full_marks", "大于 0 的满分"),
    (_with("nodes", 1, full_marks=Decimal("40.005")), "nodes", 1, "full_marks", "最多 2 位小数"),
    (_with("nodes", 0, definition=""), "nodes", 0, "definition", "缺少口径"),
    (_with("nodes", 0, name=""), "nodes", 0, "name", "缺少名称"),
    (_with("nodes", 2, ledger=False), "nodes", 2, "code", "没有子项"),
    (_with("metrics", 0, share=Decimal(50)), "metrics", 0, "share", "占比之和应为 100"),
    (_with("metrics", 0, leaf="X"), "metrics", 0, "leaf", "不是末级指标"),
    (_with("metrics", 0, rule="magic"), "metrics", 0, "rule", "不认识的计分规则"),
    (_with("metrics", 0, input="items"), "metrics", 0, "input", "不能用这种取数方式"),
    (_with("metrics", 0, empty="?"), "metrics", 0, "empty", "空值处理"),
    (_with("metrics", 0, parameters=(Fraction(1), Fraction(0))), "metrics", 0, "parameters", "零分线"),
    (_with("metrics", 0, parameters=(Fraction(1),)), "metrics", 0, "parameters", "参数个数不对"),
    (_with("events", 0, leaf="G"), "events", 0, "leaf", "不是末级指标"),
    (_with("events", 0, points_each=Decimal(0)), "events", 0, "points_each", "大于 0"),
    (_with("ledger", 0, cap=Decimal(0)), "ledger", 0, "cap", "单项封顶"),
    (_with("ledger", 1, code="G-B1"), "ledger", 2, "code", "编码重复"),
    (
        _with("ledger", 2, levels=(LedgerLevel("重大", Decimal(10), "Z"),)),
        "ledger",
        3,
        "grade_cap",
        "等次不存在",
    ),
    (_with("grades", 1, lower=Decimal(90)), "grades", 0, "lower", "重叠"),
    (_with("grades", 3, lower=Decimal(10)), "grades", -1, "lower", "空档"),
    (tiny_system(grades=()), "grades", -1, "lower", "没有划分等次"),
    (tiny_system(leaf_digits=9), "system", 0, "leaf_digits", "小数位"),
    (tiny_system(bonus_cap=Decimal(-1)), "system", 0, "bonus_cap", "不能为负"),
    (
        replace(checklist_system(), items=(ChecklistItem("A-1#1", "A-1", "制度", Decimal(1), "", "A-1#1"),)),
        "items",
        0,
        "prerequisite",
        "前置项",
    ),
    (replace(checklist_system(), items=()), "metrics", 0, "code", "没有清单项"),
]


@pytest.mark.parametrize(("system", "table", "index", "field", "words"), BROKEN)
def test_a_fault_names_its_row_field_and_remedy(system, table, index, field, words):
    found = [
        fault
        for fault in check_system(system)
        if (fault.table, fault.index, fault.field) == (table, index, field)
    ]

    assert any(words in fault.rule for fault in found), check_system(system)
    assert all(fault.remedy for fault in found)


def test_a_cycle_is_named_at_every_member():
    nodes = (*tiny_system().nodes, Node("X", "子", parent="Y"), Node("Y", "丑", parent="X"))

    faults = [fault for fault in check_system(tiny_system(nodes=nodes)) if "成环" in fault.rule]

    assert [fault.index for fault in faults] == [3, 4]


def test_four_levels_are_refused_unless_allowed():
    chain = (
        Node("A", "一级"),
        Node("A1", "二级", "A"),
        Node("A11", "三级", "A1"),
        Node("A111", "四级", "A11", full_marks=Decimal(100), definition="口径"),
        Node("G", "加减分项", ledger=True),
    )
    metrics = (replace(tiny_system().metrics[2], leaf="A111"),)
    system = tiny_system(nodes=chain, metrics=metrics, events=())

    assert ["超过三级" in fault.rule for fault in check_system(system)] == [True]
    assert check_system(system, allow_any_depth=True) == ()


def test_a_ledger_needs_its_node():
    system = tiny_system(nodes=tiny_system().nodes[:2])

    assert any("没有加减分节点" in fault.rule for fault in check_system(system))
    assert check_system(replace(system, ledger=())) == ()


def test_levels_of_one_item_have_different_names():
    item = LedgerItem(
        "G-B1",
        "表扬",
        "bonus",
        Decimal(5),
        (LedgerLevel("市级", Decimal(1)), LedgerLevel("市级", Decimal(2))),
    )

    assert [fault.index for fault in check_system(tiny_system(ledger=(item,)))] == [0, 1]


def test_grades_may_be_few():
    assert check_system(tiny_system(grades=(GradeBand("C", "合格", Decimal(0)),))) == ()


def test_a_watched_indicator_has_a_code_of_its_own_a_name_and_a_place():
    system = tiny_system(monitored=(Monitored("A", "重码"), Monitored("J1", "", "Z"), Monitored("J1", "乙")))
    found = {(fault.index, fault.field) for fault in check_system(system) if fault.table == "monitored"}
    assert found == {(0, "code"), (1, "code"), (2, "code"), (1, "parent"), (1, "name")}
