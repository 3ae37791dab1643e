"""Every committed value is kept at once; two people on one form never lose anything to each other."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from core import clock
from core.audit.models import AuditEntry
from core.errors import Invalid, NotAllowed, NotFound
from core.projects.models import RoundSubmission
from core.projects.rules import RoundState
from core.questionnaires.form import Form
from core.questionnaires.models import Questionnaire
from core.questionnaires.rules import QuestionnaireState
from core.responses.filling import Typed, begin_response, save_answers
from core.responses.held import answers_of
from core.responses.models import Answer, Response
from core.responses.parts import assign_parts
from core.store.session import reading, writing
from tests.builders.questionnaires import FULL, asked, begun, colleague, published, submitted, typed
from tests.builders.rounds import turn


def kept(of):
    with reading() as session:
        return answers_of(session, of.response_id)


def test_what_is_typed_is_kept_and_the_trail_says_by_whom(people):
    of = asked(people)
    saved = typed(of, {"A1": "a", "B1": "１，２００"})
    assert saved.revisions == {"A1": 1, "B1": 1}
    assert kept(of) == {"A1": "a", "B1": "1200"}
    with reading() as session:
        entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
    assert (entry.person_name, entry.after["answers"]) == ("吴德城", {"A1": "a", "B1": "1200"})
    assert entry.object_name == "一季度考核·公共数据共享情况调研问卷：德城区"


def test_what_breaks_a_rule_is_kept_as_it_was_typed(people):
    of = asked(people)
    typed(of, {"B1": "十二", "A3": "2022-02-30", "A1": "x"})
    assert kept(of) == {"B1": "十二", "A3": "2022-02-30", "A1": "x"}


def test_a_response_is_begun_once_whoever_comes_second(people):
    of = asked(people)
    assert begun(of.made, of.questionnaire_id) == of.response_id
    with reading() as session:
        assert len(session.exec(select(Response)).all()) == 1


def test_different_boxes_of_two_people_are_both_kept(people):
    of = asked(people)
    other = colleague("liukezhang", "刘科长")
    typed(of, {"A1": "a"})
    saved = typed(of, {"B1": "5"}, by=other)
    assert saved.clashes == ()
    assert kept(of) == {"A1": "a", "B1": "5"}


def test_the_same_box_asks_with_both_values_author_and_time(people):
    of = asked(people)
    other = colleague("liukezhang", "刘科长")
    typed(of, {"A2": "张副区长"})
    (clash,) = typed(of, {"A2": "李副区长"}, by=other).clashes
    assert (clash.mine, clash.theirs, clash.by, clash.revision) == ("李副区长", "张副区长", "吴德城", 1)
    assert clash.place == "“A2 专班牵头领导”"
    assert kept(of) == {"A2": "张副区长"}
    assert typed(of, {"A2": "李副区长"}, by=other, seen={"A2": 1}).revisions == {"A2": 2}
    assert typed(of, {"A2": "李副区长"}).revisions == {"A2": 2}, "the same value is no clash"


def test_of_many_who_change_one_box_at_once_one_is_kept_and_the_others_are_asked(people):
    of = asked(people)
    typed(of, {"B1": "0"})

    def change(number: int) -> bool:
        with writing() as session:
            facts = {"response_id": of.response_id, "typed": {"B1": Typed(str(number), 1)}}
            return not save_answers(session=session, actor=of.actor("吴德城"), **facts).clashes

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(change, range(1, 17))) == 1
    with reading() as session:
        assert session.exec(select(Answer.revision)).one() == 2


def test_clearing_a_box_keeps_its_history_and_counts_as_empty(people):
    of = asked(people)
    typed(of, {"A1": "a"})
    assert typed(of, {"A1": ""}, seen={"A1": 1}).revisions == {"A1": 2}
    assert kept(of) == {}
    assert typed(of, {"A1": "b"}, seen={"A1": 2}).revisions == {"A1": 3}


@pytest.mark.parametrize("key", ["Z9", "A1/r1/c1", "B2", "B2/r9/c1", "A5", "A1+a", "", "B2/r1/c1/x", "A1?"])
def test_boxes_the_form_has_not_are_refused_and_nothing_is_written(people, key):
    of = asked(people)
    with pytest.raises(Invalid) as caught:
        typed(of, {"B1": "3", key: "x"})
    assert caught.value.problems[0].rule.startswith("问卷中没有这一格")
    assert kept(of) == {}


@pytest.mark.parametrize("value", [float("inf"), True, {"a": 1}, [["a"]], "x" * 60_000, b"1"])
def test_forged_values_are_refused_and_nothing_of_the_save_is_written(people, value):
    of = asked(people)
    with pytest.raises(Invalid) as caught:
        typed(of, {"B1": "3", "A4": value, "A2": value})
    assert "A4" in caught.value.problems[0].value
    assert kept(of) == {}


def test_an_empty_cell_of_a_table_is_no_answer_and_odd_signs_are_dropped(people):
    of = asked(people)
    typed(of, {"B1": float("nan"), "A2": "张\x00副\x1b区长"})
    assert kept(of) == {"A2": "张副区长"}


def test_nobody_fills_for_another_unit_and_watchers_not_at_all(people):
    of = asked(people)
    for name in ("周填报", "陈填报", "赵敏", "孙项目", "李评估", "钱审核", "郑市长", "何审计"):
        with pytest.raises(NotAllowed):
            typed(of, {"A1": "a"}, by=of.actor(name))
    with pytest.raises(NotAllowed):
        begun(of.made, of.questionnaire_id, "371422")
    assert kept(of) == {}


def test_a_unit_that_was_not_asked_has_no_task(people):
    of = asked(people)
    with writing() as session, pytest.raises(NotFound, match="没有这份填报任务"):
        begin_response(
            session=session,
            actor=of.actor("吴德城"),
            questionnaire_id=of.questionnaire_id,
            round_id=None,
            organisation_id=of.made.units["371402"],
        )


def lock_at(of, moment):
    with writing() as session:
        held = session.exec(
            select(RoundSubmission).where(RoundSubmission.organisation_id == of.made.units["371402"])
        ).one()
        held.due_at = held.locks_at = moment


def test_after_the_deadline_drafts_are_kept_and_nothing_more_is_saved(people):
    of = asked(people)
    typed(of, {"A1": "a"})
    lock_at(of, clock.now() - timedelta(seconds=1))
    with pytest.raises(Invalid) as caught:
        typed(of, {"B1": "3"})
    assert caught.value.problems[0].rule == "已过截止时间，填报已锁定"
    assert kept(of) == {"A1": "a"}
    lock_at(of, clock.now() + timedelta(minutes=1))
    assert typed(of, {"B1": "3"}).revisions == {"B1": 1}


def test_a_closed_round_takes_nothing(people):
    of = asked(people)
    turn(of.made, "一季度", RoundState.CLOSED)
    with pytest.raises(Invalid) as caught:
        typed(of, {"B1": "3"})
    assert caught.value.problems[0].rule == "“一季度考核”已关闭"


def put(of, state):
    with writing() as session:
        session.get_one(Questionnaire, of.questionnaire_id).state = state


def test_a_paused_questionnaire_waits_and_a_closing_one_lets_the_begun_finish(people):
    of = asked(people)
    put(of, QuestionnaireState.PAUSED)
    with pytest.raises(Invalid, match="没有保存"):
        typed(of, {"B1": "3"})
    put(of, QuestionnaireState.CLOSING)
    assert typed(of, {"B1": "3"}).revisions == {"B1": 1}
    outsider = colleague("qihe", "齐河填报", "371425", "county_administrator")
    with pytest.raises(Invalid, match="还不能填报"):
        begun(of.made, of.questionnaire_id, "371425", by=outsider)


def test_a_question_given_to_a_colleague_is_theirs_alone(people):
    of = asked(people)
    other = colleague("liukezhang", "刘科长")
    facts = {"response_id": of.response_id, "questions": ["B1", "B2"], "person_id": other.person_id}
    with writing() as session:
        assert assign_parts(session=session, actor=of.actor("吴德城"), **facts) == 2
    with pytest.raises(NotAllowed, match="B1"):
        typed(of, {"B1": "3"})
    assert typed(of, {"B1": "3", "B2/r1/c1": "2"}, by=other).clashes == ()


def test_what_was_handed_in_is_closed(people):
    of = asked(people)
    typed(of, FULL)
    submitted(of)
    with pytest.raises(Invalid) as caught:
        typed(of, {"B1": "13"}, seen={"B1": 1})
    assert caught.value.problems[0].rule == "答卷已报送"


def test_a_repeated_submit_of_the_same_click_saves_once(people):
    of = asked(people)
    for _ in range(2):
        with writing() as session:
            saved = save_answers(
                session=session,
                actor=of.actor("吴德城"),
                response_id=of.response_id,
                typed={"B1": Typed("4", 0)},
                client_key="click",
            )
        assert saved.revisions == {"B1": 1}


def test_a_new_version_takes_begun_answers_along(people):
    of = asked(people)
    typed(of, {"A2": "张副区长", "B1": "3"})
    with writing() as session:
        held = session.get_one(Questionnaire, of.questionnaire_id)
        form = Form.from_dict(held.document)
        held.document = replace(form, sections=form.sections[1:]).to_dict()
    assert published(people, of.questionnaire_id, "删去组织保障") == 2
    with pytest.raises(Invalid, match="没有保存"):
        typed(of, {"A2": "李副区长"}, seen={"A2": 1})
    assert kept(of) == {"A2": "张副区长", "B1": "3"}, "nothing answered is destroyed"
    assert typed(of, {"B1": "4"}, seen={"B1": 1}).revisions == {"B1": 2}
