"""The approver's word or the signed paper; what was handed in stays; the last questionnaire hands the round in."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import select

from core.audit.actor import Actor
from core.errors import Conflict, Invalid, NotAllowed
from core.evidence.service import HandedFile
from core.indicators.canonical import fingerprint
from core.projects.rules import ProjectState
from core.questionnaires.publishing import attach
from core.responses.handing_in import check_code, content_of, hand_in_paper, withdraw_response
from core.responses.held import locked
from core.responses.models import Response, ResponseSubmission
from core.store.session import reading, writing
from tests.builders.questionnaires import FULL, asked, begun, colleague, drafted, published, submitted, typed
from tests.builders.rounds import handed_in as as_handed_in
from tests.builders.rounds import project_state, submission
from tests.core.evidence.files import pdf

SCAN = HandedFile("签章扫描件.pdf", pdf(1))


def rows(model):
    with reading() as session:
        return session.exec(select(model)).all()


def test_what_is_complete_is_handed_in_once_with_a_receipt_and_the_round_goes_in(people):
    of = asked(people)
    typed(of, FULL)
    receipt = submitted(of)
    assert (receipt.number, receipt.is_on_time, receipt.round_is_in) == (1, True, True)
    assert receipt.check_code == f"{receipt.sha256[:5]}-{receipt.sha256[5:10]}".upper()
    (kept,) = rows(ResponseSubmission)
    assert (kept.document["answers"], kept.sha256) == (FULL, receipt.sha256)
    assert submission(of.made).state == "handed_in"
    with pytest.raises(Invalid) as caught:
        submitted(of)
    assert [each.rule for each in caught.value.problems] == ["答卷已经报送"]


def test_what_is_missing_or_wrong_is_named_box_by_box_and_nothing_is_handed_in(people):
    of = asked(people)
    typed(of, FULL | {"B2/r1/c1": "20", "B2/r2/c2": "", "A2": ""})
    with pytest.raises(Invalid) as caught:
        submitted(of)
    told = " ".join(each.rule for each in caught.value.problems)
    assert len(caught.value.problems) == 3
    assert "“B2 分类统计”的“业务信息”行“更新方式”列没有填" in told
    assert "“A2 专班牵头领导”没有填" in told
    assert rows(ResponseSubmission) == []


def test_a_filler_cannot_hand_in_on_line_and_a_stranger_not_at_all(people):
    of = asked(people)
    typed(of, FULL)
    for by in (colleague("liukezhang", "刘科长"), of.actor("钱审核"), of.actor("赵敏")):
        with pytest.raises(NotAllowed):
            submitted(of, by=by)


def test_the_round_waits_for_its_last_questionnaire_and_cannot_be_handed_in_without(people):
    of = asked(people)
    second = drafted(people, code="WJ2")
    published(people, second)
    with writing() as session:
        hang = {"round_id": of.round_id, "questionnaire_id": second}
        attach(session=session, actor=of.actor("孙项目"), **hang)
    typed(of, FULL)
    assert submitted(of).round_is_in is False
    assert submission(of.made).state == "pending"
    with pytest.raises(Invalid) as caught:
        as_handed_in(of.made)
    assert caught.value.problems[0].rule == "本轮有问卷要填"


def test_of_many_submits_at_once_exactly_one_is_kept(people):
    of = asked(people)
    typed(of, FULL)

    def submit(number: int) -> bool:
        try:
            submitted(of, client_key=f"k{number % 2}")
        except (Invalid, Conflict):
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert any(pool.map(submit, range(16)))
    assert len(rows(ResponseSubmission)) == 1


def code_now(of) -> str:
    with reading() as session:
        return check_code(fingerprint(content_of(session, locked(session, of.response_id, whole=False))))


def on_paper(of, code, by="刘科长"):
    with writing() as session:
        actor = of.actor(by) if isinstance(by, str) else by
        facts = {"response_id": of.response_id, "code": code, "scan": SCAN}
        return hand_in_paper(session=session, actor=actor, **facts)


def test_signed_paper_is_matched_by_its_code_and_the_filler_may_bring_it(people):
    of = asked(people)
    typed(of, FULL)
    filler = colleague("liukezhang", "刘科长")
    code = code_now(of)
    receipt = on_paper(of, f" {code.lower().replace('-', '')} ", by=filler)
    assert receipt.check_code == code
    (kept,) = rows(ResponseSubmission)
    assert (kept.way, kept.scan_id is not None) == ("paper", True)
    assert submission(of.made).state == "handed_in"


def test_paper_printed_before_the_last_change_is_refused(people):
    of = asked(people)
    typed(of, FULL)
    code = code_now(of)
    typed(of, {"B1": "13"}, seen={"B1": 1})
    with pytest.raises(Invalid) as caught:
        on_paper(of, code, by="吴德城")
    assert caught.value.problems[0].rule == "校验码与现在的内容不符"
    assert rows(ResponseSubmission) == []


def test_what_was_withdrawn_in_time_is_filled_and_handed_in_again(people):
    of = asked(people)
    typed(of, FULL)
    first = submitted(of)
    with writing() as session:
        withdraw_response(session=session, actor=of.actor("吴德城"), response_id=of.response_id)
    assert submission(of.made).state == "pending"
    typed(of, {"B1": "13"}, seen={"B1": 1})
    second = submitted(of)
    assert (second.number, second.sha256 != first.sha256) == (2, True)
    assert [row.document["answers"]["B1"] for row in rows(ResponseSubmission)] == ["12", "13"]


def test_the_last_unit_moves_the_project_on_and_nothing_is_withdrawn_after(people):
    of = asked(people)
    for unit in of.made.units:
        actor = Actor.system("某县审核人")
        one = replace(of, response_id=begun(of.made, of.questionnaire_id, unit, by=actor))
        assert project_state(of.made) is ProjectState.RUNNING
        typed(one, FULL, by=actor)
        submitted(one, by=actor)
    assert project_state(of.made) is ProjectState.FILLED
    with writing() as session, pytest.raises(Invalid, match="没有撤回"):
        withdraw_response(session=session, actor=of.actor("吴德城"), response_id=of.response_id)
    assert {row.state for row in rows(Response)} == {"handed_in"}


def test_the_database_keeps_what_was_handed_in(people):
    of = asked(people)
    typed(of, FULL)
    submitted(of)
    with writing() as session:
        session.exec(select(ResponseSubmission)).one().sha256 = "0" * 64
        with pytest.raises(DatabaseError, match="只能新增"):
            session.flush()
        session.rollback()
