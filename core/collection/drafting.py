"""The open board: the latest import of a system with the newest collected numbers laid over it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, func, select

from core.clock import to_minute
from core.collection.models import (
    CollectedValue,
    CollectionRun,
    DataSource,
    MetricSource,
    MetricValue,
    ValueSet,
)
from core.collection.queries import values_of
from core.collection.values import NOT_APPLICABLE, NUMBER, Values
from core.errors import NotFound
from core.indicators.system import IndicatorSystem

# (unit code, column code)
Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest number of one cell and the run that brought it."""

    number: float
    run_id: int
    data_at: datetime
    place: str


@dataclass(frozen=True, slots=True)
class OpenBoard:
    """Values not frozen anywhere yet; `runs` says which run each collected cell came from."""

    title: str
    values: Values
    runs: Mapping[Cell, int]


def latest_import(session: Session, version_id: int) -> ValueSet | None:
    """The newest import of a system that is still in use."""
    query = (
        select(ValueSet)
        .where(ValueSet.system_version_id == version_id, col(ValueSet.is_withdrawn).is_(False))
        .order_by(col(ValueSet.id).desc())
    )
    return session.exec(query).first()


def excused(session: Session, version_id: int) -> frozenset[Cell]:
    """The cells of the latest import that people decided do not apply."""
    held = latest_import(session, version_id)
    if held is None:
        return frozenset()
    query = select(MetricValue.unit_code, MetricValue.column).where(
        MetricValue.value_set_id == held.id, MetricValue.state == NOT_APPLICABLE
    )
    return frozenset((unit, column) for unit, column in session.exec(query))


def open_board(session: Session, version_id: int, system: IndicatorSystem) -> OpenBoard:
    """The open board of a system; raises `NotFound` where nothing was imported for it yet.

    What people decided (不适用) stays decided; every other cell a source has a number for shows that
    number, with run, source, query and row count as its place.
    """
    held = latest_import(session, version_id)
    if held is None:
        raise NotFound("本指标体系还没有导入过指标值", remedy="请先在“指标值导入”中导入")
    values = values_of(session, held.id or 0, system)
    laid = {cell: number for cell, number in newest(session, version_id).items() if _is_open(values, cell)}
    numbers, states, notes = values.numbers.copy(), values.states.copy(), dict(values.notes)
    for (unit, column), number in laid.items():
        place = (values.unit_index[unit], values.column_index[column])
        numbers[place], states[place] = number.number, NUMBER
        notes[unit, column] = number.place
    return OpenBoard(
        held.title,
        replace(values, numbers=numbers, states=states, notes=notes),
        {cell: number.run_id for cell, number in laid.items()},
    )


def newest(session: Session, version_id: int) -> dict[Cell, Newest]:
    """The newest number of every cell a source fills, whatever became of later runs."""
    last = (
        select(
            CollectedValue.metric_source_id,
            CollectedValue.unit_code,
            func.max(CollectedValue.run_id).label("run_id"),
        )
        .join(MetricSource, col(MetricSource.id) == CollectedValue.metric_source_id)
        .where(MetricSource.system_version_id == version_id, col(MetricSource.is_on))
        .group_by(col(CollectedValue.metric_source_id), col(CollectedValue.unit_code))
        .subquery()
    )
    # Thousands of cells are read for one screen: row objects would cost most of its time.
    columns = [
        getattr(CollectedValue, name) for name in ("unit_code", "column", "number", "run_id", "data_at")
    ]
    rows = session.execute(
        select(*columns).join(
            last,
            (col(CollectedValue.run_id) == last.c.run_id)
            & (col(CollectedValue.unit_code) == last.c.unit_code),
        )
    ).all()
    places = _places(session, {run_id for *_, run_id, _ in rows})
    return {
        (unit, column): Newest(number, run_id, data_at, places[run_id])
        for unit, column, number, run_id, data_at in rows
    }


def _is_open(values: Values, cell: Cell) -> bool:
    unit, column = cell
    if unit not in values.unit_index or column not in values.column_index:
        return False
    state = values.states[values.unit_index[unit], values.column_index[column]]
    return bool(state != NOT_APPLICABLE)


def _places(session: Session, run_ids: set[int]) -> dict[int, str]:
    """What stands as the source of a collected number: run, source, query, rows and moment."""
    query = (
        select(CollectionRun, MetricSource.metric_code, DataSource.name)
        .join(MetricSource, col(MetricSource.id) == CollectionRun.metric_source_id)
        .join(DataSource, col(DataSource.id) == MetricSource.data_source_id)
        .where(col(CollectionRun.id).in_(run_ids))
    )
    return {
        run.id or 0: (
            f"采集运行 {run.id}：数据源“{source}”，查询 {metric}（校验值 {run.sha256[:8]}），{run.rows} 行，"
            f"{to_minute(run.started_at or run.due_at)}"
        )
        for run, metric, source in session.exec(query)
    }
