"""Making projects, saying what belongs to them, and moving them on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, delete, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Conflict, Invalid, NotFound, Problem
from core.indicators.models import IndicatorSystemVersion
from core.indicators.system import AUDIENCES
from core.organisations.models import Organisation
from core.organisations.rules import ASSESSABLE
from core.projects.completion import Missing, early_problems, listed, missing_units
from core.projects.launch import Step, distribute
from core.projects.models import Project, ProjectOrganisation, ProjectSystem
from core.projects.moves import Move, keep_move, open_rounds_of
from core.projects.queries import missing_of
from core.projects.rules import (
    ProjectState,
    project_move_problems,
    reason_problems,
    text_problems,
)
from core.store.moments import moment

_EARLIEST, _LATEST = 2000, 2100


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """What a project is called; `code` is unique for good."""

    code: str
    name: str
    year: int
    # Practised only: marked wherever it is shown, and its editions never count.
    is_rehearsal: bool = False


def create_project(
    *,
    session: Session,
    actor: Actor,
    draft: ProjectDraft,
    systems: Collection[int] = (),
    client_key: str | None = None,
) -> int:
    """Make a project, not started, with these published systems; returns its id.

    Raises `Invalid` naming every empty field or unfit system, `Conflict` where the code is taken.
    """
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_CREATE)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    check_draft(session, draft)
    moment = clock.now()
    project = Project(
        code=draft.code.strip(),
        name=draft.name.strip(),
        year=draft.year,
        is_rehearsal=draft.is_rehearsal,
        created_at=moment,
        created_by=actor.name,
        changed_at=moment,
    )
    chosen = _by_audience(session, systems)
    session.add(project)
    session.flush()
    _put_systems(session, project.id or 0, chosen)
    record(
        session=session,
        actor=actor,
        action=Permission.PROJECTS_PROJECT_CREATE,
        object_type="project",
        object_id=str(project.id),
        object_name=project.name,
        after={"code": project.code, "year": project.year, "systems": chosen},
        client_key=client_key,
    )
    return project.id or 0


def assign_systems(
    *, session: Session, actor: Actor, project_id: int, systems: Collection[int], version: int
) -> None:
    """Replace the systems of a project that has not started: one published version an audience."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_EDIT)
    project = editable(session, project_id, version)
    chosen = _by_audience(session, systems)
    rows = session.exec(select(ProjectSystem).where(ProjectSystem.project_id == project_id)).all()
    before = {row.audience: row.system_version_id for row in rows}
    session.exec(delete(ProjectSystem).where(col(ProjectSystem.project_id) == project_id))
    _put_systems(session, project_id, chosen)
    _touch(session, actor, project, {"systems": before}, {"systems": chosen})


def pick_organisations(
    *, session: Session, actor: Actor, project_id: int, organisation_ids: Collection[int], version: int
) -> int:
    """Replace the assessed organisations of a project that has not started; returns how many.

    They are kept as they stand now. Raises `Invalid` naming each one that cannot be assessed.
    """
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_EDIT)
    project = editable(session, project_id, version)
    found = session.exec(select(Organisation).where(col(Organisation.id).in_(set(organisation_ids)))).all()
    _refuse_unfit(found, set(organisation_ids))
    kept = session.exec(
        select(ProjectOrganisation.code).where(ProjectOrganisation.project_id == project_id)
    ).all()
    session.exec(delete(ProjectOrganisation).where(col(ProjectOrganisation.project_id) == project_id))
    session.add_all(as_it_stands(project_id, organisation) for organisation in found)
    before, after = {"organisations": sorted(kept)}, {"organisations": sorted(row.code for row in found)}
    _touch(session, actor, project, before, after)
    return len(found)


def move_project(
    *,
    session: Session,
    actor: Actor,
    project_id: int,
    to: ProjectState,
    reason: str,
    version: int,
    more: Sequence[Step] = (),
    client_key: str | None = None,
) -> dict[str, int]:
    """Move a project to another state, with the reason; nothing but the legal moves is possible.

    A start distributes everything in this transaction (`core.projects.launch`, and `more` from above) and
    answers how many of each. Raises `Invalid` saying what forbids the move: the order of the states, what
    a start still lacks, a round still open, somebody who may still hand in, no reason given.
    """
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_MOVE)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return {}
    project = fresh(session, project_id, version)
    at, missing = ProjectState(project.state), list[Missing]()
    still_open = [row.name for row in open_rounds_of(session, project_id)]
    problems = project_move_problems(at, to, still_open) + reason_problems(reason)
    if not problems and at is ProjectState.NOT_STARTED:
        problems = missing_of(session, project_id)
    elif not problems and to is ProjectState.FILLED:
        missing = missing_units(session, project_id)
        problems = early_problems(missing, moment(session))
    if problems:
        raise Invalid(f"项目“{project.name}”的状态没有改变", problems=problems)
    project.state, project.changed_at = to, clock.now()
    keep_move(session, actor, Move(project_id, None, at, to, reason.strip(), missing=listed(missing)))
    starts = at is ProjectState.NOT_STARTED
    handed = distribute(session, actor, project, more) if starts else {}
    record(
        session=session,
        actor=actor,
        action=Permission.PROJECTS_PROJECT_MOVE,
        object_type="project",
        object_id=str(project_id),
        object_name=project.name,
        before={"state": at},
        after={"state": to} | handed,
        reason=reason.strip(),
        client_key=client_key,
    )
    return handed


def fresh(session: Session, project_id: int, version: int) -> Project:
    """The project as the person saw it; raises `NotFound`, or `Conflict` where it changed since."""
    project = session.get(Project, project_id)
    if project is None:
        raise NotFound("没有这个项目", remedy="请从项目列表重新选择")
    if project.version != version:
        raise Conflict(f"项目“{project.name}”刚被他人修改", remedy="请刷新后核对再操作")
    return project


def editable(session: Session, project_id: int, version: int) -> Project:
    """The same, where its systems and organisations may still be changed."""
    project = fresh(session, project_id, version)
    if project.state != ProjectState.NOT_STARTED:
        raise Invalid(
            f"项目“{project.name}”{ProjectState(project.state).label}，指标体系和考核对象不能再改",
            remedy="启动后的增减须凭调整单办理；需要改体系时另建项目",
        )
    return project


def check_draft(session: Session, draft: ProjectDraft) -> None:
    """Raise `Invalid` or `Conflict` where a project may not be called so."""
    problems = text_problems({"项目编号": draft.code, "项目名称": draft.name})
    if not _EARLIEST <= draft.year <= _LATEST:
        problems.append(Problem("年度不合理", str(draft.year), f"请填 {_EARLIEST} 到 {_LATEST} 之间的年份"))
    if problems:
        raise Invalid("项目没有创建", problems=problems)
    if session.exec(select(Project.id).where(Project.code == draft.code.strip())).first() is not None:
        raise Conflict(f"项目编号“{draft.code.strip()}”已被使用", remedy="请换一个编号")


def _by_audience(session: Session, systems: Collection[int]) -> dict[str, int]:
    query = select(IndicatorSystemVersion).where(col(IndicatorSystemVersion.id).in_(set(systems)))
    found = session.exec(query).all()
    problems = []
    if len(found) != len(set(systems)):
        problems.append(Problem("有指标体系没有发布", remedy="请从已发布的体系中重新选择"))
    fit = {kind.value for kind in ASSESSABLE}
    problems += [
        Problem("不是市级部门或县市区的指标体系", version.name, "请选择面向市级部门或县市区的体系")
        for version in found
        if version.audience not in fit
    ]
    audiences = [version.audience for version in found]
    for audience in {each for each in audiences if audiences.count(each) > 1}:
        rule = f"{AUDIENCES.get(audience, audience)}选了两套指标体系"
        problems.append(Problem(rule, remedy="每类考核对象只能用一套"))
    if problems:
        raise Invalid("指标体系没有选定", problems=problems)
    return {version.audience: version.id or 0 for version in found}


def _put_systems(session: Session, project_id: int, chosen: Mapping[str, int]) -> None:
    session.add_all(
        ProjectSystem(project_id=project_id, audience=audience, system_version_id=version_id)
        for audience, version_id in chosen.items()
    )


def _refuse_unfit(found: Collection[Organisation], wanted: set[int]) -> None:
    fit = {kind.value for kind in ASSESSABLE}
    problems = [
        Problem("不能作为考核对象", f"{row.code} {row.name}", "请在机构管理中登记为考核对象后再选")
        for row in found
        if row.kind not in fit or not row.is_assessed or not row.is_active
    ]
    if len(found) != len(wanted):
        problems.append(Problem("有机构不存在", remedy="请刷新后重新勾选"))
    if problems:
        raise Invalid("考核对象没有保存", problems=problems)


def as_it_stands(project_id: int, organisation: Organisation) -> ProjectOrganisation:
    """An organisation as it stands now, for a project."""
    return ProjectOrganisation(
        project_id=project_id,
        organisation_id=organisation.id or 0,
        code=organisation.code,
        name=organisation.name,
        short_name=organisation.short_name or organisation.name,
        kind=organisation.kind,
        group_name=organisation.group_name,
        order_no=organisation.order_no,
    )


def _touch(
    session: Session, actor: Actor, project: Project, before: dict[str, Any], after: dict[str, Any]
) -> None:
    project.changed_at = clock.now()
    record(
        session=session,
        actor=actor,
        action=Permission.PROJECTS_PROJECT_EDIT,
        object_type="project",
        object_id=str(project.id),
        object_name=project.name,
        before=before,
        after=after,
    )
