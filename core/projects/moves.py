"""Keeping every change of state: who, when, why; for services that have authorised and checked it."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core import clock
from core.audit.actor import Actor
from core.projects.models import ProjectMove, ProjectRound
from core.projects.rules import RoundState


@dataclass(frozen=True, slots=True)
class Move:
    """One change of state; `round_id` and `stage` are empty for the project itself.

    `missing` names who had not handed in when filling was declared complete.
    """

    project_id: int
    round_id: int | None
    at: str
    to: str
    reason: str
    stage: str = ""
    missing: str = ""


def keep_move(session: Session, actor: Actor, move: Move) -> None:
    """Append a move for services that have authorised and checked it."""
    session.add(
        ProjectMove(
            project_id=move.project_id,
            round_id=move.round_id,
            from_state=move.at,
            to_state=move.to,
            at=clock.now(),
            person_id=actor.person_id,
            person_name=actor.name,
            reason=move.reason,
            stage=move.stage,
            missing=move.missing,
        )
    )


def open_rounds_of(session: Session, project_id: int) -> list[ProjectRound]:
    """The rounds of a project that take values now, in their order."""
    query = select(ProjectRound).where(
        ProjectRound.project_id == project_id, ProjectRound.state == RoundState.OPEN
    )
    return list(session.exec(query.order_by(col(ProjectRound.order_no))))
