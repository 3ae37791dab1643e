"""Limits neither contradict each other nor name what is not there."""

from decimal import Decimal

import pytest

from core.indicators.health import Light
from core.questionnaires.form import Column, Kind, Limits, Question
from core.questionnaires.limit_checks import check_limits
from tests.core.questionnaires.forms import choice, form_of, matrix, whole


def found(kind: Kind, **limits) -> list[tuple[Light, str]]:
    question = Question("Q1", "题", kind, limits=Limits(**limits))
    return [(each.light, each.problem.rule) for each in check_limits(form_of(question), question)]


@pytest.mark.parametrize(
    ("kind", "limits", "rule"),
    [
        (Kind.NUMBER, {"least": Decimal(2), "most": Decimal(1)}, "“Q1 题”的最小值大于最大值"),
        (Kind.NUMBER, {"digits": -1}, "“Q1 题”的小数位数太小"),
        (Kind.NUMBER, {"digits": 25}, "“Q1 题”的小数位数太多"),
        (Kind.TEXT, {"shortest": 5, "longest": 4}, "“Q1 题”的最少字数大于最多字数"),
        (Kind.TEXT, {"longest": 0}, "“Q1 题”的最多字数太小"),
        (Kind.TEXT, {"pattern": "([", "told": "编号"}, "“Q1 题”的校验表达式方括号没有配对"),
        (Kind.DATE, {"earliest": "去年"}, "“Q1 题”的最早日期不是日期"),
        (Kind.DATE, {"earliest": "2021-01-01", "latest": "2020-12-31"}, "“Q1 题”的最早日期晚于最晚日期"),
        (Kind.FILE, {"fewest": 3, "most_chosen": 2}, "“Q1 题”的最少个数大于最多个数"),
        (Kind.NUMBER, {"within": "Q9"}, "“Q1 题”不能大于的那一格不存在"),
        (Kind.NUMBER, {"within": "Q1"}, "“Q1 题”不能以自己为上限"),
    ],
)
def test_a_contradiction_is_red(kind, limits, rule):
    assert found(kind, **limits) == [(Light.RED, rule)]


def test_more_choices_than_options_cannot_be_asked_for():
    question = choice(kind=Kind.MULTIPLE, limits=Limits(fewest=4))
    (only,) = check_limits(form_of(question), question)
    assert (only.light, only.problem.rule) == (Light.RED, "“Q1 共享机制”的最少个数多于选项数 3")
    question = choice(kind=Kind.MULTIPLE, limits=Limits(most_chosen=4))
    assert [each.light for each in check_limits(form_of(question), question)] == [Light.AMBER]


def test_limits_of_another_kind_and_patterns_without_words_are_amber():
    assert found(Kind.DATE, longest=3) == [(Light.AMBER, "“Q1 题”是日期，这些限制不起作用")]
    assert found(Kind.TEXT, pattern="[0-9]+") == [(Light.AMBER, "“Q1 题”限制了格式，却没有用文字说明")]


def test_a_column_is_bound_by_numbers_only_and_told_once():
    columns = (Column("c1", "名"), Column("c2", "数", Kind.NUMBER, limits=Limits(within="c1")))
    question = matrix(columns=columns)
    (only,) = check_limits(form_of(question), question)
    assert only.problem.rule == (
        "“Q3 目录编制”的“基础信息”行“数”列的上限“Q3 目录编制”的“基础信息”行“名”列不是数值"
    )


def test_sound_limits_pass():
    form = whole()
    assert [each for question in form.questions for each in check_limits(form, question)] == []
