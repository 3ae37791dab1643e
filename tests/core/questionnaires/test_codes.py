"""A code is given once: what went is remembered, and the next one counts on."""

from dataclasses import replace
from itertools import islice

from core.questionnaires.codes import fresh, fresh_question, fresh_section, parts_of, present, remembering
from core.questionnaires.form import Column, Form, Kind, Option, Question
from tests.core.questionnaires.forms import choice, form_of, matrix, whole


def test_every_code_is_spelt_by_its_family():
    column = Column("c1", "级", Kind.SINGLE, (Option("1", "好"),))
    assert set(parts_of(matrix(columns=(column,)))) == {"Q3/r1/", "Q3/r2/", "Q3//c1", "Q3//c1+1"}
    assert present(form_of(choice())) == {"§S1", "Q1", "Q1+1", "Q1+2", "Q1+3"}


def test_the_next_code_is_above_every_number_ever_used():
    form = whole()
    assert (fresh_section(form), fresh_question(form)) == ("S3", "Q7")
    assert list(islice(fresh(form, "Q1+"), 2)) == ["4", "5"]
    assert next(fresh(form, "Q3/", "r", "/")) == "r3"
    assert next(fresh(form, "Q3//", "c")) == "c4"
    assert fresh_question(replace(form, retired=("Q41", "Q41x", "QQ99"))) == "Q42"
    assert fresh_question(Form("空")) == "Q1"


def test_what_went_is_remembered_a_question_by_its_own_code_alone():
    before = form_of(choice(), matrix())
    fewer = replace(choice(), options=choice().options[:2])
    assert remembering(before, form_of(fewer, matrix())).retired == ("Q1+3",)
    after = remembering(before, form_of(choice()))
    assert after.retired == ("Q3",)
    assert remembering(after, form_of(choice(), Question("Q3", "又来", Kind.TEXT))).retired == ()
