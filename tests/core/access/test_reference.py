"""Seeding roles and menus."""

from sqlalchemy import Engine
from sqlmodel import select

from core.access.models import Menu, Role, RolePermission
from core.access.permissions import Permission
from core.access.reference import load_reference
from core.access.service import edit_role_permissions
from core.audit.actor import Actor
from core.audit.models import AuditEntry
from core.store.session import reading, writing


def load() -> None:
    with writing() as session:
        load_reference(session=session, actor=Actor.system())


def held(role_code: str) -> set[str]:
    with reading() as session:
        role = session.exec(select(Role).where(Role.code == role_code)).one()
        return set(session.exec(select(RolePermission.permission).where(RolePermission.role_id == role.id)))


def test_the_first_load_adds_every_role_and_menu_and_leaves_one_entry(engine: Engine):
    load()
    with reading() as session:
        assert len(session.exec(select(Role)).all()) == 12
        assert session.exec(select(Menu).where(Menu.code == "results.board")).one().url_path == "board"
        [entry] = session.exec(select(AuditEntry)).all()
    assert len(entry.after["added"]) > 20
    assert held("leader") >= {"results:board:read"}


def test_a_second_load_changes_nothing_and_keeps_what_an_administrator_changed(engine: Engine):
    load()
    with writing() as session:
        edit_role_permissions(
            session=session,
            actor=Actor.system(),
            role_code="leader",
            permissions=frozenset({Permission.WORKBENCH_HOME_READ}),
            version=1,
        )
        session.exec(select(Menu).where(Menu.code == "results.board")).one().title = "榜"
    load()
    assert held("leader") == {"workbench:home:read"}
    with reading() as session:
        assert session.exec(select(Menu).where(Menu.code == "results.board")).one().title == "榜"
        assert (
            len(session.exec(select(AuditEntry).where(AuditEntry.action == "access:reference:load")).all())
            == 1
        )
