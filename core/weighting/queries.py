"""Reads of weighting records."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, or_, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.errors import NotFound, Unavailable
from core.indicators.canonical import fingerprint, rebuilt
from core.weighting.methods import FACTS, INPUTS, Facts, Inputs
from core.weighting.models import WeightingRecord
from core.weighting.outcome import Outcome
from core.weighting.target import Target

_SORTS = {
    "method": WeightingRecord.method,
    "person": WeightingRecord.person_name,
    "id": WeightingRecord.id,
}


@dataclass(frozen=True, slots=True)
class WeightingRow:
    """A record as lists show it; `method` is a key of `core.weighting.methods.METHODS`."""

    id: int
    system_code: str
    system_title: str
    version_id: int | None
    group_code: str
    group_name: str
    method: str
    note: str
    sha256: str
    recorded_at: datetime
    person_name: str


@dataclass(frozen=True, slots=True)
class WeightingView:
    """One record, whole: the group, what was given, what came of it, and the facts of the method."""

    row: WeightingRow
    target: Target
    inputs: Inputs
    outcome: Outcome
    facts: Facts


def weightings(
    *,
    session: Session,
    actor: Actor,
    system_code: str = "",
    group_code: str | None = None,
    text: str = "",
    method: str = "",
    sort: str = "",
    offset: int = 0,
    limit: int | None = 20,
) -> tuple[list[WeightingRow], int]:
    """One page of the records of a system (all, if empty) or one of its groups, newest first, and how many.

    `text` stands in the note or in who kept the record; `method` is a key of `METHODS`.
    """
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_WEIGHTS_READ)
    query = select(WeightingRecord)
    if system_code:
        query = query.where(WeightingRecord.system_code == system_code)
    if group_code is not None:
        query = query.where(WeightingRecord.group_code == group_code)
    if text:
        places = (WeightingRecord.note, WeightingRecord.person_name)
        query = query.where(or_(*(col(each).contains(text, autoescape=True) for each in places)))
    if method:
        query = query.where(WeightingRecord.method == method)
    total = session.exec(select(func.count()).select_from(query.subquery())).one()
    chosen = col(_SORTS.get(sort.lstrip("-"), WeightingRecord.id))
    falling = sort.startswith("-") or sort not in _SORTS
    query = query.order_by(chosen.desc() if falling else chosen, col(WeightingRecord.id).desc())
    return [_row(held) for held in session.exec(query.offset(offset).limit(limit))], total


def weighting(*, session: Session, actor: Actor, record_id: int) -> WeightingView:
    """One record. Raises `NotFound`, or `Unavailable` where it is not what was kept."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_WEIGHTS_READ)
    return opened(session, record_id)


def opened(session: Session, record_id: int) -> WeightingView:
    """The same for services that have authorised already."""
    held = session.get(WeightingRecord, record_id)
    if held is None:
        raise NotFound("没有这条定权记录", remedy="请从定权记录列表重新选择")
    if fingerprint_of(held) != held.sha256:
        raise Unavailable(
            f"第 {held.id} 号定权记录的内容与留存时的校验值不一致", remedy="请立即联系系统管理员，从备份核对"
        )
    return WeightingView(
        row=_row(held),
        target=rebuilt(Target, held.target),
        inputs=rebuilt(INPUTS[held.method], held.inputs),
        outcome=rebuilt(Outcome, held.result["outcome"]),
        facts=rebuilt(FACTS[held.method], held.result["facts"]),
    )


def fingerprint_of(held: WeightingRecord) -> str:
    """The SHA-256 a record is frozen by: what was weighed, how, from what, with which result."""
    return fingerprint(
        {"method": held.method, "target": held.target, "inputs": held.inputs, "result": held.result}
    )


def _row(held: WeightingRecord) -> WeightingRow:
    return WeightingRow(
        id=held.id or 0,
        system_code=held.system_code,
        system_title=held.system_title,
        version_id=held.version_id,
        group_code=held.group_code,
        group_name=held.group_name,
        method=held.method,
        note=held.note,
        sha256=held.sha256,
        recorded_at=held.recorded_at,
        person_name=held.person_name,
    )
