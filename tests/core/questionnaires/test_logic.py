"""What is shown follows from the answers given before it; hidden answers decide nothing."""

from dataclasses import replace

import pytest

from core.questionnaires.form import AllOf, Condition, Form, Kind, Operator, Question, Section, Term
from core.questionnaires.logic import holds, in_force, shown
from tests.core.questionnaires.forms import choice, form_of, when

NUMBER = Question("N", "数", Kind.NUMBER)


def test_a_question_follows_the_answer_it_looks_at():
    form = form_of(choice(), Question("Q2", "何时", Kind.DATE, shown_if=when("Q1", value="1")))
    assert shown(form, {}) == {"Q1"}
    assert shown(form, {"Q1": "2"}) == {"Q1"}
    assert shown(form, {"Q1": "1"}) == {"Q1", "Q2"}


def test_what_hangs_on_a_hidden_question_is_hidden_though_it_was_answered():
    form = form_of(
        choice(),
        Question("Q2", "二", Kind.TEXT, shown_if=when("Q1", value="1")),
        Question("Q3", "三", Kind.TEXT, shown_if=when("Q2", Operator.ANSWERED)),
    )
    answers = {"Q1": "2", "Q2": "写过", "Q3": "也写过"}
    assert shown(form, answers) == {"Q1"}
    assert in_force(answers, shown(form, answers)) == {"Q1": "2"}


def test_a_hidden_section_hides_all_its_questions():
    form = Form(
        "问卷",
        (
            Section("S1", "一", (choice(),)),
            Section("S2", "二", (NUMBER,), shown_if=when("Q1", value="1")),
        ),
    )
    assert shown(form, {"Q1": "3"}) == {"Q1"}
    assert shown(form, {"Q1": "1"}) == {"Q1", "N"}


def test_any_group_opens_and_a_group_needs_all_its_terms():
    a, b = Term("A", Operator.EQUALS, "1"), Term("B", Operator.EQUALS, "1")
    both, either = Condition((AllOf((a, b)),)), Condition((AllOf((a,)), AllOf((b,))))
    seen = {"A", "B"}
    assert not holds(both, {"A": "1"}, seen)
    assert holds(both, {"A": "1", "B": "1"}, seen)
    assert holds(either, {"B": "1"}, seen)
    assert not holds(either, {}, seen)
    assert holds(Condition(), {}, set())


@pytest.mark.parametrize(
    ("operator", "value", "answer", "expected"),
    [
        (Operator.EQUALS, "5.0", "5", True),
        (Operator.EQUALS, "2", ["2"], True),
        (Operator.EQUALS, "2", ["1", "2"], False),
        (Operator.DIFFERS, "2", "", True),
        (Operator.CONTAINS, "2", ["1", "2"], True),
        (Operator.CONTAINS, "2", ["12"], False),
        (Operator.CONTAINS, "共享", "数据共享", True),
        (Operator.LACKS, "2", [], True),
        (Operator.ABOVE, "9", "10", True),
        (Operator.ABOVE, "9", "9", False),
        (Operator.BELOW, "2020-12-31", "2020/1/1", True),
        (Operator.AT_LEAST, "3", "3", True),
        (Operator.AT_MOST, "3", "3.01", False),
        (Operator.ABOVE, "9", "很多", False),
        (Operator.BELOW, "9", "", False),
        (Operator.BELOW, "9", ["1"], False),
        (Operator.ANSWERED, "", "0", True),
        (Operator.ANSWERED, "", [], False),
        (Operator.EMPTY, "", "", True),
    ],
)
def test_each_comparison_does_what_its_word_says(operator, value, answer, expected):
    assert holds(when("A", operator, value), {"A": answer}, {"A"}) is expected


def test_a_cell_of_a_matrix_and_a_text_beside_an_option_can_be_looked_at():
    beside = when("A+3", Operator.ANSWERED)
    assert holds(beside, {"A+3": "自建"}, {"A"})
    assert not holds(beside, {"A+3": "自建"}, set())
    assert holds(when("A/r1/c1", Operator.ABOVE, "1"), {"A/r1/c1": "2"}, {"A"})


def test_a_question_that_looks_at_itself_is_never_shown():
    form = form_of(replace(NUMBER, shown_if=when("N", Operator.ANSWERED)))
    assert shown(form, {"N": "1"}) == frozenset()
