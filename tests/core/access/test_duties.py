"""Three offices stay apart, and somebody can always change roles."""

import pytest
from sqlmodel import select

from core.access.duties import holders, keep_apart, keeping_a_role_editor, refuse_wider
from core.access.models import Person, PersonRole, Role
from core.access.reference import seeded_permissions
from core.access.rules import Scope, duty_conflict
from core.errors import Conflict, NotAllowed
from core.store.session import writing


def role(session, code: str) -> Role:
    return session.exec(select(Role).where(Role.code == code)).one()


def test_no_seeded_role_joins_two_offices_and_together_they_would():
    granted = seeded_permissions()
    assert [code for code, held in granted.items() if duty_conflict(held)] == []
    assert duty_conflict(granted["administrator"] | granted["auditor"]) == "系统管理、审计"
    assert duty_conflict(granted["authority"] | granted["auditor"]) == "审计、评估业务"


def test_a_person_who_would_hold_two_offices_is_named(people):
    with writing() as session:
        session.add(PersonRole(person_id=people["王立新"].id, role_id=role(session, "auditor").id))
        with pytest.raises(Conflict, match="“王立新”会同时担任系统管理、审计，违反三员分立"):
            keep_apart(session, [people["王立新"].id])


def test_holders_of_a_role_are_found_and_wide_roles_are_not_given_by_narrow_hands(people):
    with writing() as session:
        assert set(holders(session, role(session, "filler").id)) == {people["陈填报"].id, people["周填报"].id}
        with pytest.raises(NotAllowed, match="数据范围超出"):
            refuse_wider(Scope(organisation_ids=frozenset({1})), [role(session, "authority")])


def test_the_last_who_can_change_roles_stays(people):
    with (
        pytest.raises(Conflict, match="没有人能维护角色权限"),
        writing() as session,
        keeping_a_role_editor(session),
    ):
        session.get_one(Person, people["王立新"].id).is_active = False
