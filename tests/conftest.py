"""What every test stands on: its own data folder, its own database on both engines, the same people."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from core import clock
from core.settings import settings
from core.store.engine import default_engine, engine_for
from core.store.migrate import load_tables
from tests.builders import databases
from tests.builders import people as roster
from tests.builders.moments import StillClock
from tests.builders.people import Somebody

# Read before any test's own folder hides the settings of the machine.
REQUIRED = os.environ.get("SHUPING_TESTS_REQUIRE") == "1"

# A capability whose tables are not imported would otherwise be missing from the metadata by chance.
load_tables()


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees this machine's settings, data folder or another test's engine."""
    for name in os.environ:
        if name.startswith("SHUPING_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SHUPING_DATA_DIR", str(tmp_path / "data"))
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture(scope="session")
def _sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> databases.SqliteTemplates:
    return databases.SqliteTemplates(tmp_path_factory.mktemp("templates"))


@pytest.fixture(scope="session")
def _postgres_templates() -> Iterator[databases.PostgresTemplates]:
    with ExitStack() as stack:
        try:
            templates = databases.PostgresTemplates(stack.enter_context(databases.postgres_server()))
        except databases.NoPostgres as error:
            reason = f"no PostgreSQL for tests: {error}"
            (pytest.fail if REQUIRED else pytest.skip)(reason)
        yield templates
        templates.drop_all()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """A migrated database of this test's own, also behind `default_engine()`; empty unless `people` is asked for."""
    name, fill = ("people", roster.seed) if "people" in request.fixturenames else ("bare", _nothing)
    with ExitStack() as stack:
        if request.param == "sqlite":
            templates = request.getfixturevalue("_sqlite_templates")
            url = templates.copy(name, fill, tmp_path / "test.db")
        else:
            url = stack.enter_context(request.getfixturevalue("_postgres_templates").copy(name, fill))
        monkeypatch.setenv("SHUPING_DATABASE_URL", url)
        settings.cache_clear()
        yield default_engine()
        default_engine().dispose()
        engine_for.cache_clear()


@pytest.fixture
def people(engine: Engine) -> dict[str, Somebody]:
    """王立新, 赵敏 and the others by name, in a database with the committed reference data."""
    return roster.everybody(engine)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> StillClock:
    """Stops the clock at a fixed moment; `at("2020-12-31 14:32")` sets it, `at.forward(minutes=5)` moves it."""
    still = StillClock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
    monkeypatch.setattr(clock, "now", still.now)
    return still


def _nothing(_engine: Engine) -> None:
    """The bare template holds the schema only."""
