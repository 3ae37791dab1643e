"""What a unit still owes its projects: tasks to sign for, rounds to hand in; the first screen's list."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.projects.models import (
    Project,
    ProjectOrganisation,
    ProjectRound,
    RoundForm,
    RoundReceipt,
    RoundSubmission,
)
from core.projects.rules import ProjectState, RoundState, SubmissionState


@dataclass(frozen=True, slots=True)
class Duty:
    """One round a unit has not signed for, or not handed in while it is open; `returned` says why it came back.

    A round of questionnaires is to be signed for only: they are handed in one by one.
    """

    project_id: int
    project_name: str
    round_id: int
    round_name: str
    unit_name: str
    is_signed: bool
    is_to_hand_in: bool
    returned: str
    locks_at: datetime


def duties(*, session: Session, actor: Actor) -> list[Duty]:
    """What the actor's units owe, the earliest deadline first; nothing for those who see the whole city."""
    scope = authorise(session=session, actor=actor, permission=Permission.PROJECTS_RECEIPT_SIGN)
    if scope.everything:
        return []
    running = select(Project.id, Project.name).where(Project.state == ProjectState.RUNNING)
    projects = {number: name for number, name in session.exec(running) if number is not None}
    query = (
        select(RoundSubmission, ProjectRound, ProjectOrganisation, RoundReceipt)
        .join(ProjectRound, col(ProjectRound.id) == RoundSubmission.round_id)
        .join(
            ProjectOrganisation,
            (col(ProjectOrganisation.project_id) == ProjectRound.project_id)
            & (col(ProjectOrganisation.organisation_id) == RoundSubmission.organisation_id),
        )
        .join(
            RoundReceipt,
            (col(RoundReceipt.round_id) == RoundSubmission.round_id)
            & (col(RoundReceipt.organisation_id) == RoundSubmission.organisation_id),
        )
        .where(
            col(ProjectRound.project_id).in_(projects),
            ProjectRound.state != RoundState.CLOSED,
            col(RoundSubmission.is_due),
            col(RoundSubmission.organisation_id).in_(scope.organisation_ids),
        )
        .order_by(col(RoundSubmission.locks_at), col(RoundSubmission.id))
    )
    hung = {(each.round_id, each.audience) for each in session.exec(select(RoundForm))}
    found = [
        _duty(projects[row.project_id], held, row, unit, receipt, by_forms=_fills(hung, held, unit))
        for held, row, unit, receipt in session.exec(query)
    ]
    return [each for each in found if each.is_to_hand_in or not each.is_signed]


def _fills(hung: set[tuple[int, str]], held: RoundSubmission, unit: ProjectOrganisation) -> bool:
    """Whether a unit's round goes in with its questionnaires, which are duties of their own."""
    return (held.round_id, "") in hung or (held.round_id, unit.kind) in hung


def _duty(
    project: str,
    held: RoundSubmission,
    row: ProjectRound,
    unit: ProjectOrganisation,
    receipt: RoundReceipt,
    *,
    by_forms: bool,
) -> Duty:
    return Duty(
        project_id=row.project_id,
        project_name=project,
        round_id=held.round_id,
        round_name=row.name,
        unit_name=unit.short_name,
        is_signed=receipt.signed_at is not None,
        is_to_hand_in=row.state == RoundState.OPEN
        and held.state != SubmissionState.HANDED_IN
        and not by_forms,
        returned=held.returned_reason if held.state == SubmissionState.RETURNED else "",
        locks_at=held.locks_at,
    )
