"""填报完成: by itself when everybody has handed in, or after the deadline with the missing units listed."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core import clock
from core.access.permissions import Permission
from core.audit.actor import Actor
from core.audit.service import record
from core.errors import Problem
from core.projects.models import Project, ProjectOrganisation, ProjectRound, RoundAbsence, RoundSubmission
from core.projects.moves import Move, keep_move, open_rounds_of
from core.projects.rules import ProjectState, RoundState, SubmissionState
from core.projects.timing import last_minute

ALL_IN = "全部考核对象已报送，系统自动转换"


@dataclass(frozen=True, slots=True)
class Missing:
    """One unit that owes a round something; `locks_at` is until when it still may hand in."""

    round_id: int
    round_name: str
    organisation_id: int
    code: str
    name: str
    short_name: str
    state: SubmissionState
    locks_at: datetime


def missing_units(session: Session, project_id: int) -> list[Missing]:
    """Who has not handed in to which round of a project, without the excused; for authorised services."""
    excused = select(RoundAbsence.round_id).where(
        RoundAbsence.round_id == RoundSubmission.round_id,
        RoundAbsence.organisation_id == RoundSubmission.organisation_id,
    )
    query = (
        select(RoundSubmission, ProjectRound.name, ProjectOrganisation)
        .join(ProjectRound, col(ProjectRound.id) == RoundSubmission.round_id)
        .join(
            ProjectOrganisation,
            (col(ProjectOrganisation.project_id) == ProjectRound.project_id)
            & (col(ProjectOrganisation.organisation_id) == RoundSubmission.organisation_id),
        )
        .where(
            ProjectRound.project_id == project_id,
            col(RoundSubmission.is_due),
            RoundSubmission.state != SubmissionState.HANDED_IN,
            ~excused.exists(),
        )
        .order_by(
            col(ProjectRound.order_no),
            col(ProjectOrganisation.kind).desc(),
            col(ProjectOrganisation.order_no),
        )
    )
    return [
        Missing(
            held.round_id,
            name,
            unit.organisation_id,
            unit.code,
            unit.name,
            unit.short_name,
            SubmissionState(held.state),
            held.locks_at,
        )
        for held, name, unit in session.exec(query)
    ]


def early_problems(missing: list[Missing], now: datetime) -> list[Problem]:
    """Filling cannot be declared complete while somebody may still hand in."""
    waiting = [each for each in missing if each.locks_at >= now]
    if not waiting:
        return []
    last = max(each.locks_at for each in waiting)
    value = f"{len(waiting)} 个单位次，最晚截止 {last_minute(last)}"
    return [Problem("还有单位未报送，且没有过截止时间", value, "请等全部报送，或到截止后列明未报单位再转")]


def listed(missing: list[Missing]) -> str:
    """The missing as the move keeps them: round by round, by their short names."""
    rounds = dict.fromkeys(each.round_name for each in missing)
    return "；".join(
        f"{name}：{'、'.join(each.short_name for each in missing if each.round_name == name)}"
        for name in rounds
    )


def complete_when_all_are_in(session: Session, project: Project) -> bool:
    """Close the open rounds and declare filling complete once nobody owes anything; True when done."""
    project_id = project.id or 0
    if project.state != ProjectState.RUNNING or missing_units(session, project_id):
        return False
    itself = Actor.system()
    for row in open_rounds_of(session, project_id):
        row.state = RoundState.CLOSED
        keep_move(session, itself, Move(project_id, row.id, RoundState.OPEN, RoundState.CLOSED, ALL_IN))
    project.state, project.changed_at = ProjectState.FILLED, clock.now()
    move = Move(project_id, None, ProjectState.RUNNING, ProjectState.FILLED, ALL_IN)
    keep_move(session, itself, move)
    record(
        session=session,
        actor=itself,
        action=Permission.PROJECTS_PROJECT_MOVE,
        object_type="project",
        object_id=str(project_id),
        object_name=project.name,
        before={"state": move.at},
        after={"state": move.to},
        reason=ALL_IN,
    )
    return True
