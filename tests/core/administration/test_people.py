"""Changing and deleting accounts."""

from uuid import uuid4

import pytest
from sqlmodel import select

from core.access.models import AccountSlip, Person
from core.access.policy import permissions_of
from core.administration.people import delete_person, edit_person
from core.administration.people_checks import PersonFacts
from core.administration.people_records import codes_of
from core.administration.slips import create_account
from core.errors import Conflict, Invalid, NotAllowed
from core.store.session import reading


def account(login: str) -> Person | None:
    with reading() as session:
        return session.exec(select(Person).where(Person.login == login)).first()


def facts(unit_id: int, *roles: str, name: str = "陈填报", phone: str = "13800001111") -> PersonFacts:
    return PersonFacts(name, unit_id, roles, phone)


def test_name_unit_roles_and_phone_change_and_rights_follow_at_once(act, unit, people):
    held = account("chentianbao")
    wanted = facts(unit("M01").id, "approver", "filler")
    act(edit_person, person_id=held.id, facts=wanted, version=held.version)
    after = account("chentianbao")
    assert (after.organisation_id, after.phone) == (unit("M01").id, "13800001111")
    with reading() as session:
        assert codes_of(session, held.id) == ["filler", "approver"]
        assert "workbench:home:read" in permissions_of(session, held.id)


def test_a_change_of_roles_alone_is_noticed_by_the_other_editor(act, unit, at):
    at("2026-03-02 09:30")
    held = account("chentianbao")
    act(edit_person, person_id=held.id, facts=facts(held.organisation_id, "approver"), version=held.version)
    with pytest.raises(
        Conflict, match=r"王立新于 2026-03-02 09:30 修改.*角色现为“部门审核人”，您要改为“部门填报员”"
    ):
        act(edit_person, person_id=held.id, facts=facts(held.organisation_id, "filler"), version=held.version)


@pytest.mark.parametrize(
    ("wanted", "rule"),
    [
        (PersonFacts(" ", None, ("filler",)), "姓名不能为空"),
        (PersonFacts("甲", None, ()), "至少要有一个角色"),
        (PersonFacts("甲", None, ("emperor",)), "没有这个角色"),
        (PersonFacts("甲", 10**8, ("filler",)), "没有这个单位"),
        (PersonFacts("甲", None, ("filler",), "=cmd()"), "电话只能有"),
    ],
)
def test_forged_facts_are_refused_by_rule_and_nothing_changes(act, wanted, rule):
    held = account("chentianbao")
    with pytest.raises(Invalid) as refused:
        act(edit_person, person_id=held.id, facts=wanted, version=held.version)
    assert refused.value.problems[0].rule.startswith(rule)
    assert account("chentianbao").version == held.version


def test_nobody_changes_their_own_roles_or_joins_two_offices(act, unit):
    me, auditor = account("wanglixin"), account("heshenji")
    wanted = facts(me.organisation_id, "administrator", "leader", name="王立新")
    with pytest.raises(Conflict, match="不能修改自己的角色"):
        act(edit_person, person_id=me.id, facts=wanted, version=me.version)
    wanted = facts(auditor.organisation_id, "auditor", "authority", name="何审计")
    with pytest.raises(Conflict, match="三员分立"):
        act(edit_person, person_id=auditor.id, facts=wanted, version=auditor.version)


def test_only_an_account_that_never_acted_is_deleted(act, people, unit):
    token = create_account(
        actor=people["王立新"].actor,
        login="lina",
        facts=facts(unit("M01").id, "filler", name="李娜"),
        # Slips are remembered by key for a while: the other engine's run must not find this one's.
        client_key=(key := uuid4().hex),
    )
    assert token == key
    held = account("lina")
    act(delete_person, person_id=held.id, version=held.version)
    assert account("lina") is None
    with reading() as session:
        assert session.exec(select(AccountSlip).where(AccountSlip.person_id == held.id)).all() == []
    me = account("wanglixin")
    with pytest.raises(Conflict, match=r"不能删除：已有.*操作日志.*停用或办理离岗交接"):
        act(delete_person, person_id=me.id, version=me.version)


@pytest.mark.parametrize("who", ["赵敏", "何审计", "吴德城"])
def test_accounts_are_the_administrators_business(act, who):
    held = account("chentianbao")
    with pytest.raises(NotAllowed):
        act(edit_person, who=who, person_id=held.id, facts=facts(held.organisation_id, "filler"), version=1)
