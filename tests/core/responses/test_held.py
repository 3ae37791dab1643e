"""A response as verbs find it: the version it answers, what stands in its boxes."""

import pytest

from core.errors import NotFound
from core.questionnaires.models import Questionnaire
from core.responses.held import answers_of_many, file_counts, filled_version, locked, response_row
from core.store.session import reading, writing
from tests.builders.questionnaires import FULL, asked, published, submitted, typed


def newer(of, people):
    with writing() as session:
        held = session.get_one(Questionnaire, of.questionnaire_id)
        held.document = held.document | {"note": "新的说明"}
    published(people, of.questionnaire_id)


def version(of) -> int:
    with reading() as session:
        held = locked(session, of.response_id, whole=False)
        return filled_version(held.row, held.owed)


def test_while_it_is_filled_it_answers_the_newest_version_and_handed_in_it_keeps_its_own(people):
    of = asked(people)
    first = version(of)
    newer(of, people)
    second = version(of)
    assert second > first
    typed(of, FULL)
    submitted(of)
    with writing() as session:
        held = session.get_one(Questionnaire, of.questionnaire_id)
        held.document = held.document | {"note": "再改"}
    published(people, of.questionnaire_id)
    assert version(of) == second


def test_empty_boxes_are_no_answers(people):
    of = asked(people)
    typed(of, {"A1": "a", "A2": ""})
    typed(of, {"A1": ""}, seen={"A1": 1})
    with reading() as session:
        assert answers_of_many(session, [of.response_id]) == {of.response_id: {}}
        assert file_counts(session, [of.response_id]) == {of.response_id: {}}


def test_what_is_not_there_is_told(people):
    with reading() as session, pytest.raises(NotFound, match="没有这份答卷"):
        response_row(session, 99)
    with reading() as session, pytest.raises(NotFound, match="没有这份答卷"):
        locked(session, 99, whole=True)
