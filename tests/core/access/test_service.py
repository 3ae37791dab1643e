"""Verbs on people, roles and sessions."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from core.access import service
from core.access.models import PasswordHistory, Person, PersonRole, Role, RolePermission, SignInSession
from core.access.passwords import matches
from core.access.permissions import Permission
from core.access.service import NewPerson
from core.access.sign_in import lock_end, normal_login, open_session, reserve_attempt, resolve, token_hash
from core.audit.actor import Actor
from core.audit.models import AuditEntry
from core.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn
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


def test_changing_the_password_ends_every_other_session_and_keeps_this_one(people):
    here, actor = enter("zhaomin")
    there, _ = enter("zhaomin")
    do(service.change_password, actor, old=people["赵敏"].password, new=NEW)
    assert (lives(here), lives(there)) == (True, False)
    assert matches(NEW, person("zhaomin").password_hash)
    assert NEW not in str(last_entry().model_dump())


def test_a_wrong_old_password_changes_nothing(people):
    before = person("zhaomin").password_hash
    with pytest.raises(Invalid, match="原口令不正确"):
        do(service.change_password, people["赵敏"].actor, old="wrong", new=NEW)
    assert person("zhaomin").password_hash == before


def test_the_policy_knows_the_person_and_the_unit(people):
    with pytest.raises(Invalid) as refused:
        do(
            service.change_password,
            people["陈填报"].actor,
            old=people["陈填报"].password,
            new="Aa1-陈填报-基础教育科",
        )
    assert [problem.rule for problem in refused.value.problems] == ["不能包含账号、姓名或单位名称"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_last_five_passwords_are_not_used_again_and_the_sixth_may_be(people):
    chen = people["陈填报"]
    words = [f"Correct-Horse-{number}" for number in range(6)]
    current = chen.password
    for word in words[:5]:
        do(service.change_password, chen.actor, old=current, new=word)
        current = word
    for word in (words[0], words[4]):
        with pytest.raises(Invalid, match="不符合要求"):
            do(service.change_password, chen.actor, old=current, new=word)
    do(service.change_password, chen.actor, old=current, new=words[5])
    do(service.change_password, chen.actor, old=words[5], new=words[0])
    with reading() as session:
        kept = session.exec(select(PasswordHistory).where(PasswordHistory.person_id == chen.id)).all()
    assert len(kept) == 7


def test_changing_the_first_password_opens_the_product(people):
    password = do(service.add_person, people["王立新"].actor, new=NewPerson("lina", "李娜", None, ["leader"]))
    token, actor = enter("lina")
    do(service.change_password, actor, old=password, new=NEW)
    assert person("lina").must_change_password is False
    assert lives(token)


def test_a_session_that_was_ended_cannot_change_the_password(people):
    _, actor = enter("zhaomin")
    with writing() as session:
        session.get_one(SignInSession, actor.session_id).ended_at = person("zhaomin").password_changed_at
    with pytest.raises(NotSignedIn):
        do(service.change_password, actor, old=people["赵敏"].password, new=NEW)


def test_a_person_switched_off_cannot_change_the_password(people):
    version = person("zhaomin").version
    do(service.set_active, people["王立新"].actor, person_id=people["赵敏"].id, active=False, version=version)
    with pytest.raises((NotFound, NotSignedIn)):
        do(service.change_password, people["赵敏"].actor, old=people["赵敏"].password, new=NEW)


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
