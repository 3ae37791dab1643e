"""The demonstration's collection: the exchange platform as it stood at the end of every period, registered
and collected from by the worker's own way, so that the demonstration's numbers are collected like any other."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from connectors.collecting import work_off
from connectors.platforms.exchange import build, figures_of
from connectors.platforms.exchange_metrics import METRICS
from connectors.platforms.exchange_rows import UnitFigures
from core import clock
from core.audit.actor import Actor
from core.clock import SHANGHAI
from core.collection.drafting import latest_import
from core.collection.queries import values_of
from core.collection.records import Window
from core.collection.round_collection import collect_round, take_collected
from core.collection.sources import MetricDraft, SourceDraft, register_metrics, register_source
from core.collection.values import Values
from core.demo.project import Platform
from core.demo.stories import Period
from core.errors import NotFound
from core.indicators.queries import published, systems
from core.settings import settings
from core.store.session import reading, writing

ACTOR: Final = Actor.system("演示数据")
FILE: Final = "exchange.db"
SOURCE: Final = SourceDraft("exchange", "市共享交换平台（演示）", "sql", {"url": f"sqlite:///{FILE}"})
WINDOW: Final = Window(date(2020, 1, 1), date(2020, 12, 31))
_EVERY_MINUTES: Final = 24 * 60
_AT: Final = time(6, 0)


def address(path: Path | None = None) -> str:
    """The stand-in's address: a SQLite file, by default the one the demonstration collects from."""
    file = path or settings().sources_dir / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{file}"


def build_exchange(url: str, engine: Engine | None = None) -> dict[str, int]:
    """Make the exchange platform afresh from the newest imports; returns the rows of every table.

    Raises `NotFound` where nothing was imported yet.
    """
    figures = [each for version_id in _versions(engine) for each in _figures(engine, version_id)]
    if not figures:
        raise NotFound("库中还没有指标值，无法生成仿真平台", remedy="先运行 shuping init --demo dezhou")
    return build(url, figures)


def connect(engine: Engine | None, version_id: int) -> None:
    """Register the platform and how every metric of a system is collected from it."""
    with writing(engine) as session:
        register_source(session=session, actor=ACTOR, draft=SOURCE)
        held = published(session, version_id).metric_by_code
        drafts = [draft for draft in _drafts() if draft.metric_code in held]
        register_metrics(session=session, actor=ACTOR, version_id=version_id, drafts=drafts)


def collect_period(
    engine: Engine | None, round_id: int, period: Period, boards: Mapping[int, Values]
) -> None:
    """Let the platform be as it was at the end of a period, and collect an open round from it.

    `boards` are the values that came about, by the id of the system they are measured by.
    """
    window = Window(period.since, period.until)
    build(address(), [each for values in boards.values() for each in figures_of(values, window)])
    for version_id in boards:
        connect(engine, version_id)
    with writing(engine) as session:
        collect_round(session=session, actor=ACTOR, round_id=round_id)
    work_off(ACTOR.name, engine=engine)
    with writing(engine) as session:
        take_collected(session=session, actor=ACTOR, round_id=round_id)


PLATFORM: Final = Platform(
    frozenset(column for asked in METRICS.values() for column in asked.fields), collect_period
)


def _drafts() -> list[MetricDraft]:
    """Every metric daily, from the next early morning on."""
    today = clock.now().astimezone(SHANGHAI).date()
    first = datetime.combine(today + timedelta(days=1), _AT, SHANGHAI)
    return [
        MetricDraft(code, SOURCE.code, asked.query, asked.fields, WINDOW, first, _EVERY_MINUTES)
        for code, asked in METRICS.items()
    ]


def _versions(engine: Engine | None) -> list[int]:
    """The newest system of every audience something was imported for."""
    with reading(engine) as session:
        found: dict[str, int] = {}
        for row in systems(session=session, actor=ACTOR):
            if row.audience not in found and latest_import(session, row.id) is not None:
                found[row.audience] = row.id
        return list(found.values())


def _figures(engine: Engine | None, version_id: int) -> list[UnitFigures]:
    with reading(engine) as session:
        held = latest_import(session, version_id)
        if held is None:
            return []
        return figures_of(values_of(session, held.id or 0, published(session, version_id)), WINDOW)
