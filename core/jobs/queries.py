"""Reads of the sidecar."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.jobs.models import JobBeat

# Beats come every 20 seconds; after three missed ones nobody is there.
_SILENT: Final = timedelta(minutes=1)


def silent_since(
    *, session: Session, actor: Actor, permission: Permission = Permission.COLLECTION_RUN_READ
) -> datetime | None:
    """When the sidecar was last heard of, where that is too long ago; None while it is at work.

    The moment an installation has never had one is its beginning of time.
    """
    authorise(session=session, actor=actor, permission=permission)
    beat = session.get(JobBeat, "heartbeat")
    if beat is None:
        return datetime.fromtimestamp(0, tz=clock.now().tzinfo)
    return beat.at if clock.now() - beat.at > _SILENT else None
