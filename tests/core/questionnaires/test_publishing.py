"""Versions are frozen, states move with a reason, and no change of a form destroys or hides an answer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from core import clock
from core.errors import Conflict, Invalid, NotAllowed
from core.notices.models import Notice
from core.organisations.queries import by_code
from core.projects.models import RoundForm
from core.questionnaires.affected import affected
from core.questionnaires.edits import (
    AddQuestion,
    AddSection,
    CopyQuestion,
    MoveQuestion,
    MoveSection,
    RemoveQuestion,
    RemoveSection,
    RenameSection,
    SetCondition,
    SetForm,
)
from core.questionnaires.form import Condition, Kind, Need
from core.questionnaires.models import Questionnaire, QuestionnaireUnit, QuestionnaireVersion
from core.questionnaires.publishing import address, attach, detach, publish_questionnaire
from core.questionnaires.question_edits import (
    ChangeColumn,
    ChangeKind,
    ChangeQuestion,
    SetColumns,
    SetOptions,
    SetRows,
)
from core.questionnaires.rules import QuestionnaireState
from core.questionnaires.several import Several
from core.responses.counts import answered_keys
from core.responses.held import answers_of
from core.store.session import reading, writing
from tests.builders.questionnaires import FORM, FULL, asked, drafted, published, submitted, typed
from tests.builders.rounds import going
from tests.core.questionnaires.drawing import edited, moved, seen, version_of

FREE = SetCondition("A2", Condition())
# Every way a form with answers is republished, retyped or cut.
EDITS = [
    SetForm("改了标题", "改了说明"),
    AddSection("新的一节", "S1"),
    MoveSection("S2", 1),
    RenameSection("S1", "改名"),
    RemoveSection("S1"),
    RemoveSection("S2"),
    AddQuestion("S1", Kind.MATRIX, "A1"),
    MoveQuestion("A1", "S1", 1),
    MoveQuestion("B1", "S1", 3),
    CopyQuestion("B2"),
    RemoveQuestion("A2"),
    RemoveQuestion("A3"),
    RemoveQuestion("A4"),
    Several((FREE, RemoveQuestion("A1"))),
    Several((ChangeColumn("B2", "c1", {"limits": FORM.question_by_code["A1"].limits}), RemoveQuestion("B1"))),
    RemoveQuestion("B2"),
    FREE,
    ChangeKind("A1", Kind.MULTIPLE),
    Several((FREE, ChangeKind("A1", Kind.TEXT))),
    ChangeKind("A2", Kind.NUMBER),
    ChangeKind("A3", Kind.TEXT),
    ChangeKind("A4", Kind.SINGLE),
    ChangeKind("A4", Kind.MATRIX),
    ChangeKind("B1", Kind.DATE),
    ChangeKind("B2", Kind.TEXT),
    SetOptions("A4", "检查"),
    SetRows("B2", "业务信息"),
    SetColumns("B2", "资源数\n更新方式"),
    ChangeColumn("B2", "c1", {"kind": Kind.TEXT}),
    ChangeQuestion("A4", {"need": Need.OPTIONAL, "title": "换了问法"}),
]


def kept(of) -> dict:
    with reading() as session:
        return answers_of(session, of.response_id)


def unit_id(code: str) -> int:
    with reading() as session:
        return by_code(session, code).id


def given(people, questionnaire_id, codes, *, days=5, by="赵敏") -> int:
    due = clock.now().replace(hour=16, minute=0, second=0, microsecond=0) + timedelta(days=days)
    with writing() as session:
        return address(
            session=session,
            actor=people[by].actor,
            questionnaire_id=questionnaire_id,
            organisation_ids=[by_code(session, code).id for code in codes],
            due_at=due,
            version=session.get_one(Questionnaire, questionnaire_id).version,
        )


def test_publishing_freezes_a_version_and_what_is_drawn_afterwards_waits(people):
    questionnaire_id = drafted(people)
    assert published(people, questionnaire_id) == 1
    edited(people, questionnaire_id, SetForm("改了"))
    view = seen(people, questionnaire_id)
    assert (view.row.state, view.row.number, view.published) == (QuestionnaireState.OPEN, 1, FORM)
    assert view.is_changed
    assert published(people, questionnaire_id, "改了标题") == 2
    assert [row.reason for row in seen(people, questionnaire_id).versions] == ["改了标题", ""]


def test_nothing_red_nothing_unchanged_and_nobody_but_the_bureau_publishes(people):
    empty = drafted(people, replace(FORM, sections=()), "E1")
    with pytest.raises(Invalid) as caught:
        published(people, empty)
    assert "问卷没有题目" in [problem.rule for problem in caught.value.problems]
    questionnaire_id = drafted(people)
    published(people, questionnaire_id)
    with pytest.raises(Invalid) as caught:
        published(people, questionnaire_id)
    assert caught.value.problems[0].rule == "与已发布的版本没有不同"
    with pytest.raises(NotAllowed):
        given(people, questionnaire_id, ["M01"], by="孙项目")


def test_thirty_edits_of_a_form_with_answers_destroy_and_hide_none(people):
    of = asked(people)
    typed(of, FULL)
    before = kept(of)
    assert len(EDITS) == 30
    for edit in EDITS:
        version = version_of(of.questionnaire_id)
        with reading() as session:
            facts = {"questionnaire_id": of.questionnaire_id, "form": FORM}
            counts = answered_keys(session=session, actor=people["孙项目"].actor, **facts)
        after = edit.applied(FORM)
        told = affected(FORM, after, counts)
        lost = {key for key in FULL if key.partition("/")[0] not in after.question_by_code}
        assert lost <= {key for each in told for key in FULL if key.partition("/")[0] == each.code}, edit
        # Whatever cannot be published is refused; the draft goes back to what it was for the next edit.
        edited(people, of.questionnaire_id, edit)
        try:
            published(people, of.questionnaire_id, "试")
        except Invalid:
            assert version_of(of.questionnaire_id) == version + 1
        assert kept(of) == before, edit
        _back(of.questionnaire_id)
    published(people, of.questionnaire_id, "恢复")
    assert kept(of) == before
    assert submitted(of).number == 1


def _back(questionnaire_id: int) -> None:
    with writing() as session:
        session.get_one(Questionnaire, questionnaire_id).document = FORM.to_dict()


def test_states_move_with_a_reason_and_only_along_their_ways(people):
    questionnaire_id = drafted(people)
    with pytest.raises(Invalid, match="状态没有改变"):
        moved(people, questionnaire_id, QuestionnaireState.PAUSED)
    published(people, questionnaire_id)
    with pytest.raises(Invalid) as caught:
        moved(people, questionnaire_id, QuestionnaireState.PAUSED, " ")
    assert caught.value.problems[0].rule == "没有写明原因"
    assert moved(people, questionnaire_id, QuestionnaireState.PAUSED) == "已转为“已暂停”。"
    moved(people, questionnaire_id, QuestionnaireState.OPEN, "升级完成")
    assert [move.reason for move in seen(people, questionnaire_id).moves] == ["升级完成", "系统升级", ""]


def test_units_asked_get_a_notice_once_and_all_of_them_when_the_day_changes(people):
    questionnaire_id = drafted(people)
    published(people, questionnaire_id)
    assert given(people, questionnaire_id, ["M01", "M05"]) == 2
    given(people, questionnaire_id, ["M01", "M05"])
    assert _notices() == ["请填报“公共数据共享情况调研问卷”"]
    given(people, questionnaire_id, ["M01", "371402"])
    assert len(_notices()) == 2
    given(people, questionnaire_id, ["M01", "371402"], days=9)
    assert len(_notices()) == 3
    assert set(seen(people, questionnaire_id).unit_ids) == {unit_id("M01"), unit_id("371402")}


def _notices() -> list[str]:
    with reading() as session:
        return [notice.title for notice in session.exec(select(Notice).order_by(col(Notice.id)))]


def test_a_unit_asked_again_keeps_the_longer_time_it_was_given(people):
    questionnaire_id = drafted(people)
    published(people, questionnaire_id)
    given(people, questionnaire_id, ["M01", "M05"])
    until = clock.now() + timedelta(days=20)
    with writing() as session:
        session.get_one(QuestionnaireUnit, (questionnaire_id, unit_id("M01"))).until = until
    given(people, questionnaire_id, ["M01"])
    with reading() as session:
        [row] = session.exec(select(QuestionnaireUnit)).all()
    assert row.until == until


def test_nobody_is_asked_of_a_draft_in_the_past_or_without_units(people):
    questionnaire_id = drafted(people)
    with pytest.raises(Invalid) as caught:
        given(people, questionnaire_id, [], days=-2)
    rules = [problem.rule for problem in caught.value.problems]
    assert rules == ["问卷还没有发布，单位看不到", "没有选择单位", "截止时间已经过去"]
    assert _notices() == []


def test_a_questionnaire_hangs_on_a_round_once_and_comes_off_before_it_opens(people):
    made = going(people)
    questionnaire_id = drafted(people)
    facts = {"round_id": made.rounds["一季度"], "questionnaire_id": questionnaire_id}
    with writing() as session:
        attach(session=session, actor=people["孙项目"].actor, **facts, audience="county")
    with pytest.raises(Invalid, match="没有关联"), writing() as session:
        attach(session=session, actor=people["孙项目"].actor, **facts)
    with pytest.raises(Invalid, match="没有取消关联"), writing() as session:
        detach(session=session, actor=people["孙项目"].actor, **facts)
    with reading() as session:
        assert [row.audience for row in session.exec(select(RoundForm))] == ["county"]


def test_a_publishing_held_against_an_older_draft_is_refused(people):
    questionnaire_id = drafted(people)
    edited(people, questionnaire_id, SetForm("甲"))
    with pytest.raises(Conflict), writing() as session:
        publish_questionnaire(
            session=session, actor=people["赵敏"].actor, questionnaire_id=questionnaire_id, version=1
        )
    with reading() as session:
        assert session.exec(select(QuestionnaireVersion)).all() == []
