"""An evaluated city: both systems published, a year's values in, one edition frozen; and its people."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url
from sqlmodel import col, select

from core.collection.models import ValueSet
from core.collection.service import import_values
from core.collection.values import Unit
from core.demo.prepare import SYSTEM_FILES, PreparedBoard, prepare_board
from core.demo.stories import YEAR
from core.indicators.models import IndicatorSystemVersion
from core.indicators.service import publish_system
from core.machine import browser_path
from core.organisations.reference import read_units
from core.organisations.service import REFERENCE_FILE
from core.results.models import EditionKind, ResultEdition
from core.results.service import EditionDraft, freeze_edition
from core.settings import settings
from core.store.engine import default_engine, engine_for
from core.store.session import reading, writing
from tests.builders import people as roster
from tests.builders.databases import PostgresTemplates, SqliteTemplates
from tests.builders.moments import running
from tests.builders.people import Somebody

EDITION = EditionDraft("2020-初评", "德州市2020年度初评结果", "2020年度", EditionKind.INITIAL)
# Read before any test hides this machine's settings from the product.
REQUIRED = os.environ.get("SHUPING_TESTS_REQUIRE") == "1"
NAME = "evaluated"
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A database of one test's own; systems and imports are ids by audience."""

    engine: Engine
    people: dict[str, Somebody]
    systems: dict[str, int]
    value_sets: dict[str, int]
    edition_id: int


def listed(audience: str) -> tuple[Unit, ...]:
    """The assessed units of the committed list."""
    return tuple(
        Unit(unit.code, unit.name, unit.group_name)
        for unit in read_units(REFERENCE_FILE)
        if unit.kind.value == audience and unit.is_assessed
    )


@cache
def prepared(audience: str) -> PreparedBoard:
    """The year's workbook of one board, made and read back once a test session."""
    return prepare_board(audience, listed(audience), [YEAR])


def evaluate(engine: Engine) -> None:
    """Do what the bureau does in a year, each act by the one whose task it is; the people are there."""
    people = roster.everybody(engine)
    value_sets = []
    for audience in SYSTEM_FILES:
        board = prepared(audience)
        (year,) = board.values
        with writing(engine) as session:
            version_id = publish_system(
                session=session, actor=people["赵敏"].actor, system=board.system, source=board.source
            )
            value_sets.append(
                import_values(
                    session=session,
                    actor=people["李评估"].actor,
                    draft=year.draft(version_id, audience),
                    values=year.values,
                    source=year.source,
                )
            )
    with writing(engine) as session:
        freeze_edition(session=session, actor=people["赵敏"].actor, draft=EDITION, value_set_ids=value_sets)


def found(engine: Engine) -> Evaluated:
    """The same city as a copy of its database holds it."""
    with reading(engine) as session:
        versions = session.exec(select(IndicatorSystemVersion)).all()
        audiences = {version.id: version.audience for version in versions}
        sets = session.exec(select(ValueSet).order_by(col(ValueSet.id))).all()
        return Evaluated(
            engine,
            roster.everybody(engine),
            {version.audience: version.id or 0 for version in versions},
            {audiences[held.system_version_id]: held.id or 0 for held in sets},
            session.exec(select(ResultEdition.id)).one() or 0,
        )


@contextmanager
def copied(kind: str, request: pytest.FixtureRequest, patch: pytest.MonkeyPatch) -> Iterator[Evaluated]:
    """A copy of the evaluated city behind `default_engine()`; files lie in one folder for all copies."""
    folder: Path = request.getfixturevalue("tmp_path")
    kept: Path = request.getfixturevalue("_kept_files")
    patch.setenv("SHUPING_EVIDENCE_URL", f"file://{kept}")
    settings.cache_clear()
    templates = request.getfixturevalue(f"_evaluated_{kind}")
    with ExitStack() as stack:
        if kind == "sqlite":
            url = templates.copy(NAME, roster.seed, folder / "evaluated.db")
        else:
            url = stack.enter_context(templates.copy(NAME, roster.seed))
        patch.setenv("SHUPING_DATABASE_URL", url)
        settings.cache_clear()
        yield found(default_engine())
        default_engine().dispose()
        engine_for.cache_clear()


@pytest.fixture(scope="session")
def _kept_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bytes are kept by content, so copies of the city may share them."""
    folder = tmp_path_factory.getbasetemp() / "kept"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def _evaluated_sqlite(_sqlite_templates: SqliteTemplates) -> SqliteTemplates:
    """The embedded templates, the evaluated city among them; made once, whichever folder asks first."""
    if NAME in _sqlite_templates.made:
        return _sqlite_templates
    url = _sqlite_templates.copy("people", roster.seed, _sqlite_templates.folder / f"{NAME}.db")
    engine = engine_for(url)
    with running():
        evaluate(engine)
    with engine.connect() as connection:
        connection.commit()
        connection.connection.driver_connection.execute("pragma wal_checkpoint(truncate)")
    engine.dispose()
    _sqlite_templates.made.add(NAME)
    return _sqlite_templates


@pytest.fixture(scope="session")
def _evaluated_postgresql(_postgres_templates: PostgresTemplates) -> Iterator[PostgresTemplates]:
    """The same on PostgreSQL."""
    if NAME in _postgres_templates.made:
        yield _postgres_templates
        return
    with _postgres_templates.copy("people", roster.seed) as url:
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1))
        with running():
            evaluate(engine)
        engine.dispose()
        _postgres_templates.made[NAME] = make_url(url).database or ""
        yield _postgres_templates
        del _postgres_templates.made[NAME]


@pytest.fixture(params=BOTH)
def evaluated(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, _own_folder: None
) -> Iterator[Evaluated]:
    """An evaluated city of this test's own, on both engines."""
    with copied(request.param, request, monkeypatch) as city:
        yield city


@pytest.fixture
def browser() -> str:
    """The Chromium to draw with; without one the test is skipped, or fails where everything is required."""
    path = browser_path()
    if path is None:
        reason = "no Chromium on this machine, so no chart can be drawn"
        (pytest.fail if REQUIRED else pytest.skip)(reason)
    return path or ""


__all__ = ["_evaluated_postgresql", "_evaluated_sqlite", "_kept_files", "browser", "evaluated"]
