"""The base of every table."""

import importlib
import sys

from sqlalchemy import Column
from sqlmodel import SQLModel

from core.store.base import Base


def test_our_tables_are_not_in_the_registry_that_breaks_hot_reload():
    assert Base.metadata is not SQLModel.metadata
    assert not SQLModel.metadata.tables


def test_loading_a_tables_module_twice_as_hot_reload_does_needs_a_new_base_only():
    module = importlib.import_module("core.jobs.models")
    kept = dict(sys.modules)
    try:
        for name in [name for name in sys.modules if name.startswith("core.")]:
            del sys.modules[name]
        again = importlib.import_module("core.jobs.models")
        assert again.JobBeat is not module.JobBeat
        assert again.JobBeat.__table__.name == "job_beats"
    finally:
        sys.modules.clear()
        sys.modules.update(kept)


def test_constraints_have_names_so_that_a_migration_can_drop_them():
    for table in Base.metadata.tables.values():
        assert table.primary_key.name == f"pk_{table.name}"
        for constraint in table.constraints:
            assert constraint.name, f"{table.name} has a constraint without a name"


def mappers():
    return Base._sa_registry.mappers


def test_every_editable_table_raises_on_a_lost_update():
    for mapper in mappers():
        columns = mapper.local_table.columns
        if "version" in columns:
            assert mapper.version_id_col is columns["version"], mapper.class_


def test_no_column_is_copied_into_a_new_row():
    for mapper in mappers():
        copied = mapper.class_.__private_attributes__.values()
        assert not any(isinstance(each.default, Column) for each in copied), mapper.class_
