"""The two published systems and what a system answers about itself."""

import re
from decimal import Decimal

import pytest

from core.indicators.node import Node
from core.indicators.system import IndicatorSystem
from tests.core.scoring.boards import county, department, tiny_system

# The second and third levels as the procurement document lists them, name after name.
SECOND_LEVEL = (
    "系统资产、数据资产、采集要求、数据归集、数据共享、基础库、主题库、专题库、通用业务库建设支持、"
    "数据开放、应用情况、数据安全防护、组织管理"
)
THIRD_LEVEL = (
    "信息系统梳理、目录编制、目录维护、采集内容、采集频率、归集渠道、归集渠道稳定性、归集频率、更新比例、"
    "归集质量、数据质量、数据交互、共享机制、基础库、主题库建设支持、开放情况、应用案例、主管领导、数据管理员"
)


def test_the_two_lists_split_at_the_comma_give_thirteen_and_nineteen_names():
    assert len(SECOND_LEVEL.split("、")) == 13
    assert len(THIRD_LEVEL.split("、")) == 19


def test_names_are_kept_letter_by_letter():
    system = department()

    assert [node.name for node in system.nodes_at(2)] == SECOND_LEVEL.split("、")
    assert [node.name for node in system.nodes_at(3)] == THIRD_LEVEL.split("、")


def test_levels_count_as_the_procurement_document_does():
    assert department().level_counts() == (7, 13, 19)
    assert county().level_counts() == (7, 11, 19)
    assert {"C4", "C5"}.isdisjoint(county().node_by_code)


@pytest.mark.parametrize(("make", "count"), [(department, 22), (county, 20)])
def test_leaves_stand_at_any_level_and_their_marks_add_up(make, count):
    system = make()

    assert len(system.leaves) == count
    assert sum(leaf.full_marks for leaf in system.leaves) == 100
    assert {system.depths[leaf.code] for leaf in system.leaves} == {2, 3}


@pytest.mark.parametrize("make", [department, county])
def test_shares_within_a_leaf_add_up(make):
    system = make()

    for leaf in system.leaves:
        assert sum(metric.share for metric in system.metrics_of(leaf.code)) == 100, leaf.code


def test_marks_by_first_level_are_the_published_ones():
    def marks(system):
        return [
            sum(leaf.full_marks for leaf in system.leaves_under(node.code)) for node in system.nodes_at(1)
        ]

    assert marks(department()) == [15, 30, 30, 12, 8, 5, 0]
    assert marks(county()) == [14, 28, 30, 14, 7, 7, 0]


def test_checklists_have_their_items():
    items = department().items_of("E1-1")

    assert [int(item.weight) for item in items] == [10, 10, 20, 10, 10, 10, 10, 10, 10]
    assert len(department().items_of("C13-3")) == 3
    assert len(department().items_of("F11-1")) == len(department().items_of("F12-1")) == 1


def test_the_ledger_has_its_eleven_items_and_one_veto():
    system = department()

    assert [item.code for item in system.ledger] == [f"G-B{n}" for n in range(1, 6)] + [
        f"G-D{n}" for n in range(1, 7)
    ]
    vetoes = [level.grade_cap for item in system.ledger for level in item.levels if level.grade_cap]
    assert [system.grade_by_code[code].name for code in vetoes] == ["合格"]


def test_a_path_leads_from_the_root_and_names_may_repeat():
    system = department()

    assert [node.name for node in system.path("C21")] == ["数据共享", "基础库", "基础库"]
    assert [node.code for node in system.path("C21")] == ["C", "C2", "C21"]


def test_plain_data_and_back_is_the_same_system_with_the_same_fingerprint():
    for system in (department(), county(), tiny_system(bonus_threshold=Decimal(60))):
        again = IndicatorSystem.from_dict(system.to_dict())

        assert again == system
        assert again.sha256 == system.sha256
        assert re.fullmatch("[0-9a-f]{64}", system.sha256)


def test_the_fingerprint_sees_content_and_not_spelling():
    assert tiny_system(full_marks=Decimal("100.0")).sha256 == tiny_system().sha256
    assert tiny_system(name="另一个").sha256 != tiny_system().sha256


def test_a_cycle_does_not_hang_the_tree():
    system = tiny_system(nodes=(Node("A", "甲", parent="B"), Node("B", "乙", parent="A")))

    assert system.depths == {}
    assert [node.code for node in system.path("A")] == ["B", "A"]
