"""One city with two editions, a round, a collection and logs, made once and only read from then on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from core import clock
from core.audit.actor import Actor
from core.collection.columns import denominator, numerator
from core.collection.records import Window
from core.collection.sources import MetricDraft, SourceDraft, register_metrics, register_source, start_runs
from core.results.models import ResultEdition
from core.settings import settings
from core.store.engine import default_engine, engine_for
from core.store.session import reading, writing
from tests.builders import people as roster
from tests.builders.evaluation import NAME, Evaluated, found, prepared
from tests.builders.logs import let_in, small_year
from tests.builders.people import Somebody
from tests.builders.periods import altered
from tests.builders.projects import opened
from tests.core.collection.outside import collect
from tests.core.collection.test_rounds import imported, without
from tests.core.projects.test_rounds import excused
from tests.core.results.test_rounds import frozen as frozen_round
from tests.pages.desk import Desk
from tests.pages.numbers.truth import Truth, recomputed

# What the departments' source is asked for; the year's own numbers, so that the draft differs from the newest edition.
METRICS = ("B21-1", "B22-2", "B25-1")
ACTOR = Actor.system("测试")


@dataclass(frozen=True)
class Town:
    """The city, its project and round, and its editions once more, the oldest first."""

    engine: Engine
    people: dict[str, Somebody]
    systems: dict[str, int]
    project_id: int
    truths: tuple[Truth, ...]


@dataclass(frozen=True)
class _Made:
    url: str
    data: Path
    town: Town


@pytest.fixture(scope="session")
def _made(tmp_path_factory, _evaluated_sqlite, _kept_files) -> _Made:
    folder = tmp_path_factory.mktemp("numbers")
    url = _evaluated_sqlite.copy(NAME, roster.seed, folder / "town.db")
    with pytest.MonkeyPatch.context() as patch:
        _stand_on(patch, url, folder, _kept_files)
        city = found(default_engine())
        collect_some(city)
        project_id, round_id = opened(city)
        excused(city, round_id)
        imported(city, round_id, lambda values: without(altered(values), "M37"))
        imported(city, round_id, altered, "county")
        frozen_round(city, round_id)
        let_in(small_year())
        with reading() as session:
            editions = session.exec(select(ResultEdition).order_by(col(ResultEdition.id))).all()
            truths = tuple(recomputed(edition) for edition in editions)
        _leave()
    return _Made(url, folder, Town(city.engine, city.people, city.systems, project_id, truths))


@pytest.fixture
def town(_made, monkeypatch, _own_folder, _kept_files) -> Iterator[Town]:
    """The city behind `default_engine()`; nobody changes it but for the sessions of its readers."""
    _stand_on(monkeypatch, _made.url, _made.data, _kept_files)
    yield _made.town
    _leave()


@pytest.fixture
def desk(town) -> Callable[[str], Desk]:
    """A desk of somebody, by name."""
    return lambda name: Desk(town.people[name])


def collect_some(city: Evaluated) -> None:
    """Register a source that answers with the year's numbers for a few metrics, and ask it once."""
    values = prepared("department").values[0].values
    first, window = clock.now() + timedelta(days=1), Window(date(2020, 1, 1), date(2020, 12, 31))
    drafts = [
        MetricDraft(metric, "exchange", "select unit, top, bottom from t",
                    {numerator(metric): "top", denominator(metric): "bottom"}, window, first, 1440)
        for metric in METRICS
    ]  # fmt: skip
    source = SourceDraft("exchange", "交换平台", "sql", {"url": "sqlite:///exchange.db"})
    facts = {"version_id": city.systems["department"], "actor": ACTOR}
    with writing() as session:
        register_source(session=session, actor=ACTOR, draft=source)
        register_metrics(session=session, drafts=drafts, **facts)
    for metric in METRICS:
        top, bottom = (values.column_index[name(metric)] for name in (numerator, denominator))
        records = [
            {"unit": unit.code, "top": known(numbers[top]), "bottom": known(numbers[bottom])}
            for unit, numbers in zip(values.units, values.numbers, strict=True)
        ]
        with writing() as session:
            start_runs(session=session, metric_codes=frozenset({metric}), **facts)
        collect(city.engine, records)


def known(number: float) -> float | None:
    """What a source answers for a cell that may be empty."""
    return None if np.isnan(number) else float(number)


def _stand_on(patch: pytest.MonkeyPatch, url: str, data: Path, kept: Path) -> None:
    patch.setenv("SHUPING_DATABASE_URL", url)
    patch.setenv("SHUPING_DATA_DIR", str(data))
    patch.setenv("SHUPING_EVIDENCE_URL", f"file://{kept}")
    settings.cache_clear()


def _leave() -> None:
    default_engine().dispose()
    engine_for.cache_clear()
    settings.cache_clear()
