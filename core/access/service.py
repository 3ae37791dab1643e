"""Verbs on people, roles and sessions."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import Session, select

from core import clock
from core.access.duties import holders, keep_apart, keeping_a_role_editor, refuse_wider
from core.access.models import (
    AccountSlip,
    Person,
    PersonRole,
    Role,
    RolePermission,
    SignInSession,
)
from core.access.own_password import end_sessions, set_password
from core.access.passwords import Secret, fresh_secret
from core.access.permissions import Permission
from core.access.policy import authorise
from core.access.rules import Scope
from core.access.sign_in import clear_failures, normal_login
from core.audit.actor import Actor
from core.audit.conflicts import refuse_stale
from core.audit.service import already_done, record
from core.errors import Conflict, Invalid, NotAllowed, NotFound, Problem


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is needed to make an account; roles by their codes."""

    login: str
    name: str
    organisation_id: int | None
    roles: Sequence[str]
    phone: str = ""
    is_demo: bool = False


def add_person(
    *,
    session: Session,
    actor: Actor,
    new: NewPerson,
    secret: Secret | None = None,
    client_key: str | None = None,
) -> str:
    """Make an account and return its first password, which is kept nowhere in clear.

    `secret` is one made beforehand, so that no writer waits for its hash. Raises `Invalid` for an empty
    sign-in name, `Conflict` for one ever used, `NotFound` for an unknown role, `NotAllowed` where the
    person or one of the roles reaches further than the actor.
    """
    scope = authorise_on(session, actor, new.organisation_id)
    secret = secret or fresh_secret()
    login = normal_login(new.login)
    if not login:
        raise Invalid("账号不能为空", problems=[Problem(rule="账号不能为空", remedy="请填写账号")])
    if session.exec(select(Person.id).where(Person.login == login)).first() is not None:
        raise Conflict(f"账号“{login}”已被使用", remedy="账号不得重复使用，请换一个")
    roles = [role_by_code(session, code) for code in new.roles]
    refuse_wider(scope, roles)
    person = Person(
        login=login,
        name=new.name,
        organisation_id=new.organisation_id,
        phone=new.phone,
        password_hash=secret.password_hash,
        password_changed_at=clock.now(),
        must_change_password=not new.is_demo,
        is_demo=new.is_demo,
    )
    session.add(person)
    session.flush()
    session.add_all(PersonRole(person_id=person.id or 0, role_id=role.id or 0) for role in roles)
    keep_apart(session, [person.id or 0])
    _keep_slip(session, actor, person, "新建")
    record(
        session=session,
        actor=actor,
        action="access:person:add",
        object_type="person",
        object_id=str(person.id),
        object_name=login,
        after={"name": new.name, "roles": [role.name for role in roles]},
        client_key=client_key,
    )
    return secret.password


def reset_password(
    *,
    session: Session,
    actor: Actor,
    login: str,
    secret: Secret | None = None,
    client_key: str | None = None,
) -> str:
    """Give an account a new random password, unlock it and end its sessions; returns the password once."""
    person = person_by_login(session, login)
    authorise_on(session, actor, person.organisation_id)
    secret = secret or fresh_secret()
    set_password(session, person, secret.password_hash, must_change=not person.is_demo)
    end_sessions(session, person.id or 0, reason="口令已重置")
    clear_failures(session, person.login)
    _keep_slip(session, actor, person, "重置")
    record(
        session=session,
        actor=actor,
        action="access:password:reset",
        object_type="person",
        object_id=str(person.id),
        object_name=person.login,
        client_key=client_key,
    )
    return secret.password


def set_active(
    *,
    session: Session,
    actor: Actor,
    person_id: int,
    active: bool,
    version: int,
    client_key: str | None = None,
) -> None:
    """Switch an account on or off; switching off ends its sessions at once."""
    authorise(session=session, actor=actor, permission=Permission.ACCESS_PERSON_EDIT)
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("用户不存在", remedy="请刷新列表")
    authorise_on(session, actor, person.organisation_id)
    if already_done(session=session, client_key=client_key):
        return
    if person.version != version:
        fields = {"启用": (person.is_active, active)}
        refuse_stale(session, object_type="person", object_id=person_id, name=person.name, fields=fields)
    if person.id == actor.person_id and not active:
        raise Conflict("不能停用自己的账号", remedy="请由另一名系统管理员操作")
    before = person.is_active
    if before == active:
        raise Conflict(f"账号“{person.login}”已经{'启用' if active else '停用'}", remedy="请刷新列表")
    with keeping_a_role_editor(session):
        person.is_active = active
    if not active:
        end_sessions(session, person_id, reason="账号已停用")
    record(
        session=session,
        actor=actor,
        action="access:person:switch",
        object_type="person",
        object_id=str(person_id),
        object_name=person.login,
        before={"is_active": before},
        after={"is_active": active},
        client_key=client_key,
    )


def force_out(*, session: Session, actor: Actor, session_id: int) -> str:
    """End somebody's session; returns the person's name for the confirmation."""
    scope = authorise(session=session, actor=actor, permission=Permission.ACCESS_SESSION_END)
    held = session.get(SignInSession, session_id)
    if held is None or held.ended_at is not None:
        raise NotFound("该会话已结束", remedy="请刷新在线用户列表")
    person = session.get_one(Person, held.person_id)
    if not scope.covers(person.organisation_id):
        raise NotAllowed("该用户不在您的数据范围内", remedy="请由系统管理员操作")
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
    role = role_by_code(session, role_code)
    if role.version != version:
        raise Conflict(f"角色“{role.name}”刚被他人修改", remedy="请刷新后再操作")
    held = session.exec(select(RolePermission).where(RolePermission.role_id == role.id)).all()
    before = sorted(row.permission for row in held)
    with keeping_a_role_editor(session):
        for row in held:
            if row.permission not in permissions:
                session.delete(row)
        for permission in permissions - set(before):
            session.add(RolePermission(role_id=role.id or 0, permission=permission))
    keep_apart(session, holders(session, role.id or 0))
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


def _keep_slip(session: Session, actor: Actor, person: Person, occasion: str) -> None:
    slip = AccountSlip(
        person_id=person.id or 0, issued_at=clock.now(), issued_by=actor.name, occasion=occasion
    )
    session.add(slip)


def role_by_code(session: Session, code: str) -> Role:
    """The role with this code; raises `NotFound`."""
    role = session.exec(select(Role).where(Role.code == code)).first()
    if role is None:
        raise NotFound(f"没有角色“{code}”", remedy="请先在角色管理中建立")
    return role


def authorise_on(session: Session, actor: Actor, organisation_id: int | None) -> Scope:
    """The actor's reach over people, which must cover this person's organisation."""
    scope = authorise(session=session, actor=actor, permission=Permission.ACCESS_PERSON_EDIT)
    if not scope.covers(organisation_id):
        raise NotAllowed("该用户不在您的数据范围内", remedy="请由系统管理员操作")
    return scope
