"""Two systems are compared only where they mean the same."""

from dataclasses import replace
from decimal import Decimal

from core.analysis.definitions import differences, same_leaf, same_node
from tests.core.results.boards import redefined
from tests.core.scoring.boards import county, department, tiny_system


def test_the_same_system_differs_in_nothing():
    assert differences(department(), department()) == ()
    assert differences(replace(department(), version="2021"), department()) == ()


def test_a_leaf_measured_another_way_is_named_and_its_parents_are_not_the_same():
    new = redefined(department(), "C12")
    assert differences(new, department()) == ("C12",)
    assert not same_leaf(new, department(), "C12")
    assert not same_node(new, department(), "C1")
    assert same_leaf(new, department(), "D11")
    assert same_node(new, department(), "D")


def test_a_name_alone_changes_no_meaning():
    old = tiny_system()
    renamed = replace(old, nodes=(replace(old.nodes[0], name="新名"), *old.nodes[1:]))
    assert differences(renamed, old) == ()


def test_other_marks_other_rules_and_a_missing_leaf_are_differences():
    old = tiny_system()
    dearer = replace(old, nodes=(replace(old.nodes[0], full_marks=Decimal(70)), *old.nodes[1:]))
    assert differences(dearer, old) == ("A",)
    assert "C4" in differences(county(), department())


def test_another_ledger_or_another_composition_is_named():
    old = tiny_system()
    assert differences(replace(old, bonus_cap=Decimal(20)), old) == ("加减分项",)
    assert differences(replace(old, full_marks=Decimal(120)), old) == ("合成方法",)
