"""Collecting for a round: its period's days are asked for, and what came is taken into its values once.

Taking writes a new set of values, the round's import with the collected numbers over it, so that what a
source says later moves nothing a round was computed from.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session, col, func, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import left, record
from core.clock import to_minute
from core.collection.drafting import laid_over, newest, of_window
from core.collection.models import CollectionRun, MetricSource, RunState, ValueSet
from core.collection.queries import usable_set, values_of
from core.collection.records import Window
from core.collection.rounds import attach, imports_of, usable_imports
from core.collection.service import write_cells
from core.collection.sources import start_runs
from core.errors import Invalid, NotFound, Problem
from core.indicators.queries import published
from core.projects.periods import assessed_days, period_problems
from core.projects.queries import RoundRow, round_of, systems_of
from core.projects.rules import RoundState

# What stands between an import's title and the moment its collected numbers were taken.
_TAKEN: Final = "＋采集数 "


@dataclass(frozen=True, slots=True)
class RoundCollection:
    """How the collection of one board of a round stands; `taken` names the values it is computed from
    once collected numbers were taken into them."""

    audience: str
    version_id: int
    metrics: int
    done: int
    waiting: int
    failed: int
    last: datetime | None
    taken: str


def round_collection(*, session: Session, actor: Actor, round_id: int) -> list[RoundCollection]:
    """The boards of a round something is collected for; empty where nothing is, or the period has no days."""
    authorise(session=session, actor=actor, permission=Permission.COLLECTION_RUN_READ)
    row = round_of(session, round_id)
    days = assessed_days(row.period)
    if days is None:
        return []
    imports = imports_of(session, round_id)
    found = []
    for choice in systems_of(session, row.project_id):
        latest = _latest(session, choice.version_id, Window(*days))
        if not latest:
            continue
        states = Counter(run.state if run else None for run in latest.values())
        ends = [
            run.ended_at for run in latest.values() if run and run.state == RunState.DONE and run.ended_at
        ]
        held = session.get(ValueSet, imports.get(choice.audience, 0))
        found.append(
            RoundCollection(
                choice.audience,
                choice.version_id,
                len(latest),
                states[RunState.DONE],
                states[RunState.QUEUED] + states[RunState.CLAIMED],
                states[RunState.FAILED],
                max(ends, default=None),
                held.title if held is not None and _TAKEN in held.title else "",
            )
        )
    return found


def collect_round(*, session: Session, actor: Actor, round_id: int, client_key: str | None = None) -> int:
    """Ask every source for the days of a round's period; returns how many runs were queued.

    Raises `Invalid` where the round is not open or its period has no days, and as `start_runs` does.
    """
    authorise(session=session, actor=actor, permission=Permission.COLLECTION_RUN_START)
    row = round_of(session, round_id)
    window = _window(row)
    versions = [choice.version_id for choice in systems_of(session, row.project_id)]
    collected = set(
        session.exec(
            select(MetricSource.system_version_id).where(col(MetricSource.system_version_id).in_(versions))
        )
    )
    if not collected:
        raise NotFound(
            "本项目的指标体系还没有系统采集的指标", remedy="请先登记数据源和采集设置，或全部由导入取数"
        )
    return sum(
        start_runs(
            session=session,
            actor=actor,
            version_id=version_id,
            window=window,
            client_key=f"{client_key}:{version_id}" if client_key else None,
        )
        for version_id in versions
        if version_id in collected
    )


def take_collected(
    *, session: Session, actor: Actor, round_id: int, client_key: str | None = None
) -> Mapping[str, int]:
    """Put the collected numbers of a round's period over its imports; returns how many cells, by audience.

    What people decided (不适用) stays; cells no source fills keep their import. Raises `Invalid` where
    the round is not open, an import is missing, runs are still under way, or nothing was collected for
    the period; nothing is written then.
    """
    authorise(session=session, actor=actor, permission=Permission.COLLECTION_VALUES_IMPORT)
    done = left(session=session, client_key=client_key)
    if done is not None:
        return dict(done.get("cells", {}))
    row = round_of(session, round_id)
    window = _window(row)
    cells = {
        audience: _take(session, actor, row, window, usable_set(session, value_set_id))
        for audience, value_set_id in usable_imports(session, round_id).items()
    }
    if not any(cells.values()):
        problem = Problem("没有本轮考核期的采集数", row.period, "请先采集本轮数据，完成后再取入")
        raise Invalid(f"轮次“{row.name}”没有取入采集数", problems=[problem])
    record(
        session=session,
        actor=actor,
        action=Permission.COLLECTION_VALUES_IMPORT,
        object_type="round_collection",
        object_id=str(round_id),
        object_name=f"{row.name}取入采集数",
        after={"cells": cells},
        client_key=client_key,
    )
    return cells


def _take(session: Session, actor: Actor, row: RoundRow, window: Window, held: ValueSet) -> int:
    waiting = [
        code
        for code, run in _latest(session, held.system_version_id, window).items()
        if run is not None and run.state in (RunState.QUEUED, RunState.CLAIMED)
    ]
    if waiting:
        problem = Problem("还有指标正在采集", "、".join(waiting[:5]), "请等采集完成后再取入")
        raise Invalid(f"轮次“{row.name}”没有取入采集数", problems=[problem])
    system = published(session, held.system_version_id)
    values = values_of(session, held.id or 0, system)
    board = laid_over(held.title, values, newest(session, held.system_version_id, window))
    if not board.runs:
        return 0
    moment = clock.now()
    taken = ValueSet(
        title=f"{held.title.split(_TAKEN)[0]}{_TAKEN}{to_minute(moment)}",
        period=held.period,
        system_version_id=held.system_version_id,
        evidence_id=held.evidence_id,
        imported_at=moment,
        imported_by=actor.name,
    )
    session.add(taken)
    session.flush()
    write_cells(session, taken.id or 0, board.values)
    session.flush()
    attach(session, actor, row.id, taken)
    return len(board.runs)


def _window(row: RoundRow) -> Window:
    """The days of an open round's period."""
    problems = period_problems(row.period)
    if row.state is not RoundState.OPEN:
        problems.append(Problem("轮次没有开放", row.state.label, "请由项目经理开放轮次后再采集"))
    days = assessed_days(row.period)
    if problems or days is None:
        raise Invalid(f"轮次“{row.name}”现在不能采集", problems=problems)
    return Window(*days)


def _latest(session: Session, version_id: int, window: Window) -> dict[str, CollectionRun | None]:
    """The latest run of every metric of a system for these days, by metric code; None where there is none."""
    metrics = select(MetricSource).where(
        MetricSource.system_version_id == version_id, col(MetricSource.is_on)
    )
    codes = {metric.id or 0: metric.metric_code for metric in session.exec(metrics)}
    last = (
        select(func.max(CollectionRun.id))
        .where(col(CollectionRun.metric_source_id).in_(codes), of_window(window))
        .group_by(col(CollectionRun.metric_source_id))
    )
    runs = session.exec(select(CollectionRun).where(col(CollectionRun.id).in_(last)))
    found: dict[str, CollectionRun | None] = dict.fromkeys(codes.values())
    return found | {codes[run.metric_source_id]: run for run in runs}
