"""Who of a unit answers which question: given, changed, taken back, and to nobody from outside."""

import pytest
from sqlmodel import col, select

from core.audit.models import AuditEntry
from core.errors import Invalid, NotAllowed
from core.responses.models import ResponsePart
from core.responses.parts import assign_parts, colleagues_of
from core.store.session import reading, writing
from tests.builders.questionnaires import asked, colleague


def given(of, questions, person_id, *, by="吴德城", **facts):
    with writing() as session:
        facts = {"response_id": of.response_id, "questions": questions, "person_id": person_id} | facts
        return assign_parts(session=session, actor=of.actor(by), **facts)


def parts():
    with reading() as session:
        return {row.question: row.person_id for row in session.exec(select(ResponsePart))}


def test_questions_are_given_changed_and_taken_back(people):
    of = asked(people)
    first, second = colleague("liukezhang", "刘科长"), colleague("malaoshi", "马老师")
    assert given(of, ["B1", "B2", "B1"], first.person_id) == 2
    given(of, ["B2"], second.person_id)
    assert parts() == {"B1": first.person_id, "B2": second.person_id}
    given(of, ["B1"], None)
    assert parts() == {"B2": second.person_id}
    with reading() as session:
        entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
    assert entry.after == {"questions": ["B1"], "duty": ""}


def test_colleagues_are_those_who_may_fill_for_the_unit(people):
    of = asked(people)
    colleague("liukezhang", "刘科长")
    with reading() as session:
        found = colleagues_of(session, of.made.units["371402"])
    assert set(found.values()) == {"刘科长", "吴德城"}


@pytest.mark.parametrize(
    ("questions", "rule"), [([], "没有选定题目"), (["Z9"], "没有选定题目"), (["B1", "Z9"], "没有选定题目")]
)
def test_questions_the_form_has_not_are_refused_whole(people, questions, rule):
    of = asked(people)
    other = colleague("liukezhang", "刘科长")
    with pytest.raises(Invalid) as caught:
        given(of, questions, other.person_id)
    assert caught.value.problems[0].rule == rule
    assert parts() == {}


def test_nobody_of_another_unit_is_given_a_part_or_gives_one(people):
    of = asked(people)
    with pytest.raises(Invalid) as caught:
        given(of, ["B1"], people["陈填报"].id)
    assert caught.value.problems[0].rule == "该人员不能填报本单位的问卷"
    for name in ("陈填报", "孙项目"):
        with pytest.raises(NotAllowed):
            given(of, ["B1"], None, by=name)
    assert parts() == {}


def test_one_click_gives_once(people):
    of = asked(people)
    other = colleague("liukezhang", "刘科长")
    for _ in range(2):
        assert given(of, ["B1"], other.person_id, client_key="click") == 1
    assert parts() == {"B1": other.person_id}
