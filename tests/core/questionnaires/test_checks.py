"""A sound form passes; each flaw is found once, at its question, in words that say what to do."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from core.indicators.health import Light
from core.questionnaires.checks import MOST_CELLS, MOST_QUESTIONS, blocking, examine
from core.questionnaires.form import Form, Kind, Option, Question, Row, Section
from tests.core.questionnaires.forms import choice, form_of, matrix, whole
from tests.core.questionnaires.test_form import forms


def found(form: Form) -> list[tuple[str, str]]:
    return [(each.code, each.problem.rule) for each in examine(form)]


def number(code: str, title: str = "数") -> Question:
    return Question(code, title, Kind.NUMBER)


def test_a_sound_form_may_be_published():
    assert [each for each in examine(whole()) if each.light is Light.RED] == []
    assert blocking(whole()) == ()


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(forms)
def test_whatever_a_draft_is_the_checks_answer(form):
    assert all(each.problem.rule for each in examine(form))


def test_an_empty_form_is_refused():
    assert [each.rule for each in blocking(Form(" "))] == ["问卷没有标题", "问卷没有题目"]


def test_red_stands_before_amber():
    form = Form("问卷", (Section("S1", "空"), Section("S2", "", (number("Q1"),))))
    assert [each.light for each in examine(form)] == [Light.RED, Light.AMBER]
    assert found(form) == [("S2", "章节“S2”没有标题"), ("S1", "章节“S1 空”下没有题目")]
    assert str(examine(form)[0]) == "[红] 章节“S2”没有标题。处理办法：请填写标题"


def test_codes_stand_once_in_their_family():
    form = Form(
        "问卷", (Section("S1", "一", (number("Q1"),)), Section("S1", "二", (number("Q1", "另一数"),)))
    )
    assert found(form) == [("S1", "章节编码重复"), ("Q1", "题目编码重复")]
    twice = replace(choice(), options=(Option("1", "甲"), Option("1", "乙")))
    assert found(form_of(twice)) == [("Q1", "“Q1 共享机制”选项编码重复")]
    rows = matrix(rows=(Row("r1", "甲"), Row("r1", "乙")))
    assert found(form_of(rows)) == [("Q3", "“Q3 目录编制”矩阵行编码重复")]
    columns = matrix()
    columns = replace(columns, columns=(columns.columns[0], replace(columns.columns[2], code="c1")))
    assert ("Q3", "“Q3 目录编制”矩阵列编码重复") in found(form_of(columns))


@pytest.mark.parametrize("code", ["", " ", "a b", "a/b", "a+b", "a?", "题1", "a\n", "x" * 41])
def test_a_code_that_would_break_keys_is_refused(code):
    assert "题目编码为空或含有不能用的字符" in [rule for _, rule in found(form_of(number(code)))]
    option = replace(choice(), options=(Option(code, "甲"), Option("2", "乙")))
    assert "“Q1 共享机制”选项编码为空或含有不能用的字符" in [rule for _, rule in found(form_of(option))]


@pytest.mark.parametrize("code", ["Q1", "A-1_b.2"])
def test_letters_digits_and_three_signs_are_allowed(code):
    assert found(form_of(number(code))) == []


def test_words_are_there_and_differ():
    assert found(form_of(number("Q1", " "))) == [("Q1", "题目“Q1”没有标题")]
    same = replace(choice(), options=(Option("1", "是"), Option("2", "是 ")))
    assert found(form_of(same)) == [("Q1", "“Q1 共享机制”选项文字重复")]
    silent = matrix(rows=(Row("r1", ""),))
    assert found(form_of(silent)) == [("Q3", "“Q3 目录编制”矩阵行有 1 个没有文字")]
    (twice,) = examine(form_of(number("Q1"), number("Q2")))
    assert (twice.light, twice.code, twice.problem.value) == (Light.AMBER, "Q2", "数（Q1、Q2）")


def test_too_much_for_one_form_is_refused():
    many = form_of(*(number(f"Q{at}", f"数{at}") for at in range(MOST_QUESTIONS + 1)))
    assert found(many) == [("", f"题目超过 {MOST_QUESTIONS} 道")]
    wide = form_of(*(matrix(f"Q{at}", title=f"表{at}", rows=(), open_rows=200) for at in range(6)))
    assert found(wide) == [("", f"要填的格子超过 {MOST_CELLS} 个")]


def test_one_part_of_a_metric_is_fed_by_one_question():
    one, two = replace(number("Q1", "甲"), metric="M1"), replace(number("Q2", "乙"), metric="M1")
    assert found(form_of(one, two)) == [("Q2", "“Q2 乙”与题目 Q1 对应同一指标子项的同一部分")]
    parts = form_of(replace(one, part="numerator"), replace(two, part="denominator"))
    assert found(parts) == []
