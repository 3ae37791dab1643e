"""Conditions look back, at what is there, and leave everything within reach."""

from dataclasses import replace

import pytest

from core.indicators.health import Light
from core.questionnaires.condition_checks import check_conditions
from core.questionnaires.form import AllOf, Condition, Form, Kind, Operator, Question, Section, Term
from tests.core.questionnaires.forms import choice, form_of, matrix, when, whole

FIRST = (
    choice(),
    choice("Q2", Kind.MULTIPLE),
    matrix(),
    Question("Q4", "数", Kind.NUMBER),
    Question("Q5", "日", Kind.DATE),
    Question("Q6", "件", Kind.FILE),
)
LAST = Question("Q8", "后", Kind.TEXT)


def found(condition: Condition) -> list[str]:
    form = form_of(*FIRST, Question("Q7", "题", Kind.TEXT, shown_if=condition), LAST)
    findings = list(check_conditions(form))
    assert all(each.light is Light.RED and each.code == "Q7" for each in findings)
    return [each.problem.rule for each in findings]


@pytest.mark.parametrize(
    ("condition", "rule"),
    [
        (when("Q7", value="1"), "“Q7 题”的显示条件看的是自己"),
        (when("Q8", value="1"), "“Q7 题”的显示条件看的是后面的“Q8 后”"),
        (when("Q9", value="1"), "“Q7 题”的显示条件看的格子不存在"),
        (when("Q3/r1/c9", value="1"), "“Q7 题”的显示条件看的格子不存在"),
        (when("Q6", Operator.ANSWERED), "“Q7 题”的显示条件不能看附件题“Q6 件”"),
        (when("Q1"), "“Q7 题”的显示条件中，“Q1 共享机制”等于什么没有写"),
        (when("Q1", value="9"), "“Q7 题”的显示条件中，“Q1 共享机制”等于的选项不存在"),
        (when("Q1", Operator.CONTAINS, "1"), "“Q7 题”的显示条件中，“Q1 共享机制”包含用于单选不准确"),
        (when("Q2", Operator.ABOVE, "1"), "“Q7 题”的显示条件中，“Q2 共享机制”大于比不出大小"),
        (when("Q4", Operator.ABOVE, "多"), "“Q7 题”的显示条件中，“Q4 数”大于比不出大小"),
        (when("Q4", Operator.EQUALS, "多"), "“Q7 题”的显示条件中，“Q4 数”等于比的不是数"),
        (when("Q5", Operator.DIFFERS, "多"), "“Q7 题”的显示条件中，“Q5 日”不等于比的不是日期"),
        (Condition((AllOf(()),)), "“Q7 题”的显示条件有一组是空的"),
    ],
)
def test_a_condition_that_cannot_be_meant_is_red(condition, rule):
    assert rule in found(condition)


def test_what_no_answer_leads_to_is_red():
    never = Condition((AllOf((Term("Q1", Operator.EQUALS, "1"), Term("Q1", Operator.EQUALS, "2"))),))
    assert found(never) == ["无论怎么填都到不了“Q7 题”"]
    hidden = replace(choice("Q2"), shown_if=never)
    form = Form(
        "问卷",
        (
            Section("S1", "一", (choice(), hidden)),
            Section("S2", "二", (LAST,), shown_if=when("Q2", value="1")),
        ),
    )
    assert [(each.code, each.problem.rule) for each in check_conditions(form)] == [
        ("Q2", "无论怎么填都到不了“Q2 共享机制”"),
        ("S2", "无论怎么填都到不了章节“S2 二”"),
    ]


@pytest.mark.parametrize(
    "condition",
    [
        Condition(),
        when("Q1", value="1"),
        when("Q1+3", Operator.ANSWERED),
        when("Q2", Operator.CONTAINS, "1"),
        when("Q3/r1/c1", Operator.AT_LEAST, "3"),
        when("Q4", Operator.EMPTY),
        when("Q5", Operator.BELOW, "2020年12月31日"),
    ],
)
def test_a_condition_that_looks_back_passes(condition):
    assert found(condition) == []


def test_a_section_may_not_look_into_itself():
    form = Form("问卷", (Section("S1", "一", (choice(),), shown_if=when("Q1", value="1")),))
    assert [each.code for each in check_conditions(form)] == ["S1", "S1"]
    assert list(check_conditions(whole())) == []
