"""Reads of runs: the list, and one run with what was asked, what came and a sample of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import Select

from core.access.permissions import Permission
from core.access.policy import authorise, permissions_of
from core.access.rules import Scope
from core.audit.actor import Actor
from core.collection.models import (
    CollectedValue,
    CollectionRun,
    DataSource,
    MetricSource,
    RunState,
    Trigger,
)
from core.errors import NotFound
from core.indicators.queries import published
from core.organisations.models import Organisation

STATE_WORDS: Final = {
    RunState.QUEUED: "排队",
    RunState.CLAIMED: "采集中",
    RunState.DONE: "完成",
    RunState.FAILED: "失败",
}
TRIGGER_WORDS: Final = {Trigger.SCHEDULED: "定时", Trigger.CATCH_UP: "补跑", Trigger.MANUAL: "立即采集"}
# Enough to see what kind of rows came; the values screen and the draft show all.
_SAMPLE: Final = 20


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run as lists show it."""

    id: int
    metric_code: str
    metric_name: str
    state: RunState
    trigger: Trigger
    due_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    attempts: int
    rows: int | None
    units: int | None
    message: str
    requested_by: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One number a run brought."""

    unit_code: str
    unit_name: str
    column: str
    number: float


@dataclass(frozen=True, slots=True)
class RunCard:
    """One run opened: `query`, `sha256` and the worker's name are empty for those who may not see them.

    `sample` holds the first of the `numbers` it brought that are in reach (of the unit asked for, if any).
    """

    row: RunRow
    version_id: int
    source_name: str
    query: str
    sha256: str
    claimed_by: str
    sample: tuple[SampleRow, ...]
    numbers: int


def runs(
    *,
    session: Session,
    actor: Actor,
    version_id: int,
    state: str = "",
    metric: str = "",
    offset: int = 0,
    limit: int = 20,
) -> tuple[list[RunRow], int]:
    """A page of the runs of a system, the newest first, and the total."""
    scope = authorise(session=session, actor=actor, permission=Permission.COLLECTION_RUN_READ)
    query = _joined().where(col(MetricSource.system_version_id) == version_id)
    if state:
        query = query.where(col(CollectionRun.state) == state)
    if metric:
        query = query.where(col(MetricSource.metric_code) == metric)
    total = session.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    page = session.execute(query.order_by(col(CollectionRun.id).desc()).offset(offset).limit(limit))
    whole = sees_all(session, actor, scope)
    return [_row(session, run, held, whole=whole) for run, held, _ in page], total


def run_card(*, session: Session, actor: Actor, run_id: int, unit: str = "") -> RunCard:
    """One run; the sample shows units in reach only, or the one of this code. Raises `NotFound`."""
    scope = authorise(session=session, actor=actor, permission=Permission.COLLECTION_RUN_READ)
    found = session.execute(_joined().where(col(CollectionRun.id) == run_id)).first()
    if found is None:
        raise NotFound("没有这次采集运行", remedy="请从运行记录重新选择")
    run, metric, source = found
    opened = works_on_sources(session, actor)
    values = (
        select(CollectedValue, Organisation)
        .join(Organisation, col(Organisation.code) == CollectedValue.unit_code)
        .where(CollectedValue.run_id == run_id)
        .order_by(col(Organisation.order_no), col(CollectedValue.id))
    )
    if not scope.everything:
        values = values.where(col(Organisation.id).in_(scope.organisation_ids))
    if unit:
        values = values.where(CollectedValue.unit_code == unit)
    return RunCard(
        row=_row(session, run, metric, whole=opened or scope.everything),
        version_id=metric.system_version_id,
        source_name=source.name,
        query=run.query if opened else "",
        sha256=run.sha256 if opened else "",
        claimed_by=run.claimed_by if opened else "",
        sample=tuple(
            SampleRow(value.unit_code, held.name, value.column, value.number)
            for value, held in session.exec(values.limit(_SAMPLE))
        ),
        numbers=session.execute(select(func.count()).select_from(values.subquery())).scalar_one(),
    )


def works_on_sources(session: Session, actor: Actor) -> bool:
    """Whether somebody may see what a source was asked and answered."""
    return actor.is_system or Permission.COLLECTION_SOURCE_READ in permissions_of(
        session, actor.person_id or 0
    )


def sees_all(session: Session, actor: Actor, scope: Scope) -> bool:
    """Whether a run's own words may be shown: they name units of every kind."""
    return scope.everything or works_on_sources(session, actor)


def told(run: CollectionRun, *, whole: bool) -> str:
    """What came of a run: its own words, or for those who reach some units only a sentence that names none."""
    if whole or not run.message:
        return run.message
    if run.state == RunState.DONE:
        return f"取得 {run.rows} 行，写入 {run.units} 个单位"
    if run.state == RunState.FAILED:
        return "没有采到，上一次的数保留；原因由评估人员和运维商查看"
    return "等待再次采集"


def _joined() -> Select[CollectionRun, MetricSource, DataSource]:
    return (
        select(CollectionRun, MetricSource, DataSource)
        .join(MetricSource, col(MetricSource.id) == CollectionRun.metric_source_id)
        .join(DataSource, col(DataSource.id) == MetricSource.data_source_id)
    )


def _row(session: Session, run: CollectionRun, metric: MetricSource, *, whole: bool) -> RunRow:
    system = published(session, metric.system_version_id)
    return RunRow(
        id=run.id or 0,
        metric_code=metric.metric_code,
        metric_name=system.metric_by_code[metric.metric_code].name,
        state=RunState(run.state),
        trigger=Trigger(run.trigger),
        due_at=run.due_at,
        started_at=run.started_at,
        ended_at=run.ended_at,
        attempts=run.attempts,
        rows=run.rows,
        units=run.units,
        message=told(run, whole=whole),
        requested_by=run.requested_by,
        since=run.since,
        until=run.until,
    )
