"""Registering where numbers come from, and asking for them now."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session, col, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import left, record
from core.collection.columns import value_columns
from core.collection.models import CollectionRun, DataSource, MetricSource, RunState, Trigger
from core.collection.records import Window
from core.collection.runs import new_run
from core.errors import Conflict, Invalid, NotFound, Problem
from core.indicators.queries import published
from core.store.locks import serialise

_SECRET: Final = re.compile(r"passw|secret|token|口令|密码", re.IGNORECASE)
_LEAST_MINUTES: Final = 1


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """A data source as it is registered; `settings` may hold an address, never a secret."""

    code: str
    name: str
    kind: str
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MetricDraft:
    """How one metric is to be collected; `fields` maps column codes to fields of the query."""

    metric_code: str
    source_code: str
    query: str
    fields: Mapping[str, str]
    window: Window
    first_due: datetime
    every_minutes: int = 1440
    unit_field: str = field(default="unit")


def register_source(*, session: Session, actor: Actor, draft: SourceDraft) -> int:
    """Keep a data source under its code; a source of that code gets the new facts. Returns its id.

    Raises `Invalid` where anything in it looks like a secret: those are never kept in clear.
    """
    authorise(session=session, actor=actor, permission=Permission.COLLECTION_SOURCE_EDIT)
    _refuse_secrets(draft)
    held = session.exec(select(DataSource).where(DataSource.code == draft.code)).one_or_none()
    facts: dict[str, Any] = {"name": draft.name, "kind": draft.kind, "settings": dict(draft.settings)}
    before = _shown(held) if held is not None else None
    is_changed = held is None or {name: getattr(held, name) for name in facts} != facts
    if held is None:
        held = DataSource(code=draft.code, **facts)
        session.add(held)
    held.name, held.kind, held.settings = draft.name, draft.kind, dict(draft.settings)
    session.flush()
    if is_changed:
        record(
            session=session,
            actor=actor,
            action=Permission.COLLECTION_SOURCE_EDIT,
            object_type="data_source",
            object_id=str(held.id),
            object_name=draft.name,
            before=before,
            after=_shown(held),
        )
    return held.id or 0


def register_metrics(
    *, session: Session, actor: Actor, version_id: int, drafts: Sequence[MetricDraft]
) -> int:
    """Say how metrics of a published system are collected; returns how many are new or changed.

    Raises `Invalid` naming every metric, column or source that does not exist, and intervals below a minute.
    """
    authorise(session=session, actor=actor, permission=Permission.COLLECTION_SOURCE_EDIT)
    sources = {source.code: source.id or 0 for source in session.exec(select(DataSource))}
    system = published(session, version_id)
    owners = {column.code: column.owner for column in value_columns(system)}
    problems = [problem for draft in drafts for problem in _problems(draft, owners, sources)]
    if problems:
        raise Invalid("采集设置有误，没有保存", problems=problems)
    query = select(MetricSource).where(MetricSource.system_version_id == version_id)
    held = {metric.metric_code: metric for metric in session.exec(query)}
    changed = [
        draft.metric_code
        for draft in drafts
        if _put(session, held.get(draft.metric_code), version_id, draft, sources[draft.source_code])
    ]
    if changed:
        record(
            session=session,
            actor=actor,
            action=Permission.COLLECTION_SOURCE_EDIT,
            object_type="metric_source",
            object_id=str(version_id),
            object_name=f"{system.name} {system.version}",
            after={"metrics": changed},
        )
    return len(changed)


def start_runs(
    *,
    session: Session,
    actor: Actor,
    version_id: int,
    metric_codes: frozenset[str] | None = None,
    window: Window | None = None,
    client_key: str | None = None,
) -> int:
    """Ask for the metrics of a system now; returns how many runs were queued.

    Without a `window` each asks for its own days.

    A metric that is queued or being fetched already gets no second run, so that a double click or two
    people ask once. Raises `NotFound` where nothing is set up, `Conflict` where all are under way.
    """
    authorise(session=session, actor=actor, permission=Permission.COLLECTION_RUN_START)
    done = left(session=session, client_key=client_key)
    if done is not None:
        return int(done.get("runs", 0))
    serialise(session, "collection:due")
    query = select(MetricSource).where(MetricSource.system_version_id == version_id, col(MetricSource.is_on))
    metrics = [
        metric for metric in session.exec(query) if metric_codes is None or metric.metric_code in metric_codes
    ]
    if not metrics:
        raise NotFound("没有可以采集的指标", remedy="请先登记数据源和采集设置")
    waiting = select(CollectionRun.metric_source_id).where(
        col(CollectionRun.state).in_((RunState.QUEUED, RunState.CLAIMED))
    )
    busy = set(session.exec(waiting))
    due_at = clock.now()
    asked = [metric for metric in metrics if metric.id not in busy]
    if not asked:
        raise Conflict("这些指标正在采集，没有重复发起", remedy="请稍候查看运行记录")
    session.add_all(new_run(metric, due_at, Trigger.MANUAL, actor.name, window) for metric in asked)
    record(
        session=session,
        actor=actor,
        action=Permission.COLLECTION_RUN_START,
        object_type="indicator_system_version",
        object_id=str(version_id),
        object_name=f"{len(asked)} 项指标",
        after={"runs": len(asked)},
        client_key=client_key,
    )
    return len(asked)


def _shown(source: DataSource) -> dict[str, Any]:
    """What the trail keeps of a source."""
    return {"source": source.name, "address": source.settings.get("url", "")}


def _refuse_secrets(draft: SourceDraft) -> None:
    problems = []
    for name, text in draft.settings.items():
        try:
            secret = bool(_SECRET.search(name) or (name == "url" and make_url(text).password))
        except ArgumentError:
            problems.append(Problem("数据源地址不合格式", name, "例如 postgresql://只读账号@主机/库名"))
            continue
        if secret or _SECRET.search(text):
            remedy = "请用数据库的口令文件或证书认证，地址中只写账号"
            problems.append(Problem("设置中不得有口令", name, remedy))
    if problems:
        raise Invalid(f"数据源“{draft.name}”没有登记", problems=problems)


def _problems(draft: MetricDraft, owners: Mapping[str, str], sources: Mapping[str, int]) -> list[Problem]:
    code = draft.metric_code
    found = [
        Problem("指标体系没有这一列", f"{code} {column}", "请核对列编码")
        for column in draft.fields
        if owners.get(column) != code
    ]
    if not draft.fields:
        found.append(Problem("没有说明写入哪些列", code, "至少对照一列"))
    if draft.source_code not in sources:
        found.append(Problem("没有这个数据源", draft.source_code, "请先登记数据源"))
    if draft.every_minutes < _LEAST_MINUTES:
        found.append(Problem("采集间隔至少 1 分钟", str(draft.every_minutes)))
    return found


def _put(
    session: Session, held: MetricSource | None, version_id: int, draft: MetricDraft, source_id: int
) -> bool:
    facts: dict[str, Any] = {
        "data_source_id": source_id,
        "query": draft.query,
        "unit_field": draft.unit_field,
        "fields": dict(draft.fields),
        "since": draft.window.since,
        "until": draft.window.until,
        "every_minutes": draft.every_minutes,
        "first_due": draft.first_due,
    }
    if held is None:
        session.add(MetricSource(system_version_id=version_id, metric_code=draft.metric_code, **facts))
        return True
    changed = {name: value for name, value in facts.items() if getattr(held, name) != value}
    for name, value in changed.items():
        setattr(held, name, value)
    return bool(changed)
