"""Two systems are compared part by part: every change has its sentence, equal systems have none."""

from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from core.designs.differences import TABLES, Difference, differences
from core.designs.metric_edits import PutMetric
from core.designs.tree_edits import AddNode, Describe, MoveNode, PlaceNode, RemoveNode
from core.indicators.node import Node
from core.indicators.system import Divisor, GradeBand, IndicatorSystem, LedgerLevel, Monitored
from tests.builders.systems import random_system
from tests.core.scoring.boards import checklist_system, county, department, tiny_system


def told(old: IndicatorSystem, new: IndicatorSystem) -> list[str]:
    return [each.sentence for each in differences(old, new)]


@pytest.mark.parametrize(
    "make", [department, county, tiny_system, checklist_system, lambda: random_system(5)]
)
def test_equal_systems_have_no_difference(make):
    assert differences(make(), make()) == ()


def test_each_kind_of_change_is_told_in_words():
    old = department()
    assert (
        told(old, RemoveNode("C5").applied(old))[0] == "删除指标 C5 通用业务库建设支持（C 数据共享，满分 2）"
    )
    assert told(old, AddNode("A", "A9", "新").applied(old)) == ["新增指标 A9 新（A 资产清查）"]
    assert (
        told(old, MoveNode("A11", "A2").applied(old))[0] == "A11 信息系统梳理 由 A1 系统资产 移到 A2 数据资产"
    )
    assert told(old, Describe("A11", {"name": "系统清查"}).applied(old)) == [
        "A11 信息系统梳理 更名为 系统清查"
    ]
    placed = told(old, PlaceNode("A22", 1).applied(old))
    assert placed == ["指标的先后顺序调整：A21 目录编制"]
    node = replace(old.node_by_code["A21"], full_marks=Decimal(8))
    changed = replace(old, nodes=tuple(node if each.code == "A21" else each for each in old.nodes))
    assert told(old, changed) == ["A21 目录编制 的满分由 6 改为 8"]


def test_a_rule_is_told_as_it_is_written_before_and_after():
    old = tiny_system()
    new = PutMetric("A", "A-1", "登记率", "ratio", "tiers", "≥95%：1；≥80%：0.5", "na", "已登记数").applied(
        old
    )
    assert told(old, new) == [
        "A-1 登记率 的计分规则由 线性（零分线=50%；满分线=100%） 改为 分档（≥95%：1；≥80%：0.5）"
    ]


def test_the_head_levels_and_watched_indicators_are_compared_too():
    old = tiny_system()
    level = replace(old.ledger[0], levels=(LedgerLevel("国家级", Decimal(2)),))
    new = replace(
        old,
        full_marks=Decimal(90),
        ledger=(level, *old.ledger[1:]),
        monitored=(Monitored("J1", "增速"),),
        divisors=(Divisor("P", "人口"),),
    )
    sentences = told(old, new)
    assert "体系：满分由 100 改为 90" in sentences
    assert "G-B1 表扬 的档次由 国家级 3 分、市级 1 分 改为 国家级 2 分" in sentences
    assert "新增监测指标 J1 增速（一级）" in sentences
    assert "新增公用分母 P 人口" in sentences


def test_parts_that_repeat_a_code_are_told_apart():
    old = replace(tiny_system(), nodes=(Node("A", "甲"), Node("A", "乙")))
    assert told(old, replace(old, nodes=(Node("A", "甲"), Node("A", "丙")))) == ["A 乙 更名为 丙"]


def changed_at_random(
    system: IndicatorSystem, dice: np.random.Generator
) -> tuple[IndicatorSystem, tuple[str, str, str]]:
    """The system with one field of one part changed, removed or put elsewhere, and what a difference must name."""
    tables = [table for table in TABLES if getattr(system, table)]
    table = str(dice.choice(tables))
    parts = list(getattr(system, table))
    at = int(dice.integers(len(parts)))
    part, act = parts[at], str(dice.choice(["field", "field", "field", "removed", "order"]))
    if act == "removed":
        del parts[at]
        return replace(system, **{table: tuple(parts)}), (table, part.code, "removed")
    if act == "order" and len(parts) > 1:
        parts.insert((at + 1) % len(parts), parts.pop(at))
        if tuple(parts) != getattr(system, table):
            return replace(system, **{table: tuple(parts)}), (table, "", "order")
    names = [field.name for field in fields(part) if field.name != "code"]
    name = str(dice.choice(names))
    parts[at] = replace(part, **{name: other(getattr(part, name), name)})
    field = "rule" if table == "metrics" and name in ("rule", "parameters") else name
    return replace(system, **{table: tuple(parts)}), (table, part.code, field)


def other(value: object, name: str) -> object:
    """Any other value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Decimal | Fraction):
        return value + 1
    if isinstance(value, tuple):
        return (*value, LedgerLevel("另一档", Decimal(1)) if name == "levels" else Fraction(7))
    if value is None:
        return Decimal(7) if name == "full_marks" else Fraction(7)
    return f"{value}另"


SYSTEMS = (department, county, checklist_system, lambda: random_system(5), lambda: random_system(8, scheme="marks"),
           lambda: tiny_system(monitored=(Monitored("J1", "增速"), Monitored("J2", "热度"))))  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_every_change_made_at_random_is_named(seed):
    dice = np.random.default_rng(seed)
    old = new = SYSTEMS[seed % len(SYSTEMS)]()
    wanted: list[tuple[str, str, str]] = []
    for _ in range(int(dice.integers(1, 6))):
        before = new
        new, named = changed_at_random(new, dice)
        found = {
            (each.table, "" if each.field == "order" else each.code, each.field)
            for each in differences(before, new)
        }
        assert found == {named}
        wanted.append(named)
    gone = {(table, code) for table, code, field in wanted if field == "removed"}
    all_found = {(each.table, each.code, each.field) for each in differences(old, new)}
    for table, code, field in wanted:
        if field == "removed":
            assert (table, code, "removed") in all_found
        elif field != "order" and (table, code) not in gone:
            assert (table, code, field) in all_found


@pytest.mark.parametrize(
    "name", [field.name for field in fields(IndicatorSystem) if field.name not in TABLES]
)
def test_every_field_of_the_head_is_named(name):
    old = tiny_system()
    value = getattr(old, name)
    new = replace(
        old,
        **{name: Fraction(1, 2) if name == "availability" else 3 if value is None else other(value, name)},
    )
    [found] = differences(old, new)
    assert (found.table, found.field) == ("system", name)
    assert isinstance(found, Difference)


def test_a_grade_that_moves_is_told():
    old = tiny_system()
    grades = (replace(old.grades[0], lower=Decimal(95)), *old.grades[1:], GradeBand("Z", "极差", Decimal(1)))
    assert told(old, replace(old, grades=grades)) == [
        f"{old.grades[0].code} {old.grades[0].name} 的下限由 90 改为 95", "新增等次 Z 极差"]  # fmt: skip
