"""The life of a run: made when due, claimed by one worker, finished once; system work without a person.

A claim is one conditional update and expires; whoever finishes must still hold the token of its claim.
Numbers are written in the transaction that finishes the run, so a run killed in the middle leaves
nothing and is done again whole.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import Session, col, func, or_, select, update

from core import clock
from core.collection.models import (
    CollectedValue,
    CollectionRun,
    DataSource,
    MetricSource,
    RunState,
    Trigger,
)
from core.collection.records import Record, SourceFacts, Window, read_records
from core.collection.schedule import MOST_ATTEMPTS, due, wait_after
from core.errors import Conflict, SourceMisconfigured
from core.indicators.models import IndicatorSystemVersion
from core.organisations.models import Organisation
from core.organisations.queries import assessed
from core.organisations.rules import OrganisationKind
from core.store.locks import serialise

# Longer than any fetch may take (30 s); a worker silent for so long is taken for dead.
CLAIM_TIME: Final = timedelta(seconds=40)
# A run that was interrupted so often does harm to whoever takes it up.
_MOST_CLAIMS: Final = 6
_GIVEN_UP: Final = "采集进程多次中断，不再重试"
_CLOCK: Final = "定时任务"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One claimed run with all a worker needs to fetch for it."""

    run_id: int
    token: str
    source: SourceFacts
    query: str
    window: Window


def make_due(*, session: Session) -> int:
    """Queue a run for every metric that is due and has none; returns how many were made."""
    serialise(session, "collection:due")
    moment = clock.now()
    served = _last_served(session)
    made = 0
    for metric in session.exec(select(MetricSource).where(col(MetricSource.is_on))):
        every = timedelta(minutes=metric.every_minutes)
        found = due(metric.first_due, every, served.get(metric.id or 0), moment)
        if found is None:
            continue
        trigger = Trigger.CATCH_UP if found.is_catch_up else Trigger.SCHEDULED
        run = new_run(metric, found.at, trigger, _CLOCK)
        if found.skipped:
            run.message = f"补跑：此前漏跑 {found.skipped} 次，只补这一次"
        session.add(run)
        made += 1
    return made


def new_run(
    metric: MetricSource, due_at: datetime, trigger: Trigger, requested_by: str, window: Window | None = None
) -> CollectionRun:
    """A queued run for the metric's own days or for `window`; it keeps the query as it stood when it was made."""
    return CollectionRun(
        metric_source_id=metric.id or 0,
        due_at=due_at,
        trigger=trigger,
        state=RunState.QUEUED,
        requested_by=requested_by,
        not_before=clock.now(),
        since=window.since if window else metric.since,
        until=window.until if window else metric.until,
        query=metric.query,
    )


def is_waiting(*, session: Session) -> bool:
    """Whether there is a run anybody may take."""
    query = select(CollectionRun.id).where(_takeable(clock.now())).limit(1)
    return session.exec(query).first() is not None


def claim(*, session: Session, holder: str) -> Assignment | None:
    """Take the oldest run anybody may take; None where there is none, or others took it first."""
    moment = clock.now()
    query = select(CollectionRun).where(_takeable(moment)).order_by(col(CollectionRun.due_at)).limit(5)
    for run in session.exec(query).all():
        if run.attempts >= _MOST_CLAIMS:
            _close(session, run.id or 0, run.claim_token, RunState.FAILED, {"message": _GIVEN_UP})
            continue
        token = secrets.token_hex(8)
        taken = session.execute(
            update(CollectionRun)
            .where(
                col(CollectionRun.id) == run.id,
                col(CollectionRun.claim_token) == run.claim_token,
                _takeable(moment),
            )
            .values(
                state=RunState.CLAIMED,
                claimed_by=holder,
                claim_token=token,
                claim_until=moment + CLAIM_TIME,
                started_at=moment,
                attempts=CollectionRun.attempts + 1,
            )
            .execution_options(synchronize_session=False)
        )
        if _rows(taken):
            return _assignment(session, run, token)
    return None


def finish(*, session: Session, assignment: Assignment, records: Sequence[Record]) -> str:
    """Write the numbers and close the run, all or nothing; returns what came of it in a sentence.

    Raises `SourceMisconfigured` where the records are not what the metric needs, and `Conflict` where
    the claim is no longer ours.
    """
    run = session.get_one(CollectionRun, assignment.run_id)
    metric = session.get_one(MetricSource, run.metric_source_id)
    version = session.get_one(IndicatorSystemVersion, metric.system_version_id)
    units = [unit.code for unit in assessed(session, OrganisationKind(version.audience))]
    others = set(session.exec(select(Organisation.code)))
    reading = read_records(records, metric.unit_field, metric.fields, units, others)
    sentence = "；".join(filter(None, (run.message, reading.sentence)))
    facts = {
        "message": sentence,
        "rows": reading.rows,
        "units": reading.units,
        "sha256": reading.sha256,
    }
    _close(session, assignment.run_id, assignment.token, RunState.DONE, facts)
    data_at = run.started_at or clock.now()
    session.add_all(
        CollectedValue(
            run_id=assignment.run_id,
            metric_source_id=run.metric_source_id,
            unit_code=unit,
            column=column,
            number=number,
            data_at=data_at,
        )
        for (unit, column), number in reading.numbers.items()
    )
    return sentence


def postpone(*, session: Session, assignment: Assignment, reason: str) -> bool:
    """Queue a run again whose source did not answer, later each time; False when that was the last try."""
    run = session.get_one(CollectionRun, assignment.run_id)
    if run.attempts >= MOST_ATTEMPTS:
        refuse(session=session, assignment=assignment, reason=f"{reason}（已尝试 {run.attempts} 次）")
        return False
    again = clock.now() + wait_after(run.attempts)
    facts = {"message": reason, "not_before": again, "claim_until": None, "ended_at": None}
    _close(session, assignment.run_id, assignment.token, RunState.QUEUED, facts)
    return True


def refuse(*, session: Session, assignment: Assignment, reason: str) -> None:
    """Close a run that cannot succeed; the numbers known before stay in use."""
    _close(session, assignment.run_id, assignment.token, RunState.FAILED, {"message": reason})


def _takeable(moment: datetime) -> Any:
    queued = (col(CollectionRun.state) == RunState.QUEUED) & (col(CollectionRun.not_before) <= moment)
    left = (col(CollectionRun.state) == RunState.CLAIMED) & (col(CollectionRun.claim_until) < moment)
    return or_(queued, left)


def _close(
    session: Session,
    run_id: int,
    token: str,
    state: RunState,
    facts: Mapping[str, object],
) -> None:
    """Leave a run in a state, if the claim with this token still holds it."""
    values = {"state": state, "ended_at": clock.now(), **facts}
    closed = session.execute(
        update(CollectionRun)
        .where(
            col(CollectionRun.id) == run_id,
            col(CollectionRun.state) == RunState.CLAIMED,
            col(CollectionRun.claim_token) == token,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if not _rows(closed):
        raise Conflict(f"采集运行 {run_id} 已由其他进程接手，本次结果作废")


def _assignment(session: Session, run: CollectionRun, token: str) -> Assignment:
    metric = session.get_one(MetricSource, run.metric_source_id)
    source = session.get_one(DataSource, metric.data_source_id)
    if not isinstance(source.settings, dict):
        raise SourceMisconfigured(f"数据源“{source.name}”没有设置", remedy="请重新登记数据源")
    facts = SourceFacts(source.code, source.name, source.kind, source.settings)
    return Assignment(run.id or 0, token, facts, run.query, Window(run.since, run.until))


def _last_served(session: Session) -> dict[int, datetime]:
    query = (
        select(CollectionRun.metric_source_id, func.max(CollectionRun.due_at))
        .where(col(CollectionRun.trigger) != Trigger.MANUAL)
        .group_by(col(CollectionRun.metric_source_id))
    )
    return dict(session.exec(query).all())


def _rows(result: object) -> int:
    return int(getattr(result, "rowcount", 0))
