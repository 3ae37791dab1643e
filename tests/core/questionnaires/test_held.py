"""A questionnaire's row is found as somebody saw it, or it is said why not."""

import pytest

from core.errors import Conflict, Invalid, NotFound
from core.questionnaires.edits import SetForm
from core.questionnaires.held import form_of, fresh, published_version, questionnaire_row
from core.store.session import reading
from tests.builders.questionnaires import FORM, drafted, published
from tests.core.questionnaires.drawing import edited


def test_the_row_is_found_in_the_version_it_was_seen_in(people):
    questionnaire_id = drafted(people)
    with reading() as session:
        assert fresh(session, questionnaire_id, 1).title == FORM.title
    edited(people, questionnaire_id, SetForm("改了"))
    with reading() as session, pytest.raises(Conflict, match="孙项目"):
        fresh(session, questionnaire_id, 1)


def test_what_is_not_there_or_not_published_is_said(people):
    questionnaire_id = drafted(people)
    with reading() as session, pytest.raises(NotFound):
        questionnaire_row(session, questionnaire_id + 9)
    with reading() as session, pytest.raises(Invalid, match="还没有发布"):
        published_version(session, questionnaire_id)
    published(people, questionnaire_id)
    with reading() as session:
        assert form_of(session, published_version(session, questionnaire_id).id) == FORM
