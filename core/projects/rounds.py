"""The rounds of a project: adding, opening and closing them, and who is excused from one."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, func, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Conflict, Invalid, NotFound, Problem
from core.projects.models import Project, ProjectOrganisation, ProjectRound, RoundAbsence
from core.projects.moves import Move, keep_move
from core.projects.periods import period_problems
from core.projects.roll import members_of
from core.projects.rules import (
    ProjectState,
    RoundKind,
    RoundState,
    reason_problems,
    round_move_problems,
    text_problems,
    window_problems,
)
from core.projects.submissions import owe


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """What a round is called, the assessed period it covers, and when it takes values."""

    code: str
    name: str
    period: str
    kind: RoundKind
    opens_on: date
    closes_on: date


def add_round(
    *, session: Session, actor: Actor, project_id: int, draft: RoundDraft, client_key: str | None = None
) -> int:
    """Add a round, not yet open, after the others; returns its id."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_EDIT)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    project = session.get(Project, project_id)
    if project is None:
        raise NotFound("没有这个项目", remedy="请从项目列表重新选择")
    _check_draft(session, project, draft)
    query = select(func.count()).select_from(ProjectRound).where(ProjectRound.project_id == project_id)
    added = ProjectRound(
        project_id=project_id,
        code=draft.code.strip(),
        name=draft.name.strip(),
        period=draft.period.strip(),
        kind=draft.kind,
        opens_on=draft.opens_on,
        closes_on=draft.closes_on,
        order_no=session.exec(query).one() + 1,
    )
    session.add(added)
    project.changed_at = clock.now()
    session.flush()
    if project.state == ProjectState.RUNNING:
        owe(session, [added], [member.id for member in members_of(session, project_id)])
    record(
        session=session,
        actor=actor,
        action=Permission.PROJECTS_PROJECT_EDIT,
        object_type="project_round",
        object_id=str(added.id),
        object_name=f"{project.name} {added.name}",
        after={"code": added.code, "kind": added.kind, "closes_on": str(added.closes_on)},
        client_key=client_key,
    )
    return added.id or 0


def move_round(
    *, session: Session, actor: Actor, round_id: int, to: RoundState, reason: str, version: int
) -> None:
    """Open or close a round, with the reason; raises `Invalid` saying what forbids it."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_MOVE)
    held, project = _round(session, round_id)
    if held.version != version:
        raise Conflict(f"轮次“{held.name}”刚被他人修改", remedy="请刷新后核对再操作")
    at = RoundState(held.state)
    problems = round_move_problems(at, to, ProjectState(project.state)) + reason_problems(reason)
    if problems:
        raise Invalid(f"轮次“{held.name}”的状态没有改变", problems=problems)
    held.state = to
    # A project that is being closed elsewhere must notice the round that opens meanwhile.
    project.changed_at = clock.now()
    keep_move(session, actor, Move(held.project_id, round_id, at, to, reason.strip()))
    record(
        session=session,
        actor=actor,
        action=Permission.PROJECTS_PROJECT_MOVE,
        object_type="project_round",
        object_id=str(round_id),
        object_name=f"{project.name} {held.name}",
        before={"state": at},
        after={"state": to},
        reason=reason.strip(),
    )


def excuse(*, session: Session, actor: Actor, round_id: int, organisation_id: int, reason: str) -> None:
    """Decide that an organisation takes no part in a round: it is neither asked for values nor ranked.

    Raises `Invalid` without a reason, for a closed round, and for one that is not in the project.
    """
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_EDIT)
    held, project = _round(session, round_id)
    unit = session.get(ProjectOrganisation, (held.project_id, organisation_id))
    problems = reason_problems(reason)
    if held.state == RoundState.CLOSED:
        problems.append(Problem("轮次已关闭，缺考核名单不能再改", held.name, "请先重新开放轮次"))
    if unit is None:
        problems.append(Problem("该单位不是本项目的考核对象", remedy="请从考核对象中选择"))
    elif session.get(RoundAbsence, (round_id, organisation_id)) is not None:
        problems.append(Problem("该单位已核定缺考核", unit.name, "不必重复核定"))
    if problems or unit is None:
        raise Invalid("缺考核没有核定", problems=problems)
    session.add(
        RoundAbsence(
            round_id=round_id,
            organisation_id=organisation_id,
            reason=reason.strip(),
            decided_at=clock.now(),
            decided_by=actor.name,
        )
    )
    record(
        session=session,
        actor=actor,
        action=Permission.PROJECTS_PROJECT_EDIT,
        object_type="round_absence",
        object_id=f"{round_id}:{unit.code}",
        object_name=f"{project.name} {held.name}：{unit.name}缺考核",
        after={"absent": True},
        reason=reason.strip(),
    )


def _check_draft(session: Session, project: Project, draft: RoundDraft) -> None:
    problems = text_problems({"轮次编号": draft.code, "轮次名称": draft.name, "考核期": draft.period})
    problems += period_problems(draft.period) if draft.period.strip() else []
    problems += window_problems(draft.opens_on, draft.closes_on)
    if project.state not in (ProjectState.NOT_STARTED, ProjectState.RUNNING):
        value = ProjectState(project.state).label
        problems.append(Problem("未开始或进行中的项目才能添加轮次", value, "请先把项目退回进行中"))
    if problems:
        raise Invalid("轮次没有添加", problems=problems)
    taken = select(ProjectRound.id).where(
        ProjectRound.project_id == project.id, ProjectRound.code == draft.code.strip()
    )
    if session.exec(taken).first() is not None:
        raise Conflict(f"轮次编号“{draft.code.strip()}”在本项目中已被使用", remedy="请换一个编号")


def _round(session: Session, round_id: int) -> tuple[ProjectRound, Project]:
    held = session.get(ProjectRound, round_id)
    if held is None:
        raise NotFound("没有这个轮次", remedy="请从项目页重新选择")
    return held, session.get_one(Project, held.project_id)
