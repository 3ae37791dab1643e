"""Seeding roles and menus."""

from sqlalchemy import Engine, text
from sqlmodel import select

from core.access.models import Menu, OfferedPermission, Role, RolePermission
from core.access.permissions import Permission
from core.access.reference import load_reference
from core.access.service import edit_role_permissions
from core.audit.actor import Actor
from core.audit.models import AuditEntry
from core.demo.build import refresh_reference
from core.store import migrate
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


def forget_offer(role_code: str, permission: Permission) -> None:
    """The installation as it was before a version that brought this permission."""
    with writing() as session:
        role = session.exec(select(Role).where(Role.code == role_code)).one()
        for row in (
            session.get(RolePermission, (role.id, permission)),
            session.get(OfferedPermission, (role_code, permission)),
        ):
            session.delete(row)


def test_a_permission_a_new_version_brings_reaches_an_old_installation_once(engine: Engine):
    load()
    forget_offer("administrator", Permission.ORGANISATIONS_TREE_EDIT)
    load()
    assert Permission.ORGANISATIONS_TREE_EDIT in held("administrator")
    kept = frozenset(map(Permission, held("administrator"))) - {Permission.ORGANISATIONS_TREE_EDIT}
    with writing() as session:
        facts = {"role_code": "administrator", "permissions": kept, "version": 1}
        edit_role_permissions(session=session, actor=Actor.system(), **facts)
    load()
    assert Permission.ORGANISATIONS_TREE_EDIT not in held("administrator")


def test_a_menu_a_new_version_brings_reaches_an_old_installation(engine: Engine):
    load()
    with writing() as session:
        session.delete(session.exec(select(Menu).where(Menu.code == "administration.roles")).one())
    load()
    with reading() as session:
        assert session.exec(select(Menu).where(Menu.code == "administration.roles")).one().url_path == "roles"


def test_an_installation_from_before_the_table_of_offers_gets_only_what_is_new(engine: Engine):
    load()
    migrate.downgrade(engine, "0003")
    with engine.begin() as connection:
        connection.execute(text("delete from role_permissions where permission = 'results:unit:export'"))
        connection.execute(text("delete from role_permissions where permission = 'dictionaries:item:edit'"))
    migrate.upgrade(engine)
    load()
    assert "dictionaries:item:edit" in held("administrator")
    assert "results:unit:export" not in held("authority")


def test_a_database_not_yet_made_ready_stays_empty_after_an_update(engine: Engine):
    refresh_reference(engine)
    with reading() as session:
        assert session.exec(select(Role)).all() == []
    load()
    forget_offer("auditor", Permission.AUDIT_TRAIL_READ)
    refresh_reference(engine)
    assert Permission.AUDIT_TRAIL_READ in held("auditor")
