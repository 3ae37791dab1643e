"""A faulty indicator is told every fault at its field; two sound ones side by side have none."""

import time
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from core.library.rules import check
from tests.builders.indicators import ITEMS, RATE, TERMS, indicator, many, watched

TURNED = replace(RATE, share=Fraction(100), parameters=RATE.parameters[::-1])


def faults(*indicators) -> list[tuple[str, int, str]]:
    return [(fault.table, fault.index, fault.field) for fault in check(indicators, TERMS)]


def test_scored_and_watched_indicators_side_by_side_are_sound():
    assert check([indicator("X1"), watched(), indicator("X2")], TERMS) == []


@pytest.mark.parametrize(
    ("facts", "place", "rule"),
    [
        ({"name": ""}, ("indicators", "name"), "缺少名称"),
        ({"name": "长" * 61}, ("indicators", "name"), "文字不得超过 60 字"),
        ({"definition": " "}, ("indicators", "definition"), "缺少口径"),
        ({"application": "长" * 2001}, ("indicators", "application"), "文字不得超过 2000 字"),
        ({"dimension": "别的"}, ("indicators", "dimension"), "“维度”不在可选范围内"),
        ({"frequency": ""}, ("indicators", "frequency"), "“频率”不在可选范围内"),
        ({"scope": "everyone"}, ("indicators", "scope"), "“适用范围”不在可选范围内"),
        ({"way": "magic"}, ("indicators", "way"), "“采集方式”不在可选范围内"),
        ({"sense": "up"}, ("indicators", "sense"), "“方向”不在可选范围内"),
        ({"full_marks": Decimal(0)}, ("indicators", "full_marks"), "满分应大于 0，不超过 1000"),
        ({"full_marks": Decimal("1.234")}, ("indicators", "full_marks"), "满分最多 2 位小数"),
        ({"metrics": (), "items": ()}, ("indicators", "code"), "末级指标没有子项"),
        ({"metrics": (replace(RATE, share=Fraction(50)),), "items": ()}, ("metrics", "share"), "指标 X1 各子项占比之和应为 100"),
        ({"metrics": (replace(RATE, share=Fraction(100), code="Y1-1"),), "items": ()}, ("metrics", "code"), "子项编码须以“X1-”开头"),
        ({"metrics": (replace(RATE, share=Fraction(100), leaf="Y1"),), "items": ()}, ("metrics", "leaf"), "子项不属于这个指标"),
        ({"metrics": (replace(RATE, share=Fraction(100), rule=""),), "items": ()}, ("metrics", "rule"), "缺少计分规则"),
        ({"metrics": (replace(RATE, share=Fraction(100), input="count"),), "items": ()}, ("metrics", "input"), "“线性”不能用这种取数方式"),
        ({"metrics": (TURNED,), "items": ()}, ("metrics", "parameters"), "零分线应小于满分线"),
        ({"items": ()}, ("metrics", "code"), "清单子项没有清单项"),
        ({"items": (*ITEMS, replace(ITEMS[0], code="Z"))}, ("items", "code"), "清单项编码须以“X1-2#”开头"),
        ({"items": (*ITEMS, replace(ITEMS[0], code="X1-2#3", metric="A"))}, ("items", "metric"), "清单项不属于这个指标的子项"),
        ({"events": (replace(indicator().events[0], points_each=Decimal(-1)),)}, ("events", "points_each"), "每次扣分应大于 0"),
        ({"events": (replace(indicator().events[0], leaf="Q"),)}, ("events", "leaf"), "附加扣分不属于这个指标"),
        ({"events": (replace(indicator().events[0], code="X1-9"),)}, ("events", "code"), "附加扣分编码须以“X1!”开头"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field(facts, place, rule):
    found = check([indicator("X2"), indicator(**facts)], TERMS)
    assert (*place, rule) in [(fault.table, fault.field, fault.rule) for fault in found]
    assert all(fault.remedy for fault in found)


def test_a_code_people_cannot_type_is_refused():
    assert ("indicators", 0, "code") in faults(indicator("X 1"))
    assert ("indicators", 0, "code") in faults(indicator(""))


def test_a_code_written_twice_is_told_at_both_places_however_far_apart():
    found = [fault for fault in check([indicator(), *many(100), indicator()], TERMS) if fault.field == "code"]
    assert {(fault.index, fault.value) for fault in found if fault.table == "indicators"} == {
        (0, "X1"),
        (101, "X1"),
    }


def test_a_fault_far_down_is_counted_over_all_indicators():
    sound = many(90)
    wrong = indicator(
        "ZZ", metrics=(replace(RATE, leaf="ZZ", code="ZZ-1", share=Fraction(1)),), items=(), events=()
    )
    [fault] = check([*sound, wrong], TERMS)
    assert (fault.table, fault.index) == ("metrics", sum(len(each.metrics) for each in sound))


def test_two_thousand_indicators_are_checked_in_a_moment():
    began = time.perf_counter()
    assert check(many(2000), TERMS) == []
    assert time.perf_counter() - began < 10
