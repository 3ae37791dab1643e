"""Verbs on people, roles and sessions."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, col, select

from core import clock
from core.access.models import (
    PasswordHistory,
    Person,
    PersonRole,
    Role,
    RolePermission,
    SignInSession,
)
from core.access.passwords import hash_password, matches, random_password
from core.access.permissions import Permission
from core.access.policy import authorise, live_person
from core.access.rules import HISTORY_KEPT, password_faults
from core.access.sign_in import clear_failures, normal_login
from core.audit.actor import Actor
from core.audit.service import record
from core.errors import Conflict, Invalid, NotFound, Problem
from core.organisations.queries import names_of
from core.settings import settings


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is needed to make an account; roles by their codes."""

    login: str
    name: str
    organisation_id: int | None
    roles: Sequence[str]
    phone: str = ""
    is_demo: bool = False


def add_person(*, session: Session, actor: Actor, new: NewPerson) -> str:
    """Make an account and return its first password, which is kept nowhere in clear.

    Raises `Invalid` for an empty sign-in name, `Conflict` for one ever used, `NotFound` for an unknown role.
    """
    authorise(session=session, actor=actor, permission=Permission.ACCESS_PERSON_EDIT)
    login = normal_login(new.login)
    if not login:
        raise Invalid("账号不能为空", problems=[Problem(rule="账号不能为空", remedy="请填写账号")])
    if session.exec(select(Person.id).where(Person.login == login)).first() is not None:
        raise Conflict(f"账号“{login}”已被使用", remedy="账号不得重复使用，请换一个")
    password = random_password()
    person = Person(
        login=login,
        name=new.name,
        organisation_id=new.organisation_id,
        phone=new.phone,
        password_hash=hash_password(password),
        password_changed_at=clock.now(),
        must_change_password=not new.is_demo,
        is_demo=new.is_demo,
    )
    session.add(person)
    session.flush()
    roles = [_role(session, code) for code in new.roles]
    session.add_all(PersonRole(person_id=person.id or 0, role_id=role.id or 0) for role in roles)
    record(
        session=session,
        actor=actor,
        action=Permission.ACCESS_PERSON_EDIT,
        object_type="person",
        object_id=str(person.id),
        object_name=login,
        after={"name": new.name, "roles": [role.name for role in roles]},
    )
    return password


def change_password(*, session: Session, actor: Actor, old: str, new: str) -> None:
    """Let a person set their own password; every other session of theirs ends.

    Raises `Invalid` naming each rule of the policy the new one breaks, `NotSignedIn` where the session is over.
    """
    person = live_person(session, actor)
    if not matches(old, person.password_hash):
        raise Invalid("原口令不正确", problems=[Problem(rule="原口令不正确", remedy="请重新输入")])
    faults = _policy_faults(session, person, new)
    if faults:
        raise Invalid("新口令不符合要求", problems=[Problem(rule=fault) for fault in faults])
    _set_password(session, person, new, must_change=False)
    _end_sessions(session, person.id or 0, reason="口令已修改", keep=actor.session_id)
    record(
        session=session,
        actor=actor,
        action="access:password:change",
        object_type="person",
        object_id=str(person.id),
        object_name=person.login,
    )


def reset_password(*, session: Session, actor: Actor, login: str) -> str:
    """Give an account a new random password, unlock it and end its sessions; returns the password once."""
    authorise(session=session, actor=actor, permission=Permission.ACCESS_PERSON_EDIT)
    person = person_by_login(session, login)
    password = random_password()
    _set_password(session, person, password, must_change=not person.is_demo)
    _end_sessions(session, person.id or 0, reason="口令已重置")
    clear_failures(session, person.login)
    record(
        session=session,
        actor=actor,
        action="access:password:reset",
        object_type="person",
        object_id=str(person.id),
        object_name=person.login,
    )
    return password


def set_active(*, session: Session, actor: Actor, person_id: int, active: bool, version: int) -> None:
    """Switch an account on or off; switching off ends its sessions at once."""
    authorise(session=session, actor=actor, permission=Permission.ACCESS_PERSON_EDIT)
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("用户不存在", remedy="请刷新列表")
    if person.version != version:
        raise Conflict(f"用户“{person.name}”刚被他人修改", remedy="请刷新后再操作")
    if person.id == actor.person_id and not active:
        raise Conflict("不能停用自己的账号", remedy="请由另一名系统管理员操作")
    before = person.is_active
    person.is_active = active
    if not active:
        _end_sessions(session, person_id, reason="账号已停用")
    record(
        session=session,
        actor=actor,
        action=Permission.ACCESS_PERSON_EDIT,
        object_type="person",
        object_id=str(person_id),
        object_name=person.login,
        before={"is_active": before},
        after={"is_active": active},
    )


def force_out(*, session: Session, actor: Actor, session_id: int) -> str:
    """End somebody's session; returns the person's name for the confirmation."""
    authorise(session=session, actor=actor, permission=Permission.ACCESS_SESSION_END)
    held = session.get(SignInSession, session_id)
    if held is None or held.ended_at is not None:
        raise NotFound("该会话已结束", remedy="请刷新在线用户列表")
    person = session.get_one(Person, held.person_id)
    held.ended_at = clock.now()
    held.end_reason = "被强制下线"
    record(
        session=session,
        actor=actor,
        action=Permission.ACCESS_SESSION_END,
        object_type="session",
        object_id=str(session_id),
        object_name=person.login,
    )
    return person.name


def edit_role_permissions(
    *, session: Session, actor: Actor, role_code: str, permissions: frozenset[Permission], version: int
) -> None:
    """Replace the permissions of a role; people holding it feel it with their next act."""
    authorise(session=session, actor=actor, permission=Permission.ACCESS_ROLE_EDIT)
    role = _role(session, role_code)
    if role.version != version:
        raise Conflict(f"角色“{role.name}”刚被他人修改", remedy="请刷新后再操作")
    held = session.exec(select(RolePermission).where(RolePermission.role_id == role.id)).all()
    before = sorted(row.permission for row in held)
    for row in held:
        if row.permission not in permissions:
            session.delete(row)
    for permission in permissions - set(before):
        session.add(RolePermission(role_id=role.id or 0, permission=permission))
    # The role's own row is unchanged; touching it makes its version move with its permissions.
    flag_modified(role, "note")
    record(
        session=session,
        actor=actor,
        action=Permission.ACCESS_ROLE_EDIT,
        object_type="role",
        object_id=str(role.id),
        object_name=role.name,
        before={"permissions": before},
        after={"permissions": sorted(permissions)},
    )


def person_by_login(session: Session, login: str) -> Person:
    """The account named `login`; raises `NotFound`."""
    person = session.exec(select(Person).where(Person.login == normal_login(login))).first()
    if person is None:
        raise NotFound(f"没有账号“{login}”", remedy="请核对账号，注意区分数字 0 与字母 o")
    return person


def _role(session: Session, code: str) -> Role:
    role = session.exec(select(Role).where(Role.code == code)).first()
    if role is None:
        raise NotFound(f"没有角色“{code}”", remedy="请先在角色管理中建立")
    return role


def _policy_faults(session: Session, person: Person, new: str) -> list[str]:
    faults = password_faults(
        new,
        login=person.login,
        names=[person.name, *names_of(session, person.organisation_id)],
        minimum_length=settings().password_min_length,
    )
    query = (
        select(PasswordHistory.password_hash)
        .where(PasswordHistory.person_id == person.id)
        .order_by(col(PasswordHistory.id).desc())
        .limit(HISTORY_KEPT)
    )
    earlier = [person.password_hash, *session.exec(query)]
    if any(matches(new, old) for old in earlier[:HISTORY_KEPT]):
        faults.append(f"不能与最近 {HISTORY_KEPT} 次用过的口令相同")
    return faults


def _set_password(session: Session, person: Person, password: str, *, must_change: bool) -> None:
    moment = clock.now()
    session.add(PasswordHistory(person_id=person.id or 0, password_hash=person.password_hash, at=moment))
    person.password_hash = hash_password(password)
    person.password_changed_at = moment
    person.must_change_password = must_change


def _end_sessions(session: Session, person_id: int, *, reason: str, keep: int | None = None) -> None:
    query = select(SignInSession).where(
        SignInSession.person_id == person_id, col(SignInSession.ended_at).is_(None)
    )
    for held in session.exec(query):
        if held.id != keep:
            held.ended_at = clock.now()
            held.end_reason = reason
