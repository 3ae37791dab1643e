"""Bringing a database to the schema this version of the product needs."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

import core
from core.errors import Unavailable

HERE = Path(__file__).parent / "migrations"


def load_tables() -> None:
    """Import every capability's tables, so that the metadata is whole."""
    for module in iter_modules(core.__path__):
        if module.ispkg and (Path(core.__path__[0]) / module.name / "models.py").exists():
            import_module(f"core.{module.name}.models")


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate in one transaction where the database allows it; refuses a schema newer than this program."""
    held = current(engine)
    if held is not None and held not in _known():
        raise Unavailable(
            f"数据库的结构版本 {held} 比本程序新", remedy="请升级程序，或用与本程序同版本的备份恢复"
        )
    with engine.begin() as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to an earlier revision; for tests and rehearsals."""
    with engine.begin() as connection:
        command.downgrade(_config(connection), revision)


def current(engine: Engine) -> str | None:
    """The revision the database is at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The revision this program needs."""
    return ScriptDirectory.from_config(_config(None)).get_current_head() or ""


def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(_config(None)).walk_revisions()}


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    return config
