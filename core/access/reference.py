"""Seeding roles, their permissions and the menus from data/reference; running twice changes nothing."""

from pathlib import Path

from sqlmodel import Session, select

from core.access.models import DataScope, Menu, MenuKind, Role, RolePermission
from core.access.permissions import Permission
from core.audit.actor import Actor
from core.audit.service import record
from core.settings import REFERENCE
from core.store.lists import read_rows

GRANTED = "√"


def load_reference(*, session: Session, actor: Actor, folder: Path = REFERENCE) -> None:
    """Add the seeded roles and menus that are missing; what an administrator changed stays changed."""
    added = _add_roles(session, folder) + _add_menus(session, folder)
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
    granted = seeded_permissions(folder)
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
        )
        session.add(role)
        session.flush()
        session.add_all(
            RolePermission(role_id=role.id or 0, permission=permission) for permission in granted[role.code]
        )
        added.append(role.name)
    return added


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
