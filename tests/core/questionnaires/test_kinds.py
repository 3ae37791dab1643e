"""A new question can be filled at once; a retyped one keeps what still means something."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.questionnaires.checks import blocking
from core.questionnaires.form import CellPoints, Column, Form, Kind, Limits, Option, Question
from core.questionnaires.kinds import fitting, new_question, retyped, retyped_column
from tests.core.questionnaires.forms import choice, form_of, matrix


@pytest.mark.parametrize("kind", list(Kind))
def test_a_new_question_of_any_kind_could_be_published(kind):
    assert blocking(form_of(new_question("Q1", kind))) == ()


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    "start", [choice(), matrix(), Question("Q9", "数", Kind.NUMBER, metric="M1", unit="条")]
)
def test_a_retyped_question_could_be_published(kind, start):
    after = retyped(form_of(start), start, kind)
    assert (after.code, after.title, after.kind) == (start.code, start.title, kind)
    assert blocking(form_of(after)) == ()


def test_single_and_multiple_share_their_options():
    several = choice(kind=Kind.MULTIPLE, limits=Limits(fewest=1, most_chosen=2))
    single = retyped(form_of(several), several, Kind.SINGLE)
    assert single == choice()
    assert retyped(form_of(single), single, Kind.MULTIPLE).options == several.options


def test_what_means_nothing_to_the_new_kind_goes():
    number = Question(
        "Q1", "数", Kind.NUMBER, unit="条", metric="M1", part="numerator", limits=Limits(digits=0)
    )
    assert retyped(form_of(number), number, Kind.TEXT) == Question("Q1", "数", Kind.TEXT)
    table = matrix(cell_points=(CellPoints("r1", "c1", Decimal(1)),), row_totals=True)
    assert retyped(form_of(table), table, Kind.DATE) == Question("Q3", "目录编制", Kind.DATE)
    scored = replace(choice(), metric="M1", part="points")
    assert retyped(form_of(scored), scored, Kind.MULTIPLE).metric == "M1"


def test_new_options_never_take_the_codes_of_old_ones():
    text = Question("Q1", "题", Kind.TEXT)
    after = retyped(Form("问卷", retired=("Q1+1", "Q1+7")), text, Kind.SINGLE)
    assert after.options == (Option("8", "选项 A"), Option("9", "选项 B"))


def test_a_column_is_retyped_like_a_question():
    column = Column(
        "c1", "数", Kind.NUMBER, limits=Limits(digits=0), unit="条", total=True, points=Decimal(1)
    )
    form = form_of(matrix())
    assert retyped_column(form, "Q3", column, Kind.TEXT) == Column("c1", "数", points=Decimal(1))
    chosen = retyped_column(form, "Q3", column, Kind.SINGLE)
    assert [option.code for option in chosen.options] == ["1", "2"]
    assert chosen.points is None


def test_only_fitting_limits_are_kept():
    limits = Limits(least=Decimal(1), longest=5, within="Q2")
    assert fitting(limits, Kind.NUMBER) == Limits(least=Decimal(1), within="Q2")
    assert fitting(limits, Kind.SINGLE) == Limits()
