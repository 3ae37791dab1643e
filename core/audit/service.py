"""Writing the trail."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from core import clock
from core.audit.actor import Actor
from core.audit.models import AuditEntry


def record(
    *,
    session: Session,
    actor: Actor,
    action: str,
    object_type: str,
    object_id: str = "",
    object_name: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    allowed: bool = True,
    reason: str = "",
    client_key: str | None = None,
) -> None:
    """Append one entry in the caller's transaction.

    `before`/`after` hold the changed fields only; secrets and evidence bytes never go in.
    A `client_key` already used makes the whole transaction fail, so that a repeated submit acts once.
    """
    session.add(
        AuditEntry(
            at=clock.now(),
            person_id=actor.person_id,
            person_name=actor.name,
            ip=actor.ip,
            action=action,
            object_type=object_type,
            object_id=object_id,
            object_name=object_name,
            before=before,
            after=after,
            allowed=allowed,
            reason=reason,
            client_key=client_key,
        )
    )


def already_done(*, session: Session, client_key: str | None) -> AuditEntry | None:
    """The entry an earlier attempt of the same submit left, if it succeeded."""
    if not client_key:
        return None
    return session.exec(select(AuditEntry).where(AuditEntry.client_key == client_key)).first()


def left(*, session: Session, client_key: str | None) -> Mapping[str, Any] | None:
    """What an earlier attempt of the same submit kept of its outcome, if it succeeded."""
    done = already_done(session=session, client_key=client_key)
    return None if done is None else done.after or {}


def imported(*, session: Session, client_key: str | None) -> tuple[int, int] | None:
    """How many rows an earlier attempt of the same import added and updated, if it succeeded."""
    done = left(session=session, client_key=client_key)
    return None if done is None else (int(done.get("added", 0)), int(done.get("updated", 0)))
