"""Units hand in, are sent back, hand in again; the bureau enters paper; every time is the database's."""

import time
from datetime import timedelta

import pytest
from sqlmodel import col, select

from core.audit.models import AuditEntry
from core.errors import Invalid, NotAllowed, NotFound
from core.notices.models import Notice
from core.projects.extensions import ExtensionDraft, grant_extension
from core.projects.models import RoundReceipt, RoundSubmission
from core.projects.rules import RoundState, SubmissionState, progress_address
from core.projects.submissions import enter_hand_in, hand_in, send_back
from core.projects.timing import end_of
from core.store.session import reading, writing
from tests.builders.rounds import COUNTY, WHY, as_system, draft, going, handed_in, soon, submission, turn


def sent_back(made, *, reason="附件二没有盖章", until=None, by="孙项目"):
    with writing() as session:
        facts = {"round_id": made.rounds["一季度"], "organisation_id": made.units[COUNTY]}
        send_back(session=session, actor=made.actor(by), reason=reason, until=until, **facts)


def test_a_county_hands_in_on_time_once_and_the_trail_says_so(people):
    made = going(people)
    assert handed_in(made) is True
    held = submission(made)
    assert (held.state, held.is_on_time, held.handed_in_by) == ("handed_in", True, "吴德城")
    with reading() as session:
        entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
    assert (entry.action, entry.object_name) == ("projects:submission:confirm", "一季度考核：德城区")
    with pytest.raises(Invalid) as caught:
        handed_in(made)
    assert caught.value.problems[0].rule == "已经报送"


def test_a_repeated_submit_hands_in_once(people):
    made = going(people)
    for _ in range(2):
        with writing() as session:
            facts = {"round_id": made.rounds["一季度"], "organisation_id": made.units[COUNTY]}
            assert hand_in(session=session, actor=made.actor("吴德城"), client_key="click", **facts)


def test_nobody_hands_in_for_another_and_watchers_not_at_all(people):
    made = going(people)
    with pytest.raises(NotAllowed, match="数据范围"):
        handed_in(made, "371422")
    for name in ("赵敏", "孙项目", "李评估", "陈填报", "郑市长", "何审计"):
        with pytest.raises(NotAllowed):
            handed_in(made, by=name)
    assert submission(made).state == SubmissionState.PENDING


def test_after_the_deadline_it_is_locked_and_an_extension_opens_it_to_the_second(people):
    made = going(people, days=-3)
    with pytest.raises(Invalid, match="没有报送") as caught:
        handed_in(made)
    assert caught.value.problems[0].rule == "已过截止时间，填报已锁定"
    for unit in (COUNTY, "371482"):
        with writing() as session:
            facts = {"round_id": made.rounds["一季度"], "organisation_id": made.units[unit]}
            more = ExtensionDraft(soon(seconds=4), "平台停机检修", "赵敏副局长")
            on_time = grant_extension(session=session, actor=made.actor("孙项目"), draft=more, **facts)
        assert on_time is False
    assert handed_in(made) is False, "decided after the deadline, so it is late"
    time.sleep(4.2)
    with pytest.raises(Invalid):
        as_system(made, "371482")
    assert submission(made, "371482").state == SubmissionState.PENDING


def test_what_is_sent_back_is_handed_in_again_and_stays_on_time(people):
    made = going(people)
    handed_in(made)
    sent_back(made, until=soon(days=9))
    held = submission(made)
    assert (held.state, held.returns, held.returned_by) == ("returned", 1, "孙项目")
    assert held.due_at - end_of(draft("x", "quarterly", held.due_at.date()).closes_on) < timedelta(days=1)
    with reading() as session:
        notice = session.exec(select(Notice).order_by(col(Notice.id).desc())).first()
    assert (notice.kind, "附件二没有盖章" in notice.body) == ("退回", True)
    assert notice.link == progress_address(made.id, made.rounds["一季度"]), "one click to handing in again"
    assert handed_in(made) is True
    assert submission(made).returns == 1


def test_only_what_was_handed_in_is_sent_back_with_a_reason_while_the_round_is_open(people):
    made = going(people)
    with pytest.raises(Invalid) as caught:
        sent_back(made, reason=" ")
    assert [each.rule for each in caught.value.problems] == ["须写明理由", "只有已报送的才能退回"]
    handed_in(made)
    turn(made, "一季度", RoundState.CLOSED)
    with pytest.raises(Invalid) as caught:
        sent_back(made)
    assert caught.value.problems[0].rule == "轮次没有开放"
    with pytest.raises(NotAllowed):
        sent_back(made, by="吴德城")


def test_paper_is_entered_with_the_moment_it_came_and_never_ahead_of_time(people):
    made = going(people, days=-3)
    facts = {"round_id": made.rounds["一季度"], "organisation_id": made.units[COUNTY]}
    actor, due = made.actor("孙项目"), submission(made).due_at
    with pytest.raises(Invalid) as caught, writing() as session:
        enter_hand_in(session=session, actor=actor, at=soon(days=1), ground="收文 12 号", **facts)
    assert caught.value.problems[0].rule == "收到的时间不能晚于现在"
    with writing() as session:
        on_time = enter_hand_in(session=session, actor=actor, at=due, ground="收文 12 号", **facts)
    held = submission(made)
    assert (on_time, held.handed_in_at, held.entered_from) == (True, due, "收文 12 号")
    facts["organisation_id"] = made.units["371482"]
    with writing() as session:
        at = due + timedelta(hours=20)
        assert not enter_hand_in(session=session, actor=actor, at=at, ground=WHY, **facts)


def test_every_unit_owes_every_round_with_a_receipt_and_strangers_owe_nothing(people):
    made = going(people, codes=("一季度", "initial"))
    with reading() as session:
        assert len(session.exec(select(RoundSubmission)).all()) == 26
        assert len(session.exec(select(RoundReceipt)).all()) == 26
    facts = {"round_id": made.rounds["一季度"], "organisation_id": people["赵敏"].id + 9000}
    with pytest.raises(NotFound, match="没有报送任务"), writing() as session:
        send_back(session=session, actor=made.actor("赵敏"), reason="误报", **facts)
