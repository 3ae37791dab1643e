"""A form goes to plain data and back unchanged, and finds its parts by code."""

import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.questionnaires.form import (
    CellPoints,
    Column,
    Form,
    Kind,
    Limits,
    Need,
    Operator,
    Option,
    Question,
    Row,
    Section,
)
from tests.core.questionnaires.forms import form_of, matrix, when, whole

codes = st.text("abcQ123_", min_size=1, max_size=4)
words = st.text(max_size=8)
numbers = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=3)
options = st.builds(Option, codes, words, numbers, st.booleans(), st.booleans())
limits = st.builds(Limits, least=numbers, digits=st.none() | st.integers(0, 6), pattern=words, within=codes)
columns = st.builds(
    Column,
    codes,
    words,
    st.sampled_from(Kind),
    st.lists(options, max_size=2).map(tuple),
    st.sampled_from(Need),
    limits,
    total=st.booleans(),
    points=numbers,
)
questions = st.builds(
    Question,
    codes,
    words,
    st.sampled_from(Kind),
    st.sampled_from(Need),
    options=st.lists(options, max_size=3).map(tuple),
    rows=st.lists(st.builds(Row, codes, words), max_size=2).map(tuple),
    columns=st.lists(columns, max_size=2).map(tuple),
    cell_points=st.lists(st.builds(CellPoints, codes, codes, numbers.map(lambda n: n or Decimal(0)))).map(
        tuple
    ),
    limits=limits,
    shown_if=st.builds(when, codes, st.sampled_from(Operator), words),
    manual=numbers,
)
sections = st.builds(Section, codes, words, st.lists(questions, max_size=2).map(tuple))
forms = st.builds(
    Form, words, st.lists(sections, max_size=2).map(tuple), words, st.lists(codes, max_size=3).map(tuple)
)


@given(forms)
def test_a_form_survives_plain_data_and_json(form):
    again = Form.from_dict(json.loads(json.dumps(form.to_dict())))
    assert again == form
    assert again.sha256 == form.sha256


def test_idle_zeros_do_not_change_the_fingerprint_and_words_do():
    one = form_of(Question("Q1", "题", Kind.NUMBER, manual=Decimal("5.0")))
    two = form_of(Question("Q1", "题", Kind.NUMBER, manual=Decimal(5)))
    assert one.sha256 == two.sha256
    assert replace(one, title="改").sha256 != one.sha256


def test_an_older_document_without_newer_fields_takes_their_defaults():
    document = whole().to_dict()
    del document["retired"]
    assert Form.from_dict(document) == whole()


def test_questions_are_found_by_code_and_know_their_section():
    form = whole()
    assert [question.code for question in form.questions] == ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6"]
    assert form.question_by_code["Q3"] == matrix()
    assert form.section_of["Q3"].code == "S2"


def test_everything_has_a_chinese_name():
    for member in (*Kind, *Need, *Operator):
        assert member.label
        assert not member.label.isascii()
