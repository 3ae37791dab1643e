"""Reading the trail, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, or_, select

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
