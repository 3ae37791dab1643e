"""What every change of a draft rests on: finding parts, refusing with a remedy, putting a question back."""

from dataclasses import replace

import pytest

from core.errors import Invalid
from core.questionnaires.edit import (
    checked_text,
    checked_title,
    question_at,
    refuse_if_looked_at,
    section_at,
    titled,
    with_question,
)
from core.questionnaires.form import Kind, Limits, Question
from tests.core.questionnaires.forms import choice, form_of, matrix, whole


def test_parts_are_found_by_code_or_refused():
    form = whole()
    assert question_at(form, "Q1") == choice()
    assert section_at(form, "S2").title == "数量"
    assert (titled(form, "Q1"), titled(form, "S1"), titled(form, "X")) == (
        "“Q1 共享机制”",
        "“S1 基本情况”",
        "“X”",
    )
    for find in (question_at, section_at):
        with pytest.raises(Invalid) as caught:
            find(form, "X")
        assert "刷新" in caught.value.problems[0].remedy


def test_titles_say_something_and_texts_end():
    assert checked_title(" 目录\n编制 ") == "目录 编制"
    assert checked_text(" 说明\n二行 ", "说明") == "说明\n二行"
    for text in ("", "  \n", "长" * 301):
        with pytest.raises(Invalid):
            checked_title(text)
    with pytest.raises(Invalid):
        checked_text("长" * 4001, "说明")


def test_a_question_put_back_leaves_the_others_as_they_were():
    after = with_question(whole(), replace(choice(), title="新"))
    assert after.question_by_code["Q1"].title == "新"
    assert after.questions[1:] == whole().questions[1:]


def test_what_others_look_at_stays():
    form = whole()
    with pytest.raises(Invalid) as caught:
        refuse_if_looked_at(form, frozenset({"Q1"}))
    assert caught.value.problems[0].rule == "“Q1 共享机制”不能删除：章节“S2 数量”的显示条件用到它"
    refuse_if_looked_at(form, frozenset({"Q1"}), "S2")
    refuse_if_looked_at(form, frozenset({"Q3"}))
    bound = form_of(matrix(), Question("Q4", "数", Kind.NUMBER, limits=Limits(within="Q3/r1/c1")))
    with pytest.raises(Invalid) as caught:
        refuse_if_looked_at(bound, frozenset({"Q3"}))
    assert caught.value.problems[0].rule.endswith("题目“Q4 数”的上限用到它")
    refuse_if_looked_at(bound, frozenset({"Q3", "Q4"}))
