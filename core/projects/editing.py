"""Editing, copying and deleting projects; only one that has not started may go."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, delete, func, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Invalid, NotFound, Problem
from core.organisations.models import Organisation
from core.projects.models import (
    Project,
    ProjectOrganisation,
    ProjectPerson,
    ProjectRound,
    ProjectStage,
    ProjectSystem,
    RoundAbsence,
    TaskNode,
    YearlyTask,
)
from core.projects.rules import ProjectState
from core.projects.service import ProjectDraft, as_it_stands, check_draft, fresh


def edit_project(
    *,
    session: Session,
    actor: Actor,
    project_id: int,
    name: str,
    is_rehearsal: bool,
    version: int,
    client_key: str | None = None,
) -> None:
    """Rename a project, or say that it is a rehearsal; what counts is settled before the start."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_EDIT)
    if already_done(session=session, client_key=client_key) is not None:
        return
    project = fresh(session, project_id, version)
    problems = [Problem("“项目名称”不能为空", remedy="请填写")] if not name.strip() else []
    if is_rehearsal != project.is_rehearsal and project.state != ProjectState.NOT_STARTED:
        value = ProjectState(project.state).label
        problems.append(Problem("启动后不能改变是否练习项目", value, "请另建项目"))
    if problems:
        raise Invalid("项目没有修改", problems=problems)
    before = {"name": project.name, "is_rehearsal": project.is_rehearsal}
    project.name, project.is_rehearsal = name.strip(), is_rehearsal
    project.changed_at = clock.now()
    record(
        session=session,
        actor=actor,
        action=Permission.PROJECTS_PROJECT_EDIT,
        object_type="project",
        object_id=str(project_id),
        object_name=project.name,
        before=before,
        after={"name": project.name, "is_rehearsal": is_rehearsal},
        client_key=client_key,
    )


def copy_project(
    *,
    session: Session,
    actor: Actor,
    project_id: int,
    draft: ProjectDraft,
    client_key: str | None = None,
) -> int:
    """A new project like another: its systems, organisations as they stand now, rounds and stages.

    Days and names of periods move by the years between them. Units no longer assessed are left out.
    """
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_CREATE)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    source = session.get(Project, project_id)
    if source is None:
        raise NotFound("没有这个项目", remedy="请从项目列表重新选择")
    check_draft(session, draft)
    moment = clock.now()
    made = Project(
        code=draft.code.strip(),
        name=draft.name.strip(),
        year=draft.year,
        is_rehearsal=draft.is_rehearsal,
        created_at=moment,
        created_by=actor.name,
        changed_at=moment,
    )
    session.add(made)
    session.flush()
    _copy_parts(session, source, made)
    record(
        session=session,
        actor=actor,
        action=Permission.PROJECTS_PROJECT_CREATE,
        object_type="project",
        object_id=str(made.id),
        object_name=made.name,
        after={"code": made.code, "year": made.year, "copied_from": source.code},
        client_key=client_key,
    )
    return made.id or 0


def belongings(*, session: Session, actor: Actor, project_id: int) -> dict[str, int]:
    """What would go with a project: how many of each, by Chinese name."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_DELETE)
    tables: dict[str, Any] = {
        "考核对象": ProjectOrganisation,
        "指标体系": ProjectSystem,
        "轮次": ProjectRound,
        "阶段": ProjectStage,
        "项目人员": ProjectPerson,
        "年度任务": YearlyTask,
    }
    found = {
        name: session.exec(
            select(func.count()).select_from(table).where(col(table.project_id) == project_id)
        ).one()
        for name, table in tables.items()
    }
    return {name: number for name, number in found.items() if number}


def delete_project(
    *, session: Session, actor: Actor, project_id: int, version: int, client_key: str | None = None
) -> dict[str, int]:
    """Delete a project that has not started, with all that belongs to it; returns what went."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_DELETE)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return {}
    project = fresh(session, project_id, version)
    if project.state != ProjectState.NOT_STARTED:
        value = ProjectState(project.state).label
        problem = Problem("只有未开始的项目才能删除", value, "已启动的项目请结束并归档")
        raise Invalid(f"项目“{project.name}”没有删除", problems=[problem])
    gone = belongings(session=session, actor=actor, project_id=project_id)
    rounds = select(ProjectRound.id).where(ProjectRound.project_id == project_id)
    tasks = select(YearlyTask.id).where(YearlyTask.project_id == project_id)
    session.exec(delete(RoundAbsence).where(col(RoundAbsence.round_id).in_(rounds)))
    session.exec(delete(TaskNode).where(col(TaskNode.task_id).in_(tasks)))
    for table in (YearlyTask, ProjectPerson, ProjectStage, ProjectRound, ProjectSystem, ProjectOrganisation):
        session.exec(delete(table).where(col(table.project_id) == project_id))
    session.delete(project)
    record(
        session=session,
        actor=actor,
        action=Permission.PROJECTS_PROJECT_DELETE,
        object_type="project",
        object_id=str(project_id),
        object_name=project.name,
        before={"code": project.code, "name": project.name, **gone},
        client_key=client_key,
    )
    return gone


def _copy_parts(session: Session, source: Project, made: Project) -> None:
    project_id, years = made.id or 0, made.year - source.year
    for system in session.exec(select(ProjectSystem).where(ProjectSystem.project_id == source.id)):
        session.add(
            ProjectSystem(
                project_id=project_id,
                audience=system.audience,
                system_version_id=system.system_version_id,
            )
        )
    picked = select(ProjectOrganisation.organisation_id).where(
        ProjectOrganisation.project_id == source.id, col(ProjectOrganisation.withdrawn_at).is_(None)
    )
    fit = select(Organisation).where(
        col(Organisation.id).in_(picked), col(Organisation.is_assessed), col(Organisation.is_active)
    )
    session.add_all(as_it_stands(project_id, unit) for unit in session.exec(fit))
    for row in session.exec(select(ProjectRound).where(ProjectRound.project_id == source.id)):
        session.add(
            ProjectRound(
                project_id=project_id,
                code=_renamed(row.code, source.year, years),
                name=_renamed(row.name, source.year, years),
                period=_renamed(row.period, source.year, years),
                kind=row.kind,
                opens_on=_later(row.opens_on, years),
                closes_on=_later(row.closes_on, years),
                order_no=row.order_no,
            )
        )
    for stage in session.exec(select(ProjectStage).where(ProjectStage.project_id == source.id)):
        session.add(
            ProjectStage(
                project_id=project_id,
                stage=stage.stage,
                starts_on=_later(stage.starts_on, years),
                ends_on=_later(stage.ends_on, years),
            )
        )


def _renamed(text: str, year: int, years: int) -> str:
    return text.replace(str(year), str(year + years)) if years else text


def _later(day: date, years: int) -> date:
    """The same day so many years on; the 29th of February becomes the 28th."""
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year + years, day=28 if leap and years else day.day)
