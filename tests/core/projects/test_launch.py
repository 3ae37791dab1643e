"""A start hands everything out in one transaction, or nothing; what will be missed is said before."""

import pytest
from sqlmodel import func, select

from core.errors import Invalid, NotAllowed, Problem
from core.notices.models import Notice, NoticeReceipt
from core.projects.launch import Step, start_warnings
from core.projects.models import ProjectMove, RoundReceipt, RoundSubmission
from core.projects.rules import ProjectState
from core.store.session import reading
from tests.builders.rounds import project_state, ready, start

TABLES = (RoundSubmission, RoundReceipt, Notice, NoticeReceipt, ProjectMove)


def counts() -> list[int]:
    with reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in TABLES]


def refusing(_session, _launch) -> int:
    raise Invalid("问卷没有分发", problems=[Problem("问卷没有发布")])


def test_a_start_hands_out_tasks_receipts_and_one_notice_to_everybody_concerned(people):
    made = ready(people, codes=("一季度", "initial"))
    handed = start(made)
    assert handed == {"报送任务与签收单": 26, "站内通知": 1}
    assert counts() == [26, 26, 1, 1, 1]
    with reading() as session:
        notice = session.exec(select(Notice)).one()
        receipt = session.exec(select(NoticeReceipt)).one()
    assert receipt.person_id == people["吴德城"].id
    assert "一季度考核截止" in notice.body
    assert "24:00" in notice.body


def test_a_step_from_above_is_part_of_the_start_and_its_refusal_undoes_everything(people):
    made = ready(people)
    with pytest.raises(Invalid, match="问卷没有分发"):
        start(made, more=[Step("问卷", refusing)])
    assert counts() == [0, 0, 0, 0, 0]
    assert project_state(made) is ProjectState.NOT_STARTED
    assert start(made, more=[Step("问卷", lambda _session, launch: len(launch.members))])["问卷"] == 13


def test_a_repeated_submit_starts_once(people):
    made = ready(people)
    start(made, client_key="one-click")
    assert start(made, client_key="one-click") == {}
    assert counts()[4] == 1


def test_what_will_be_missed_is_said_before_the_start_without_keeping_it(people):
    made = ready(people)
    with reading() as session:
        facts = {"session": session, "actor": made.actor("孙项目"), "project_id": made.id}
        rules = {problem.rule: problem.value for problem in start_warnings(**facts)}
        with pytest.raises(NotAllowed):
            start_warnings(**facts | {"actor": made.actor("陈填报")})
    assert "还没有指定项目人员" in rules
    assert rules["没有能报送的审核人账号"].startswith("12 个单位：")
    assert rules["电话册里没有联系人"].startswith("13 个单位：德城区、")
