"""Reads of collection: which metric of which unit is how fresh, which runs there were and what they brought."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, func, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.collection.drafting import Newest, excused, newest, of_window
from core.collection.models import CollectionRun, MetricSource, RunState
from core.collection.run_records import sees_all, told
from core.collection.schedule import is_stale, next_due
from core.errors import NotFound
from core.indicators.models import IndicatorSystemVersion
from core.indicators.queries import published
from core.organisations.queries import Unit, assessed
from core.organisations.rules import OrganisationKind


class Freshness(StrEnum):
    """How fresh one metric of one unit is; the value is the word screens show."""

    FRESH = "正常"
    LATE = "迟到"
    FAILED = "失败"
    NEVER = "未采集"
    EXCUSED = "不适用"


@dataclass(frozen=True, slots=True)
class StatusCell:
    """One metric of one unit: its state, when its numbers are from and the run that brought them."""

    state: Freshness
    data_at: datetime | None = None
    run_id: int | None = None


@dataclass(frozen=True, slots=True)
class MetricRow:
    """One collected metric: its schedule and what its latest finished run said."""

    code: str
    name: str
    next_due: datetime
    every: timedelta
    failing_since: datetime | None
    message: str


@dataclass(frozen=True, slots=True)
class StatusBoard:
    """One system's collection as far as the actor reaches; `cells` by (metric code, unit code)."""

    version_id: int
    system_name: str
    audience: str
    audience_name: str
    units: tuple[Unit, ...]
    metrics: tuple[MetricRow, ...]
    cells: Mapping[tuple[str, str], StatusCell]
    at: datetime

    def count(self, state: Freshness, metric: str = "") -> int:
        """How many cells are in a state, of one metric or of all."""
        return sum(
            cell.state is state for (code, _), cell in self.cells.items() if not metric or code == metric
        )

    @property
    def counts(self) -> Counter[Freshness]:
        """How many cells are in each state."""
        return Counter(cell.state for cell in self.cells.values())

    def oldest(self, state: Freshness) -> datetime | None:
        """How old the oldest numbers among the cells in a state are; None where none ever came."""
        return min(
            (cell.data_at for cell in self.cells.values() if cell.state is state and cell.data_at),
            default=None,
        )


def collected_systems(*, session: Session, actor: Actor) -> dict[int, str]:
    """The systems something is collected for, by id, departments first."""
    authorise(session=session, actor=actor, permission=Permission.COLLECTION_RUN_READ)
    query = (
        select(IndicatorSystemVersion)
        .where(col(IndicatorSystemVersion.id).in_(select(MetricSource.system_version_id)))
        .order_by(col(IndicatorSystemVersion.audience).desc(), col(IndicatorSystemVersion.id).desc())
    )
    return {version.id or 0: f"{version.name} {version.version_label}" for version in session.exec(query)}


def status(*, session: Session, actor: Actor, version_id: int) -> StatusBoard:
    """The state of every metric × unit in reach; raises `NotFound` where nothing is collected for a system."""
    scope = authorise(session=session, actor=actor, permission=Permission.COLLECTION_RUN_READ)
    system = published(session, version_id)
    query = select(MetricSource).where(MetricSource.system_version_id == version_id, col(MetricSource.is_on))
    held = {metric.metric_code: metric for metric in session.exec(query)}
    if not held:
        raise NotFound("本指标体系还没有系统采集的指标", remedy="请先登记数据源和采集设置")
    units = tuple(
        unit for unit in assessed(session, OrganisationKind(system.audience)) if scope.covers(unit.id)
    )
    moment = clock.now()
    latest = _latest(session, version_id)
    whole = sees_all(session, actor, scope)
    rows = tuple(
        _row(held[metric.code], metric.name, latest.get(held[metric.code].id or 0), moment, whole=whole)
        for metric in system.metrics
        if metric.code in held
    )
    numbers, decided = newest(session, version_id), excused(session, version_id)
    cells = {}
    for row in rows:
        column = next(iter(held[row.code].fields))
        run = latest.get(held[row.code].id or 0)
        for unit in units:
            known = numbers.get((unit.code, column))
            if (unit.code, column) in decided:
                cells[row.code, unit.code] = StatusCell(Freshness.EXCUSED)
            else:
                cells[row.code, unit.code] = _cell(known, run, row.every, moment)
    name = f"{system.name} {system.version}"
    return StatusBoard(version_id, name, system.audience, system.audience_name, units, rows, cells, moment)


def _cell(known: Newest | None, run: CollectionRun | None, every: timedelta, moment: datetime) -> StatusCell:
    if run is not None and run.state == RunState.FAILED:
        return StatusCell(
            Freshness.FAILED, known.data_at if known else None, known.run_id if known else run.id
        )
    if known is None:
        return StatusCell(Freshness.NEVER)
    left_out = run is not None and run.id != known.run_id
    late = left_out or is_stale(known.data_at, every, moment)
    return StatusCell(Freshness.LATE if late else Freshness.FRESH, known.data_at, known.run_id)


def _row(
    metric: MetricSource, name: str, run: CollectionRun | None, moment: datetime, *, whole: bool
) -> MetricRow:
    every = timedelta(minutes=metric.every_minutes)
    failed = run is not None and run.state == RunState.FAILED
    return MetricRow(
        metric.metric_code,
        name,
        next_due(metric.first_due, every, moment),
        every,
        run.ended_at if failed and run is not None else None,
        told(run, whole=whole) if run is not None else "",
    )


def _latest(session: Session, version_id: int) -> dict[int, CollectionRun]:
    """The latest finished run of every metric of a system, for the days it asks for now."""
    last = (
        select(func.max(CollectionRun.id))
        .join(MetricSource, col(MetricSource.id) == CollectionRun.metric_source_id)
        .where(
            MetricSource.system_version_id == version_id,
            of_window(None),
            col(CollectionRun.state).in_((RunState.DONE, RunState.FAILED)),
        )
        .group_by(col(CollectionRun.metric_source_id))
    )
    query = select(CollectionRun).where(col(CollectionRun.id).in_(last))
    return {run.metric_source_id: run for run in session.exec(query)}
