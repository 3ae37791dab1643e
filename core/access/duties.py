"""Keeping three offices apart, and somebody who can change roles: asked before any right is given."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlmodel import Session, col, select

from core.access.models import DataScope, Person, PersonRole, Role, RolePermission
from core.access.permissions import Permission
from core.access.policy import permissions_of
from core.access.rules import Scope, duty_conflict
from core.errors import Conflict, NotAllowed


def keep_apart(session: Session, person_ids: Iterable[int]) -> None:
    """Raise `Conflict` naming a person who now holds two of the three offices."""
    session.flush()
    for person_id in person_ids:
        joined = duty_conflict(permissions_of(session, person_id))
        if joined:
            name = session.get_one(Person, person_id).name
            raise Conflict(
                f"这样“{name}”会同时担任{joined}，违反三员分立，没有保存",
                remedy="请由不同的人分别担任，或先收回其中一个角色",
            )


def holders(session: Session, role_id: int) -> list[int]:
    """Everybody who holds a role."""
    return list(session.exec(select(PersonRole.person_id).where(PersonRole.role_id == role_id)))


def refuse_wider(scope: Scope, roles: Iterable[Role]) -> None:
    """Nobody gives away more reach than they have."""
    wide = [role.name for role in roles if role.data_scope in (DataScope.ALL, DataScope.CUSTOM)]
    if wide and not scope.everything:
        raise NotAllowed(f"角色“{'、'.join(wide)}”的数据范围超出您的范围", remedy="请由系统管理员分配")


@contextmanager
def keeping_a_role_editor(session: Session) -> Iterator[None]:
    """Refuse a change that takes the right to change roles from the last person who has it."""
    had = _has_role_editor(session)
    yield
    session.flush()
    if had and not _has_role_editor(session):
        raise Conflict(
            "这样改后就没有人能维护角色权限了，没有保存", remedy="请先把该权限授予另一名在用的用户"
        )


def _has_role_editor(session: Session) -> bool:
    query = (
        select(Person.id)
        .join(PersonRole, col(PersonRole.person_id) == Person.id)
        .join(RolePermission, col(RolePermission.role_id) == PersonRole.role_id)
        .where(RolePermission.permission == Permission.ACCESS_ROLE_EDIT, col(Person.is_active))
    )
    return session.exec(query).first() is not None
