"""Seeding roles, their permissions and the menus from data/reference; running twice changes nothing."""

from pathlib import Path

from sqlmodel import Session, col, select

from core.access.models import DataScope, Menu, MenuKind, OfferedPermission, Role, RolePermission
from core.access.permissions import Permission
from core.audit.actor import Actor
from core.audit.service import record
from core.settings import REFERENCE
from core.store.lists import read_rows

GRANTED = "√"


def load_reference(*, session: Session, actor: Actor, folder: Path = REFERENCE) -> None:
    """Add seeded roles and menus that are missing, and give built-in roles what the product newly can do.

    A permission is offered to a role once: what an administrator took away or changed stays so.
    """
    added = _add_roles(session, folder) + _offer(session, folder) + _add_menus(session, folder)
    if added:
        record(
            session=session,
            actor=actor,
            action="access:reference:load",
            object_type="reference",
            object_name="角色与菜单",
            after={"added": added},
        )


def seeded_permissions(folder: Path = REFERENCE) -> dict[str, frozenset[Permission]]:
    """The committed table: role code -> permissions; the authorisation tests are made from it."""
    rows = read_rows(folder / "role_permissions.csv")
    codes = [name for name in rows[0] if name not in ("权限", "说明")]
    return {
        code: frozenset(Permission(row["权限"]) for row in rows if row[code] == GRANTED) for code in codes
    }


def _add_roles(session: Session, folder: Path) -> list[str]:
    added = []
    for order, row in enumerate(read_rows(folder / "roles.csv"), start=1):
        if session.exec(select(Role.id).where(Role.code == row["代码"])).first() is not None:
            continue
        role = Role(
            code=row["代码"],
            name=row["名称"],
            data_scope=DataScope(row["数据范围"]),
            note=row["说明"],
            order_no=order,
            is_builtin=True,
        )
        session.add(role)
        session.flush()
        added.append(role.name)
    return added


def _offer(session: Session, folder: Path) -> list[str]:
    """Give each built-in role the permissions of the table it was never given; returns them in words."""
    offered = set(session.exec(select(OfferedPermission.role_code, OfferedPermission.permission)))
    held = set(session.exec(select(RolePermission.role_id, RolePermission.permission)))
    roles = session.exec(select(Role).where(col(Role.is_builtin))).all()
    table = seeded_permissions(folder)
    told = set()
    for role in roles:
        for permission in sorted(table.get(role.code, frozenset())):
            if (role.code, permission) in offered:
                continue
            session.add(OfferedPermission(role_code=role.code, permission=permission))
            if (role.id, permission) not in held:
                session.add(RolePermission(role_id=role.id or 0, permission=permission))
            told.add(permission)
    return sorted(told)


def _add_menus(session: Session, folder: Path) -> list[str]:
    known = set(session.exec(select(Menu.code)).all())
    added = []
    for order, row in enumerate(read_rows(folder / "menus.csv"), start=1):
        if row["代码"] in known:
            continue
        session.add(
            Menu(
                code=row["代码"],
                parent_code=row["上级"],
                kind=MenuKind(row["类型"]),
                title=row["标题"],
                icon=row["图标"],
                script=row["画面"],
                url_path=row["地址"] or None,
                permission=row["权限"],
                is_visible=row["显示"] != "否",
                order_no=order,
            )
        )
        added.append(row["标题"])
    return added
