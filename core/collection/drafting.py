"""The open board: the latest import of a system with the newest collected numbers laid over it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

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
from core.collection.records import Window
from core.collection.values import NOT_APPLICABLE, NUMBER, Values
from core.errors import NotFound
from core.indicators.system import IndicatorSystem

_RUN: Final = re.compile(r"采集运行 (\d+)：")
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
    return laid_over(held.title, values, newest(session, version_id))


def laid_over(title: str, values: Values, found: Mapping[Cell, Newest]) -> OpenBoard:
    """Values with collected numbers over them, except where people decided 不适用; each knows its run."""
    laid = {cell: number for cell, number in found.items() if _is_open(values, cell)}
    numbers, states, notes = values.numbers.copy(), values.states.copy(), dict(values.notes)
    for (unit, column), number in laid.items():
        place = (values.unit_index[unit], values.column_index[column])
        numbers[place], states[place] = number.number, NUMBER
        notes[unit, column] = number.place
    return OpenBoard(
        title,
        replace(values, numbers=numbers, states=states, notes=notes),
        {cell: number.run_id for cell, number in laid.items()},
    )


def of_window(window: Window | None) -> Any:
    """The condition that a run asked for these days; without a window, for the days its metric asks now."""
    if window is None:
        return (col(CollectionRun.since) == MetricSource.since) & (
            col(CollectionRun.until) == MetricSource.until
        )
    return (col(CollectionRun.since) == window.since) & (col(CollectionRun.until) == window.until)


def newest(session: Session, version_id: int, window: Window | None = None) -> dict[Cell, Newest]:
    """The newest number of every cell a source fills, whatever became of later runs.

    Only runs that asked for `window` count; without one, those for the days the metrics ask for now.
    """
    last = (
        select(
            CollectedValue.metric_source_id,
            CollectedValue.unit_code,
            func.max(CollectedValue.run_id).label("run_id"),
        )
        .join(MetricSource, col(MetricSource.id) == CollectedValue.metric_source_id)
        .join(CollectionRun, col(CollectionRun.id) == CollectedValue.run_id)
        .where(MetricSource.system_version_id == version_id, col(MetricSource.is_on), of_window(window))
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


def run_of(place: str) -> int | None:
    """The run a number's place names; None for a number from anywhere else."""
    found = _RUN.match(place)
    return int(found[1]) if found else None


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
