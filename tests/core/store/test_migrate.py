"""Migrations: there and back again is the same house, and it is the one the tables describe."""

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from core.access.models import DataScope, Role
from core.errors import Unavailable
from core.store import migrate, triggers
from core.store.base import Base
from core.store.session import writing


def shape(engine: Engine) -> dict[str, Any]:
    """Everything the database says about itself, in a comparable form."""
    seen = inspect(engine)
    tables = {
        name: {
            "columns": [(c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(name)],
            "key": seen.get_pk_constraint(name),
            "indexes": sorted(map(str, seen.get_indexes(name))),
            "uniques": sorted(map(str, seen.get_unique_constraints(name))),
            "references": sorted(map(str, seen.get_foreign_keys(name))),
        }
        for name in sorted(seen.get_table_names())
    }
    with engine.connect() as connection:
        return {"tables": tables, "triggers": triggers.present(connection)}


def test_the_migrated_schema_is_the_one_the_tables_describe(engine: Engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_table_is_there_after_the_first_migration(engine: Engine):
    held = set(inspect(engine).get_table_names())
    assert held == {*Base.metadata.tables, "alembic_version"}


def test_down_to_nothing_and_up_again_leaves_the_same_schema_and_triggers(engine: Engine):
    before = shape(engine)
    migrate.downgrade(engine, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    with engine.connect() as connection:
        assert triggers.present(connection) == frozenset()
    migrate.upgrade(engine)
    assert shape(engine) == before


def test_each_step_down_and_up_keeps_schema_triggers_and_version(engine: Engine):
    before = shape(engine)
    for _ in migrate._known():
        migrate.downgrade(engine, "-1")
        migrate.upgrade(engine)
        assert shape(engine) == before
    assert migrate.current(engine) == migrate.head()


def test_migrating_twice_changes_nothing(engine: Engine):
    with writing(engine) as session:
        session.add(Role(code="kept", name="保留", data_scope=DataScope.ALL))
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("select code from roles")).scalars().all() == ["kept"]


def test_a_schema_newer_than_the_program_is_refused_and_left_alone(engine: Engine):
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(Unavailable, match=r"9999 比本程序新.*升级程序"):
        migrate.upgrade(engine)
    assert migrate.current(engine) == "9999"


def test_a_migration_that_fails_in_the_middle_leaves_the_old_schema(engine: Engine, monkeypatch):
    migrate.downgrade(engine, "base")

    def breaks(_connection: object, _table: str) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(triggers, "create", breaks)
    with pytest.raises(RuntimeError, match="power cut"):
        migrate.upgrade(engine)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    assert migrate.current(engine) is None
