"""Who is assessed in a project, and who takes part in a round; for services that have authorised already."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.projects.models import ProjectOrganisation, ProjectRound, RoundAbsence, RoundForm, RoundSubmission


@dataclass(frozen=True, slots=True)
class Member:
    """An assessed organisation as it stood when it was picked."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    group_name: str


@dataclass(frozen=True, slots=True)
class Absence:
    """An organisation that takes no part in a round."""

    round_id: int
    organisation_id: int
    code: str
    name: str
    kind: str
    reason: str
    decided_at: datetime
    decided_by: str


def members_of(session: Session, project_id: int) -> tuple[Member, ...]:
    """The assessed organisations in official order, for services that have authorised already."""
    query = (
        select(ProjectOrganisation)
        .where(ProjectOrganisation.project_id == project_id, col(ProjectOrganisation.withdrawn_at).is_(None))
        .order_by(col(ProjectOrganisation.kind).desc(), col(ProjectOrganisation.order_no))
    )
    return _members(session, query)


def _members(session: Session, query: SelectOfScalar[ProjectOrganisation]) -> tuple[Member, ...]:
    return tuple(
        Member(row.organisation_id, row.code, row.name, row.short_name, row.kind, row.group_name)
        for row in session.exec(query)
    )


def absences_of(session: Session, project_id: int) -> tuple[Absence, ...]:
    """Who was excused from which round of a project, for services that have authorised already."""
    query = (
        select(RoundAbsence, ProjectOrganisation)
        .join(ProjectRound, col(ProjectRound.id) == RoundAbsence.round_id)
        .join(
            ProjectOrganisation,
            (col(ProjectOrganisation.project_id) == ProjectRound.project_id)
            & (col(ProjectOrganisation.organisation_id) == RoundAbsence.organisation_id),
        )
        .where(ProjectRound.project_id == project_id)
        .order_by(col(ProjectRound.order_no), col(ProjectOrganisation.order_no))
    )
    return tuple(
        Absence(
            row.round_id,
            row.organisation_id,
            unit.code,
            unit.name,
            unit.kind,
            row.reason,
            row.decided_at,
            row.decided_by,
        )
        for row, unit in session.exec(query)
    )


def taking_part(session: Session, round_id: int, audience: str) -> tuple[Member, ...]:
    """The organisations of one audience a round asks values of: those on its books without the excused.

    Before the start nothing is on the books yet; then the project's organisations stand for them.
    """
    project_id = session.get_one(ProjectRound, round_id).project_id
    away = {each.organisation_id for each in absences_of(session, project_id) if each.round_id == round_id}
    owing = set(
        session.exec(
            select(RoundSubmission.organisation_id).where(
                RoundSubmission.round_id == round_id, col(RoundSubmission.is_due)
            )
        )
    )
    everybody = select(ProjectOrganisation).where(
        ProjectOrganisation.project_id == project_id, col(ProjectOrganisation.organisation_id).in_(owing)
    )
    order = (col(ProjectOrganisation.kind).desc(), col(ProjectOrganisation.order_no))
    members = _members(session, everybody.order_by(*order)) if owing else members_of(session, project_id)
    return tuple(each for each in members if each.kind == audience and each.id not in away)


def forms_asked(session: Session, round_id: int, kind: str) -> list[int]:
    """The questionnaires units of this kind fill in a round, for authorised services."""
    query = select(RoundForm.questionnaire_id).where(
        RoundForm.round_id == round_id, col(RoundForm.audience).in_(("", kind))
    )
    return list(session.exec(query.order_by(col(RoundForm.questionnaire_id))))
