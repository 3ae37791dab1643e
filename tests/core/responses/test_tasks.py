"""What units are asked to fill, the earliest deadline first, and how far each has come."""

from datetime import timedelta

import pytest

from core import clock
from core.errors import NotAllowed
from core.projects.models import RoundAbsence, RoundForm
from core.questionnaires.models import Questionnaire
from core.questionnaires.publishing import address
from core.questionnaires.rules import QuestionnaireState
from core.responses.rules import ResponseState
from core.responses.tasks import my_tasks, tasks_of
from core.store.session import reading, writing
from tests.builders.questionnaires import FULL, asked, drafted, published, submitted, typed


def mine(of, name="吴德城"):
    with reading() as session:
        return my_tasks(session=session, actor=of.actor(name))


def every(of, name="孙项目"):
    with reading() as session:
        facts = {"questionnaire_id": of.questionnaire_id, "round_id": of.round_id}
        return tasks_of(session=session, actor=of.actor(name), **facts)


def test_a_unit_reads_how_much_is_missing_and_until_when(people):
    of = asked(people)
    typed(of, {"A1": "b", "B1": "12"})
    (task,) = mine(of)
    assert (task.title, task.round_name, task.unit_name) == (
        "公共数据共享情况调研问卷",
        "一季度考核",
        "德城区",
    )
    # A1, A3 or its reason, A4, B1 and four boxes of B2; A2 is not shown.
    assert (task.progress.due, task.progress.done, task.missing) == (8, 2, 6)
    assert (task.state, task.is_to_do, task.closed) == (ResponseState.FILLING, True, ())
    assert task.locks_at > clock.now()


def test_what_was_handed_in_is_no_longer_to_do(people):
    of = asked(people)
    typed(of, FULL)
    submitted(of)
    (task,) = mine(of)
    assert (task.is_to_do, task.missing, task.handed_in_by, task.is_on_time) == (False, 0, "吴德城", True)


def test_a_paused_questionnaire_says_why_it_cannot_be_filled(people):
    of = asked(people)
    with writing() as session:
        session.get_one(Questionnaire, of.questionnaire_id).state = QuestionnaireState.PAUSED
    (task,) = mine(of)
    assert not task.is_to_do
    assert "已暂停" in task.closed[0]


def test_the_bureau_sees_every_unit_and_has_no_tasks_of_its_own(people):
    of = asked(people)
    found = every(of)
    assert len(found) == 13
    assert (found[0].unit_code, found[0].state_label) == ("371402", "填报中")
    assert {task.state_label for task in found[1:]} == {"未开始"}
    with pytest.raises(NotAllowed):
        mine(of, "孙项目")
    assert mine(of, "陈填报") == []
    assert [task.unit_code for task in every(of, "吴德城")] == ["371402"]


def test_units_excused_or_of_another_kind_are_not_asked(people):
    of = asked(people)
    with writing() as session:
        facts = {"round_id": of.round_id, "organisation_id": of.made.units["371403"]}
        absence = RoundAbsence(**facts, reason="机构改革", decided_at=clock.now(), decided_by="孙项目")
        session.add(absence)
    assert len(every(of)) == 12
    with writing() as session:
        session.get_one(RoundForm, (of.round_id, of.questionnaire_id)).audience = "department"
    assert every(of) == []


def test_a_questionnaire_of_no_round_is_a_task_of_the_units_it_was_sent_to(people):
    of = asked(people)
    survey = drafted(people, code="WJ2")
    published(people, survey)
    with writing() as session:
        facts = {"questionnaire_id": survey, "organisation_ids": [of.made.units["371402"]]}
        version = session.get_one(Questionnaire, survey).version
        due = clock.now() + timedelta(days=1)
        address(session=session, actor=of.actor("赵敏"), due_at=due, version=version, **facts)
    first, second = mine(of)
    assert (first.questionnaire_id, first.round_id, first.response_id) == (survey, None, None)
    assert second.questionnaire_id == of.questionnaire_id, "the earlier deadline stands first"
