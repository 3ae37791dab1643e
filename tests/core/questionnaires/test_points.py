"""Points worked by hand: options, cells and an evaluator's own; what is hidden or wrong earns nothing."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.questionnaires.form import CellPoints, Column, Kind, Limits, Option, Question
from core.questionnaires.points import is_scored, most_of, points_of
from tests.core.questionnaires.forms import choice, form_of, matrix, when, whole


def several(*points: int, fewest: int | None = None, most: int | None = None, alone: int = -1) -> Question:
    options = tuple(
        Option(str(at), f"项{at}", Decimal(each), alone=at == alone) for at, each in enumerate(points)
    )
    return Question(
        "Q1", "多选", Kind.MULTIPLE, options=options, limits=Limits(fewest=fewest, most_chosen=most)
    )


def test_a_whole_form_is_scored_line_by_line():
    answers = {
        "Q1": "1",
        "Q2": ["1", "2"],
        "Q3/r1/c1": "4",
        "Q3/r1/c2": "4",
        "Q3/r2/c1": "4",
        "Q3/r2/c2": "5",
    }
    found = {each.question: each for each in points_of(whole(), answers, {"Q6": Decimal("4.5")})}
    assert {code: (each.total, each.most) for code, each in found.items()} == {
        "Q1": (Decimal(3), Decimal(3)),
        "Q2": (Decimal(5), Decimal(5)),
        # The second row exceeds its bound and earns nothing.
        "Q3": (Decimal("0.5"), Decimal("1.0")),
        "Q6": (Decimal("4.5"), Decimal(5)),
    }
    assert [line.words for line in found["Q3"].lines] == ["基础信息·已共享：已填"]
    assert [line.words for line in found["Q2"].lines] == ["选“已建立”", "选“在建”"]
    assert found["Q1"].lines[0].key == "Q1"


@pytest.mark.parametrize(
    ("question", "most"),
    [
        (several(3, 2, 1), 6),
        (several(3, 2, 1, most=2), 5),
        (several(3, -2, 1), 4),
        (several(3, -2, -1, fewest=2), 2),
        (several(1, 1, 5, alone=2), 5),
        (several(1, 1, 5, alone=2, fewest=2), 2),
        (several(-1, -2), 0),
        (several(3, 2, most=0), 0),
        (several(3, 2, most=-1), 0),
        (choice(), 3),
        (replace(choice(), manual=Decimal(2)), 5),
    ],
)
def test_the_most_a_question_can_earn(question, most):
    assert most_of(question) == most


def test_a_question_that_only_deducts_is_scored():
    assert is_scored(several(-1, 0))
    assert not is_scored(several(0, 0))
    assert not is_scored(Question("Q1", "题", Kind.TEXT))
    assert points_of(form_of(several(-1, 0)), {"Q1": ["0"]})[0].total == -1


def test_too_many_or_unknown_choices_earn_nothing():
    form = form_of(several(3, 2, 1, most=2))
    assert points_of(form, {"Q1": ["0", "1"]})[0].total == 5
    assert points_of(form, {"Q1": ["0", "1", "2"]})[0].total == 0
    assert points_of(form, {"Q1": ["0", "forged"]})[0].total == 0


def test_a_hidden_question_earns_nothing_not_even_by_hand():
    form = form_of(choice(), replace(choice("Q2"), manual=Decimal(5), shown_if=when("Q1", value="1")))
    hidden = points_of(form, {"Q1": "2", "Q2": "1"}, {"Q2": Decimal(5)})[1]
    assert (hidden.total, hidden.lines, hidden.manual, hidden.most) == (0, (), None, 8)
    assert points_of(form, {"Q1": "1", "Q2": "1"}, {"Q2": Decimal(5)})[1].total == 8


def test_points_by_hand_count_only_where_the_form_asks_for_them():
    (found,) = points_of(form_of(choice()), {"Q1": "1"}, {"Q1": Decimal(99)})
    assert (found.total, found.manual) == (3, None)


def test_a_cell_may_earn_otherwise_than_its_column():
    question = matrix(
        columns=(Column("c1", "条数", Kind.NUMBER, points=Decimal(1)), Column("c2", "备注")),
        cell_points=(CellPoints("r2", "c1", Decimal(4)), CellPoints("r1", "c1", Decimal(0))),
    )
    assert most_of(question) == 4
    (found,) = points_of(form_of(question), {"Q3/r1/c1": "7", "Q3/r2/c1": "8", "Q3/r1/c2": "无"})
    assert [(line.key, line.points) for line in found.lines] == [("Q3/r2/c1", Decimal(4))]


def test_choices_in_a_matrix_earn_row_by_row():
    column = Column("c1", "等级", Kind.SINGLE, (Option("1", "好", Decimal(2)), Option("2", "差")))
    question = matrix(columns=(column,))
    assert most_of(question) == 4
    (found,) = points_of(form_of(question), {"Q3/r1/c1": "1", "Q3/r2/c1": "2"})
    assert found.total == 2


def test_an_answer_given_before_retyping_earns_as_the_choice_it_is():
    assert points_of(form_of(choice()), {"Q1": ["1"]})[0].total == 3
    assert points_of(form_of(several(3, 2)), {"Q1": "1"})[0].total == 2
