"""Two versions are compared in words people read: fields by name, rules as sentences, never a code."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from core.library.differences import differences, word_of
from tests.builders.indicators import ITEMS, LIST, RATE, indicator, watched


def told(**facts) -> list[tuple[str, str, str]]:
    return [(each.place, each.before, each.after) for each in differences(indicator(), indicator(**facts))]


def test_the_same_indicator_differs_in_nothing():
    assert told() == []


def test_fields_are_told_by_their_names_and_choices_in_words():
    assert told(way="filing", scope="county", full_marks=None) == [
        ("适用范围", "通用", "县市区"),
        ("采集方式", "系统采集", "单位填报"),
        ("满分", "5.5分", "不计分"),
    ]
    assert word_of(watched(), "sense") == "正向"


def test_a_changed_rule_is_told_as_two_sentences():
    eased = replace(RATE, parameters=(Fraction(1, 2), Fraction(1)), share=Fraction(60))
    [(place, before, after)] = told(metrics=(eased, LIST))
    assert place == "子项 X1-1“评分规则”"
    assert (before.partition("：")[2], after.partition("：")[2]) == (
        "达到100%得满分，不高于60%不得分，其间按比例计分",
        "达到100%得满分，不高于50%不得分，其间按比例计分",
    )


def test_parts_that_came_and_went_are_told_whole():
    [(before, after)] = [each[1:] for each in told(metrics=(RATE,), items=()) if each[0] == "子项 X1-2"]
    assert before.startswith("三清单；占比：40%；取数方式：清单；评分规则：清单：清单逐项按权重V×量化值P计分")
    assert (before.rpartition("；")[2], after) == ("空值处理：0分", "")
    changed = told(items=(replace(ITEMS[0], weight=Decimal(3)), ITEMS[1]), events=())
    assert ("清单项 X1-2#1“权重”", "1", "3") in changed
    assert ("附加扣分 X1!1", "目录失实；每次扣分：0.5分", "") in changed


def test_another_order_is_a_difference_too():
    assert told(items=ITEMS[::-1]) == [("清单项的顺序", "X1-2#1、X1-2#2", "X1-2#2、X1-2#1")]
