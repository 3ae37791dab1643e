"""Sent back to the question with the reason; mended there and nowhere else; handed in again."""

from datetime import timedelta

import pytest
from sqlmodel import select

from core import clock
from core.errors import Invalid, NotAllowed
from core.notices.models import Notice
from core.projects.models import RoundSubmission
from core.projects.submissions import send_back
from core.responses.models import Response, ResponseReturn
from core.responses.returning import return_response
from core.store.session import reading, writing
from tests.builders.questionnaires import FULL, asked, submitted, typed
from tests.builders.rounds import submission

REASONS = {"A1": "没有成立文件佐证", "B1": "与平台目录数不符"}


def handed_in(people):
    of = asked(people)
    typed(of, FULL)
    submitted(of)
    return of


def returned(of, reasons=None, *, by="孙项目", until=None):
    with writing() as session:
        facts = {"response_id": of.response_id, "reasons": REASONS if reasons is None else reasons}
        return_response(session=session, actor=of.actor(by), until=until, **facts)


def test_the_returned_questions_are_mended_the_others_stay_and_it_is_handed_in_again(people):
    of = handed_in(people)
    returned(of)
    assert submission(of.made).state == "returned"
    with pytest.raises(Invalid) as caught:
        typed(of, {"A4": ["a"]}, seen={"A4": 1})
    assert caught.value.problems[0].value == "A4"
    typed(of, {"B1": "15", "A1": "b", "A2": ""}, seen={"B1": 1, "A1": 1, "A2": 1})
    receipt = submitted(of)
    assert (receipt.number, receipt.is_on_time, receipt.round_is_in) == (2, True, True)
    assert submission(of.made).state == "handed_in"


def test_the_unit_reads_which_questions_why_and_until_when(people):
    of = handed_in(people)
    returned(of)
    with reading() as session:
        notice = session.exec(select(Notice).where(Notice.kind == "退回")).one()
        sent = session.exec(select(ResponseReturn)).all()
    assert "A1 是否成立工作专班：没有成立文件佐证" in notice.body
    assert notice.link == f"/fill?response={of.response_id}"
    assert {each.question: each.reason for each in sent} == REASONS


def test_a_whole_response_sent_back_may_be_changed_anywhere(people):
    of = handed_in(people)
    returned(of, {"": "请按新口径重填"})
    assert typed(of, {"A4": ["a"]}, seen={"A4": 1}).revisions == {"A4": 2}


def test_after_the_deadline_a_return_has_to_say_until_when(people):
    of = handed_in(people)
    with writing() as session:
        for held in session.exec(select(RoundSubmission)):
            held.due_at = held.locks_at = clock.now() - timedelta(hours=1)
    with pytest.raises(Invalid) as caught:
        returned(of)
    assert caught.value.problems[0].rule == "单位已过截止时间，退回后无法改正"
    returned(of, until=clock.now() + timedelta(days=1))
    typed(of, {"B1": "15"}, seen={"B1": 1})
    assert submitted(of).is_on_time is True, "it was on time and stays so"


@pytest.mark.parametrize(
    ("reasons", "rule"),
    [({}, "没有选择要退回的题"), ({"A1": " "}, "“A1”"), ({"Z9": "不对"}, "问卷中没有这道题")],
)
def test_a_return_names_questions_of_the_form_and_says_why(people, reasons, rule):
    of = handed_in(people)
    with pytest.raises(Invalid, match="没有退回") as caught:
        returned(of, reasons)
    assert rule in caught.value.problems[0].rule
    with reading() as session:
        assert session.exec(select(Response.state)).one() == "handed_in"


def test_units_return_nothing_and_a_round_of_questionnaires_is_returned_by_question(people):
    of = handed_in(people)
    for name in ("吴德城", "陈填报", "李评估", "何审计"):
        with pytest.raises(NotAllowed):
            returned(of, by=name)
    facts = {"round_id": of.round_id, "organisation_id": of.made.units["371402"]}
    with writing() as session, pytest.raises(Invalid, match="没有退回") as caught:
        send_back(session=session, actor=of.actor("孙项目"), reason="材料不全", **facts)
    assert caught.value.problems[0].rule == "本轮按问卷报送"
