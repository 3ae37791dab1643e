"""Reading the trail, newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, and_, col, func, or_, select

from core.audit.models import AuditEntry


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One entry as the trail screen shows it."""

    id: int
    at: datetime
    person_name: str
    ip: str
    action: str
    object_type: str
    object_name: str
    allowed: bool
    reason: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def trail(
    session: Session, *, text: str = "", action: str = "", offset: int = 0, limit: int = 20
) -> tuple[list[TrailRow], int]:
    """A page of entries whose person, object or address contains `text`, and the total count."""
    conditions = []
    if text:
        columns = (AuditEntry.person_name, AuditEntry.object_name, AuditEntry.object_id, AuditEntry.ip)
        conditions.append(or_(*(col(column).contains(text, autoescape=True) for column in columns)))
    if action:
        conditions.append(col(AuditEntry.action).startswith(action, autoescape=True))
    total = session.exec(select(func.count()).select_from(AuditEntry).where(*conditions)).one()
    query = select(AuditEntry).where(*conditions).order_by(col(AuditEntry.id).desc())
    rows = [_row(entry) for entry in session.exec(query.offset(offset).limit(limit))]
    return rows, total


@dataclass(frozen=True, slots=True)
class ActsSince:
    """What was done of certain acts, and refused of any, since a moment: counts, and the newest of both."""

    done: int
    refused: int
    newest: tuple[TrailRow, ...]


def acts_since(session: Session, moment: datetime, actions: Collection[str], *, limit: int) -> ActsSince:
    """The acts named by `actions` that were done, and everything refused, since `moment`."""
    since = col(AuditEntry.at) >= moment
    done = and_(col(AuditEntry.action).in_(actions), col(AuditEntry.allowed))
    refused = col(AuditEntry.allowed).is_(False)
    counts = [
        session.exec(select(func.count()).select_from(AuditEntry).where(since, which)).one()
        for which in (done, refused)
    ]
    query = select(AuditEntry).where(since, or_(done, refused)).order_by(col(AuditEntry.id).desc())
    rows = tuple(_row(entry) for entry in session.exec(query.limit(limit)))
    return ActsSince(counts[0], counts[1], rows)


def _row(entry: AuditEntry) -> TrailRow:
    return TrailRow(
        id=entry.id or 0,
        at=entry.at,
        person_name=entry.person_name,
        ip=entry.ip,
        action=entry.action,
        object_type=entry.object_type,
        object_name=entry.object_name or entry.object_id,
        allowed=entry.allowed,
        reason=entry.reason,
        before=entry.before,
        after=entry.after,
    )
