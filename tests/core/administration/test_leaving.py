"""People come back, sign for their accounts, and leave with somebody taking over."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from core.access.models import AccountHandover, AccountSlip, Person
from core.administration.leaving import hand_over, sign_slip, verify_people
from core.administration.people_queries import PersonFilter, person_rows
from core.administration.people_records import codes_of
from core.clock import SHANGHAI
from core.errors import Conflict, Invalid
from core.store.session import reading, writing


def account(person_id: int) -> Person:
    with reading() as session:
        return session.get_one(Person, person_id)


def test_a_successor_takes_the_roles_and_the_leaver_is_out(act, people):
    leaver, successor = people["钱审核"].id, people["陈填报"].id
    version = account(leaver).version
    act(hand_over, person_id=leaver, successor_id=successor, reason="调动", version=version)
    assert not account(leaver).is_active
    with reading() as session:
        assert codes_of(session, successor) == ["filler", "approver"]
        assert codes_of(session, leaver) == []
        [row] = session.exec(select(AccountHandover)).all()
    assert (row.leaver_name, row.successor_name, row.roles, row.reason) == (
        "钱审核",
        "陈填报",
        "部门审核人",
        "调动",
    )
    with pytest.raises(DBAPIError, match="只能新增"), writing() as session:
        session.execute(text("delete from account_handovers"))


def test_nobody_hands_over_to_a_second_office_to_themselves_or_without_a_reason(act, people):
    leaver = people["孙项目"].id
    facts = {"person_id": leaver, "version": account(leaver).version}
    with pytest.raises(Conflict, match="三员分立"):
        act(hand_over, successor_id=people["何审计"].id, reason="调动", **facts)
    with pytest.raises(Invalid) as refused:
        act(hand_over, successor_id=leaver, reason=" ", **facts)
    assert [problem.rule for problem in refused.value.problems] == ["接任人不能是本人", "理由不能为空"]
    assert account(leaver).is_active


def test_long_absent_people_are_listed_and_verified_together(act, ask, people, at):
    at("2099-01-01 09:00")
    rows, total = ask(person_rows, wanted=PersonFilter(state="dormant"), limit=99)
    assert total == len(people)
    assert all(row.is_dormant for row in rows)
    chosen = [people["陈填报"].id, people["周填报"].id]
    assert act(verify_people, person_ids=chosen) == 2
    assert ask(person_rows, wanted=PersonFilter(state="dormant"))[1] == len(people) - 2
    with pytest.raises(Invalid, match="没有选择用户"):
        act(verify_people, person_ids=[])


def test_a_slip_is_signed_for_once_on_a_possible_day(act, people):
    with reading() as session:
        slip = session.exec(select(AccountSlip).where(AccountSlip.person_id == people["陈填报"].id)).one()
    facts = {"slip_id": slip.id, "signed_by": "陈填报", "version": slip.version}
    with pytest.raises(Invalid, match="没有登记签收"):
        act(sign_slip, signed_on=date(2001, 1, 1), **facts)
    day = slip.issued_at.astimezone(SHANGHAI).date()
    act(sign_slip, signed_on=day, **facts)
    with reading() as session:
        signed = session.get_one(AccountSlip, slip.id)
    assert (signed.occasion, signed.signed_on, signed.signed_by) == ("新建", day, "陈填报")
    with pytest.raises(Conflict, match="已由陈填报于"):
        act(sign_slip, signed_on=day, **facts)
