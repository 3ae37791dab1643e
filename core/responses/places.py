"""Who is where in a response: the box each person saved last."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session, col, select

from core.audit.actor import Actor
from core.responses.models import ResponsePlace

# Whoever has saved nothing for so long is taken to be elsewhere.
PRESENT: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who is working in a response, and the box they saved last."""

    person_id: int
    name: str
    cell: str
    at: datetime


def stand(session: Session, actor: Actor, response_id: int, cell: str, at: datetime) -> None:
    """Note where somebody works; for services that have authorised already."""
    if actor.person_id is None:
        return
    held = session.get(ResponsePlace, (response_id, actor.person_id))
    if held is None:
        held = ResponsePlace(
            response_id=response_id, person_id=actor.person_id, person_name=actor.name, cell=cell, at=at
        )
        session.add(held)
    held.cell, held.at = cell, at


def present(session: Session, response_id: int, now: datetime) -> tuple[Presence, ...]:
    """Who works in a response now, the last to save first; for services that have authorised already."""
    query = (
        select(ResponsePlace)
        .where(ResponsePlace.response_id == response_id, col(ResponsePlace.at) >= now - PRESENT)
        .order_by(col(ResponsePlace.at).desc())
    )
    return tuple(Presence(row.person_id, row.person_name, row.cell, row.at) for row in session.exec(query))
