"""Indicators are picked whole, from any published system, and never twice."""

import pytest

from core.designs.picking import Pick, fragment_of
from core.errors import Invalid
from core.indicators.checks import check_system
from core.indicators.node import Node
from core.indicators.system import IndicatorSystem
from tests.builders.systems import random_system
from tests.core.scoring.boards import checklist_system, county, department, tiny_system

EMPTY = IndicatorSystem("N", "新体系", "1", "department", (Node("X", "新一级"),), ())


def picked(system, parent, *codes, source=None):
    fragments = tuple(fragment_of(source or department(), code) for code in codes)
    return Pick(parent, fragments, "“市级部门体系”").applied(system)


def test_a_leaf_comes_with_its_metrics_events_and_marks():
    after = picked(EMPTY, "X", "A11")
    assert after.node_by_code["A11"].parent == "X"
    assert after.leaf_marks["A11"] == 5
    assert after.metrics_of("A11") == department().metrics_of("A11")
    assert after.events_of("A11") == department().events_of("A11")


def test_a_branch_comes_with_everything_under_it():
    after = picked(EMPTY, "", "A", "E1")
    assert [node.code for node in after.nodes] == ["X", "A", "A1", "A11", "A2", "A21", "A22", "E1"]
    assert after.items == tuple(item for item in department().items if item.metric.startswith("E1"))
    assert Pick("X", (fragment_of(department(), "A11"),), "旧版").told(EMPTY).startswith("从旧版选用 A11")


def test_every_first_level_branch_picked_into_an_empty_draft_makes_the_system_again():
    source = department()
    tops = [node.code for node in source.children("") if not node.ledger]
    after = picked(IndicatorSystem("N", "新", "1", "department", (), ()), "", *tops)
    assert after.leaf_marks == source.leaf_marks
    assert sorted(metric.code for metric in after.metrics) == sorted(metric.code for metric in source.metrics)


@pytest.mark.parametrize(
    ("system", "parent", "codes", "rule"),
    [
        (department(), "A2", ["A11"], "编码在草案中已有"),
        (EMPTY, "X", ["A"], "超过三级"),
        (EMPTY, "Z", ["A11"], "没有这个指标"),
        (tiny_system(), "A", ["A11"], "有子项的末级指标"),
        (EMPTY, "X", [], "没有选择任何指标"),
    ],
)
def test_what_does_not_fit_is_refused_and_says_why(system, parent, codes, rule):
    with pytest.raises(Invalid) as caught:
        picked(system, parent, *codes)
    assert rule in caught.value.problems[0].rule
    assert caught.value.problems[0].remedy


def test_the_ledger_and_what_is_not_there_are_not_picked():
    for code in ("G", "Z"):
        with pytest.raises(Invalid):
            fragment_of(county(), code)


def test_what_only_the_other_scheme_knows_is_left_behind():
    source = random_system(3)
    leaf = next(leaf.code for leaf in source.leaves if len(source.path(leaf.code)) == 1 or leaf.parent)
    after = picked(EMPTY, "X", leaf, source=source)
    node = after.node_by_code[leaf]
    assert (node.weight, node.full_marks, node.rule, node.aggregation) == (None, None, "", "")
    assert not [fault for fault in check_system(after) if fault.rule.startswith("满分制不填")]


def test_checklists_keep_their_items_in_order():
    after = picked(EMPTY, "X", "A", source=checklist_system())
    assert [item.code for item in after.items] == ["A-1#1", "A-1#2", "A-1#3"]
