"""The tables hold what must never be twice."""

import pytest
from sqlmodel import select

from core import clock
from core.errors import Conflict
from core.responses.models import Answer, Response
from core.store.session import reading, writing
from tests.builders.questionnaires import asked, typed


def test_one_unit_answers_one_thing_once_whoever_writes_it(people):
    of = asked(people)
    with reading() as session:
        row = session.exec(select(Response)).one()
    again = Response(
        place=row.place,
        questionnaire_id=row.questionnaire_id,
        version_id=row.version_id,
        organisation_id=row.organisation_id,
        begun_at=row.begun_at,
        begun_by="某人",
    )
    with pytest.raises(Conflict, match="已经提交过"), writing() as session:
        session.add(again)
    assert row.place == f"{of.questionnaire_id}:{of.round_id}:{of.made.units['371402']}"


def test_one_box_has_one_answer(people):
    of = asked(people)
    typed(of, {"A1": "a"})
    again = Answer(response_id=of.response_id, cell="A1", value="b", at=clock.now(), person_name="某人")
    with pytest.raises(Conflict), writing() as session:
        session.add(again)
