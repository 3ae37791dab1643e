"""Verbs on people, roles and sessions."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from core.access import service
from core.access.models import Person, PersonRole, Role, RolePermission
from core.access.passwords import matches
from core.access.permissions import Permission
from core.access.service import NewPerson
from core.access.sign_in import lock_end, normal_login, open_session, reserve_attempt, resolve, token_hash
from core.audit.actor import Actor
from core.audit.models import AuditEntry
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.store.session import reading, writing

NEW = "Correct-Horse-7"
pytestmark = pytest.mark.usefixtures("people")


def enter(login: str) -> tuple[str, Actor]:
    """The token of a new session, and its person acting through it."""
    with writing() as session:
        attempt = reserve_attempt(session=session, login=login, ip="")
    with writing() as session:
        token = open_session(session=session, attempt=attempt, ip="", browser="")
    with reading() as session:
        held = resolve(session, token_hash(token))
    return token, Actor(held.person_id, held.name, "", held.session_id)


def lives(token: str) -> bool:
    with reading() as session:
        return resolve(session, token_hash(token)) is not None


def do(verb, actor: Actor, **facts):
    with writing() as session:
        return verb(session=session, actor=actor, **facts)


def last_entry() -> AuditEntry:
    with reading() as session:
        return session.exec(select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def person(login: str) -> Person:
    with reading() as session:
        return session.exec(select(Person).where(Person.login == login)).one()


def test_an_administrator_adds_somebody_who_must_change_the_first_password(people):
    new = NewPerson("  LiNa ", "李娜", None, ["filler", "approver"])
    password = do(service.add_person, people["王立新"].actor, new=new)
    added = person("lina")
    assert matches(password, added.password_hash)
    assert (added.must_change_password, added.is_active, added.is_demo) == (True, True, False)
    with reading() as session:
        codes = session.exec(
            select(Role.code).join(PersonRole).where(PersonRole.person_id == added.id).order_by(Role.code)
        ).all()
    assert codes == ["approver", "filler"]
    entry = last_entry()
    assert (entry.object_name, entry.after) == (
        "lina",
        {"name": "李娜", "roles": ["部门填报员", "部门审核人"]},
    )
    assert password not in str(entry.model_dump())


def test_a_name_once_used_is_never_given_again(people):
    with pytest.raises(Conflict, match="账号“zhaomin”已被使用"):
        do(
            service.add_person,
            people["王立新"].actor,
            new=NewPerson("ZhaoMin", "另一个赵敏", None, ["leader"]),
        )


def test_an_unknown_role_adds_nobody(people):
    with pytest.raises(NotFound, match="没有角色“king”"):
        do(service.add_person, people["王立新"].actor, new=NewPerson("lina", "李娜", None, ["king"]))
    with reading() as session:
        assert session.exec(select(Person).where(Person.login == "lina")).first() is None


@pytest.mark.parametrize("login", ["", "   "])
def test_an_account_needs_a_name(people, login):
    with pytest.raises(Invalid):
        do(service.add_person, people["王立新"].actor, new=NewPerson(login, "李娜", None, ["leader"]))


@pytest.mark.parametrize("name", ["赵敏", "陈填报", "何审计", "郑市长"])
def test_only_an_administrator_touches_accounts_roles_and_sessions(people, name):
    actor, other = people[name].actor, people["周填报"]
    verbs = [
        (service.add_person, {"new": NewPerson("lina", "李娜", None, [])}),
        (service.reset_password, {"login": other.login}),
        (service.set_active, {"person_id": other.id, "active": False, "version": 1}),
        (service.force_out, {"session_id": 1}),
        (service.edit_role_permissions, {"role_code": "filler", "permissions": frozenset(), "version": 1}),
    ]
    for verb, facts in verbs:
        with pytest.raises(NotAllowed):
            do(verb, actor, **facts)


def test_a_reset_gives_a_new_password_once_unlocks_and_ends_all_sessions(people):
    token, _ = enter("zhaomin")
    for _ in range(5):
        with writing() as session:
            reserve_attempt(session=session, login="zhaomin", ip="")
    password = do(service.reset_password, people["王立新"].actor, login="ZhaoMin ")
    assert not lives(token)
    with reading() as session:
        assert lock_end(session, "zhaomin") is None
    held = person("zhaomin")
    assert matches(password, held.password_hash)
    assert held.must_change_password
    with pytest.raises(NotFound, match="没有账号“nobody”"):
        do(service.reset_password, people["王立新"].actor, login="nobody")


def test_switching_off_ends_sessions_and_on_again_lets_in(people):
    token, _ = enter("zhaomin")
    wang, target = people["王立新"].actor, people["赵敏"].id
    do(service.set_active, wang, person_id=target, active=False, version=person("zhaomin").version)
    assert not lives(token)
    entry = last_entry()
    assert (entry.before, entry.after) == ({"is_active": True}, {"is_active": False})
    do(service.set_active, wang, person_id=target, active=True, version=person("zhaomin").version)
    assert not lives(token)
    assert lives(enter("zhaomin")[0])


def test_two_administrators_on_one_account_do_not_overwrite_each_other(people):
    version = person("zhaomin").version
    wang = people["王立新"].actor
    do(service.set_active, wang, person_id=people["赵敏"].id, active=False, version=version)
    with pytest.raises(Conflict, match="赵敏"):
        do(service.set_active, wang, person_id=people["赵敏"].id, active=True, version=version)


def test_nobody_switches_off_the_account_they_sit_in(people):
    wang = people["王立新"]
    with pytest.raises(Conflict, match="自己"):
        do(
            service.set_active,
            wang.actor,
            person_id=wang.id,
            active=False,
            version=person("wanglixin").version,
        )
    with pytest.raises(NotFound):
        do(service.set_active, wang.actor, person_id=999_999, active=False, version=1)


def test_forcing_somebody_out_ends_that_session_at_once(people):
    token, actor = enter("zhaomin")
    assert do(service.force_out, people["王立新"].actor, session_id=actor.session_id) == "赵敏"
    assert not lives(token)
    entry = last_entry()
    assert (entry.action, entry.object_name, entry.person_name) == ("access:session:end", "zhaomin", "王立新")
    with pytest.raises(NotFound, match="已结束"):
        do(service.force_out, people["王立新"].actor, session_id=actor.session_id)


def test_editing_a_role_moves_its_version_and_keeps_both_lists_in_the_trail(people, engine: Engine):
    with reading() as session:
        version = session.exec(select(Role.version).where(Role.code == "leader")).one()
    wanted = frozenset({Permission.RESULTS_BOARD_READ, Permission.WORKBENCH_HOME_READ})
    wang = people["王立新"].actor
    do(service.edit_role_permissions, wang, role_code="leader", permissions=wanted, version=version)
    with reading() as session:
        role = session.exec(select(Role).where(Role.code == "leader")).one()
        held = session.exec(select(RolePermission.permission).where(RolePermission.role_id == role.id)).all()
    assert role.version == version + 1
    assert set(held) == wanted
    entry = last_entry()
    assert entry.after == {"permissions": sorted(wanted)}
    assert "evidence:file:read" in entry.before["permissions"]
    with pytest.raises(Conflict, match="领导"):
        do(service.edit_role_permissions, wang, role_code="leader", permissions=frozenset(), version=version)


def test_a_sign_in_name_is_found_in_any_spelling(people):
    with reading() as session:
        assert service.person_by_login(session, " ZHAOMIN ").name == "赵敏"
    assert normal_login("A ") == "a"


def test_the_right_to_change_roles_is_never_taken_from_the_last_who_has_it(people):
    wang = people["王立新"]
    with reading() as session:
        role = session.exec(select(Role).where(Role.code == "administrator")).one()
        granted = session.exec(
            select(RolePermission.permission).where(RolePermission.role_id == role.id)
        ).all()
    rest = frozenset(Permission(p) for p in granted) - {Permission.ACCESS_ROLE_EDIT}
    with pytest.raises(Conflict, match="没有人能维护角色权限"):
        do(
            service.edit_role_permissions,
            wang.actor,
            role_code="administrator",
            permissions=rest,
            version=role.version,
        )


def test_a_narrow_administrator_reaches_only_their_own_people_and_gives_no_wider_role(people):
    wang, wu = people["王立新"].actor, people["吴德城"].actor
    with reading() as session:
        role = session.exec(select(Role).where(Role.code == "county_administrator")).one()
        granted = session.exec(
            select(RolePermission.permission).where(RolePermission.role_id == role.id)
        ).all()
        county = session.exec(select(Person.organisation_id).where(Person.id == people["吴德城"].id)).one()
    wider = frozenset(Permission(p) for p in granted) | {Permission.ACCESS_PERSON_EDIT}
    do(
        service.edit_role_permissions,
        wang,
        role_code="county_administrator",
        permissions=wider,
        version=role.version,
    )
    with pytest.raises(NotAllowed, match="数据范围"):
        do(service.reset_password, wu, login="zhaomin")
    with pytest.raises(NotAllowed, match="系统管理员”的数据范围超出"):
        do(service.add_person, wu, new=NewPerson("sneaky", "某人", county, ["administrator"]))
    do(service.add_person, wu, new=NewPerson("helper", "某人", county, ["filler"]))
