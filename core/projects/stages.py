"""The stages of a project: their planned days, and each begun and finished with who, when, why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Conflict, Invalid, NotFound, Problem
from core.projects.models import Project, ProjectStage
from core.projects.moves import Move, keep_move
from core.projects.rules import ProjectState, StageState, reason_problems
from core.projects.stage_rules import Stage, plan_problems, stage_move_problems

Plan = Mapping[Stage, tuple[date, date]]


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage on the timeline."""

    id: int
    stage: Stage
    starts_on: date
    ends_on: date
    state: StageState
    version: int

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been finished."""
        return self.state is not StageState.DONE and today > self.ends_on


def plan_stages(
    *, session: Session, actor: Actor, project_id: int, plan: Plan, client_key: str | None = None
) -> int:
    """Give the stages of a project their days; stages left out of the plan leave it. Returns how many.

    Raises `Invalid` naming each faulty pair of days, and each stage begun already that would go.
    """
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_EDIT)
    if already_done(session=session, client_key=client_key) is not None:
        return len(plan)
    project = session.get(Project, project_id)
    if project is None:
        raise NotFound("没有这个项目", remedy="请从项目列表重新选择")
    held = {Stage(row.stage): row for row in _rows(session, project_id)}
    problems = plan_problems(plan)
    problems += [
        Problem(f"“{stage.label}”已经开始，不能从时间表中去掉", remedy="请保留这个阶段")
        for stage, row in held.items()
        if stage not in plan and row.state != StageState.PLANNED
    ]
    if problems:
        raise Invalid("时间表没有保存", problems=problems)
    before = {str(stage): f"{row.starts_on} 至 {row.ends_on}" for stage, row in held.items()}
    for stage, (begins, ends) in plan.items():
        row = held.get(stage) or ProjectStage(
            project_id=project_id, stage=stage, starts_on=begins, ends_on=ends
        )
        row.starts_on, row.ends_on = begins, ends
        session.add(row)
    for stage, row in held.items():
        if stage not in plan:
            session.delete(row)
    project.changed_at = clock.now()
    record(
        session=session,
        actor=actor,
        action=Permission.PROJECTS_PROJECT_EDIT,
        object_type="project_stage",
        object_id=str(project_id),
        object_name=f"{project.name}：阶段时间表",
        before=before,
        after={str(stage): f"{begins} 至 {ends}" for stage, (begins, ends) in plan.items()},
        client_key=client_key,
    )
    return len(plan)


def move_stage(
    *,
    session: Session,
    actor: Actor,
    stage_id: int,
    to: StageState,
    reason: str,
    version: int,
    client_key: str | None = None,
) -> None:
    """Begin or finish a stage, with the reason; raises `Invalid` saying what forbids it."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_MOVE)
    if already_done(session=session, client_key=client_key) is not None:
        return
    row = session.get(ProjectStage, stage_id)
    if row is None:
        raise NotFound("没有这个阶段", remedy="请从时间表重新选择")
    stage, at = Stage(row.stage), StageState(row.state)
    if row.version != version:
        raise Conflict(f"阶段“{stage.label}”刚被他人修改", remedy="请刷新后核对再操作")
    project = session.get_one(Project, row.project_id)
    problems = stage_move_problems(stage, at, to, ProjectState(project.state)) + reason_problems(reason)
    if problems:
        raise Invalid(f"阶段“{stage.label}”的状态没有改变", problems=problems)
    row.state, project.changed_at = to, clock.now()
    keep_move(session, actor, Move(row.project_id, None, at, to, reason.strip(), stage=stage))
    record(
        session=session,
        actor=actor,
        action=Permission.PROJECTS_PROJECT_MOVE,
        object_type="project_stage",
        object_id=str(stage_id),
        object_name=f"{project.name}：{stage.label}",
        before={"state": at},
        after={"state": to},
        reason=reason.strip(),
        client_key=client_key,
    )


def timeline(*, session: Session, actor: Actor, project_id: int) -> list[StageRow]:
    """The stages of a project in their order."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_READ)
    return stages_of(session, project_id)


def stages_of(session: Session, project_id: int) -> list[StageRow]:
    """The same for services that have authorised already."""
    order = list(Stage)
    found = [
        StageRow(
            row.id or 0, Stage(row.stage), row.starts_on, row.ends_on, StageState(row.state), row.version
        )
        for row in _rows(session, project_id)
    ]
    return sorted(found, key=lambda row: order.index(row.stage))


def _rows(session: Session, project_id: int) -> list[ProjectStage]:
    return list(session.exec(select(ProjectStage).where(ProjectStage.project_id == project_id)))
