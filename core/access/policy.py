"""The one place that decides: may this actor use this permission, and on whose data."""

from sqlmodel import Session, col, select

from core import clock
from core.access.models import (
    DataScope,
    Person,
    PersonRole,
    Role,
    RoleOrganisation,
    RolePermission,
    SignInSession,
)
from core.access.permissions import LABELS, Permission
from core.access.rules import Scope, session_over
from core.audit.actor import Actor
from core.errors import NotAllowed, NotSignedIn
from core.organisations.queries import own_unit_ids, subtree_ids
from core.settings import settings


def authorise(
    *,
    session: Session,
    actor: Actor,
    permission: Permission,
    organisation_id: int | None = None,
) -> Scope:
    """The organisations `actor` reaches with `permission`, read afresh from the database.

    With `organisation_id` the answer must cover it. Raises `NotSignedIn` for a person or session that
    no longer holds, `NotAllowed` (saying who can grant it) for anything else.
    """
    if actor.is_system:
        return Scope(everything=True)
    person = live_person(session, actor)
    if person.must_change_password:
        raise NotSignedIn("首次登录须先修改口令", remedy="请在登录页修改口令后再操作")
    scope = scope_of(session, person, permission)
    if scope is None:
        holders = "、".join(_role_names(session, permission)) or "系统管理员"
        raise NotAllowed(
            f"您没有“{LABELS[permission]}”的权限",
            remedy=f"此项权限由“{holders}”持有，需要时请向系统管理员申请",
            permission=permission,
        )
    if organisation_id is not None and not scope.covers(organisation_id):
        raise NotAllowed(
            "该单位的数据不在您的数据范围内",
            remedy="如需查看，请联系主管部门调整数据范围",
            permission=permission,
        )
    return scope


def scope_of(session: Session, person: Person, permission: Permission) -> Scope | None:
    """The union of the scopes of those roles of `person` that grant `permission`; None if none does."""
    roles = session.exec(
        select(Role)
        .join(PersonRole, col(PersonRole.role_id) == Role.id)
        .join(RolePermission, col(RolePermission.role_id) == Role.id)
        .where(PersonRole.person_id == person.id, RolePermission.permission == permission)
    ).all()
    if not roles:
        return None
    scope = Scope(person_id=person.id)
    for role in roles:
        scope = scope | _reach(session, person, role)
    return scope


def permissions_of(session: Session, person_id: int) -> frozenset[str]:
    """Every permission of a person, whatever its reach; menus are drawn from it."""
    query = (
        select(RolePermission.permission)
        .join(PersonRole, col(PersonRole.role_id) == RolePermission.role_id)
        .where(PersonRole.person_id == person_id)
    )
    return frozenset(session.exec(query))


def _reach(session: Session, person: Person, role: Role) -> Scope:
    match DataScope(role.data_scope):
        case DataScope.ALL:
            return Scope(everything=True)
        case DataScope.CUSTOM:
            query = select(RoleOrganisation.organisation_id).where(RoleOrganisation.role_id == role.id)
            chosen = session.exec(query).all()
            ids = frozenset[int]().union(*(subtree_ids(session, root) for root in chosen))
        case DataScope.OWN_AND_BELOW:
            roots = own_unit_ids(session, person.organisation_id)
            ids = frozenset[int]().union(*(subtree_ids(session, root) for root in roots))
        case DataScope.OWN_UNIT:
            ids = frozenset(own_unit_ids(session, person.organisation_id))
        case DataScope.SELF:
            ids = frozenset()
    return Scope(organisation_ids=frozenset(ids))


def live_person(session: Session, actor: Actor) -> Person:
    """The person behind `actor`; raises `NotSignedIn` where account or session no longer hold."""
    person = session.get(Person, actor.person_id)
    if person is None or not person.is_active:
        raise NotSignedIn("账号已停用或不存在", remedy="请联系系统管理员")
    if actor.session_id is not None:
        held = session.get(SignInSession, actor.session_id)
        if held is None or held.person_id != person.id or held.ended_at is not None or _over(held):
            raise NotSignedIn("登录已失效", remedy="请重新登录后再试")
    return person


def _over(held: SignInSession) -> str | None:
    return session_over(
        now=clock.now(),
        last_seen_at=held.last_seen_at,
        expires_at=held.expires_at,
        idle=settings().idle,
    )


def _role_names(session: Session, permission: Permission) -> list[str]:
    query = (
        select(Role.name)
        .join(RolePermission, col(RolePermission.role_id) == Role.id)
        .where(RolePermission.permission == permission)
        .order_by(col(Role.order_no))
    )
    return list(session.exec(query))
