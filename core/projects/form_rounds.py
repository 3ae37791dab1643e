"""Rounds whose units fill questionnaires: they go in with the last of them and come back with the first.

Every function here is for services that have authorised the act already.
"""

from datetime import datetime

from sqlmodel import Session

from core.audit.actor import Actor
from core.errors import Invalid, Problem
from core.projects.models import Project
from core.projects.rules import ProjectState, RoundState, SubmissionState
from core.projects.submissions import CONFIRM, RETURN, go_in, owed, sent_back, told


def go_in_with_forms(session: Session, actor: Actor, round_id: int, organisation_id: int) -> bool:
    """The round of a unit whose questionnaires are all in goes in with them; for services that have authorised.

    Returns whether it was on time; raises as `hand_in` does.
    """
    return go_in(session, actor, round_id, organisation_id, None)


def take_back(session: Session, actor: Actor, round_id: int, organisation_id: int) -> None:
    """A round handed in with its questionnaires is owed again; for services that have authorised.

    Raises `Invalid` where the project has gone on since.
    """
    held, row, _unit = owed(session, round_id, organisation_id)
    if held.state != SubmissionState.HANDED_IN:
        return
    project = session.get_one(Project, row.project_id)
    if project.state != ProjectState.RUNNING:
        state = ProjectState(project.state).label
        problem = Problem("项目已转入下一状态，不能撤回", state, "请联系市大数据局退回到题")
        raise Invalid("没有撤回", problems=[problem])
    held.state, held.is_on_time = SubmissionState.PENDING, False
    told(session, actor, CONFIRM, held, {"state": "pending"})


def return_with_forms(
    session: Session,
    actor: Actor,
    round_id: int,
    organisation_id: int,
    *,
    reason: str,
    until: datetime | None,
) -> datetime:
    """A round one of whose questionnaires is sent back is owed again; for services that have authorised.

    Returns until when the unit may hand it in; raises `Invalid` where the round is no longer open.
    """
    held, row, _unit = owed(session, round_id, organisation_id)
    if row.state != RoundState.OPEN:
        problem = Problem("轮次没有开放", RoundState(row.state).label, "请先重新开放轮次")
        raise Invalid("没有退回", problems=[problem])
    until = sent_back(actor, held, reason, until)
    told(session, actor, RETURN, held, {"state": held.state}, reason=reason)
    return until
