"""Starting a project: everything is distributed inside the transaction that starts it, or nothing is.

`STEPS` is the seam: each later capability with something to hand out (questionnaires, evaluators' tasks)
adds a step from above by passing it on; a step works in the session it is given and never commits.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from core.access.models import Person, PersonRole, RolePermission
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.errors import Problem
from core.notices.models import Contact
from core.notices.service import NoticeDraft, give_notice
from core.organisations.models import Organisation
from core.organisations.rules import OrganisationKind
from core.projects.models import Project, ProjectPerson, ProjectRound
from core.projects.roll import Member, members_of
from core.projects.rules import progress_address
from core.projects.submissions import owe
from core.projects.timing import end_of, last_minute_in_words


@dataclass(frozen=True, slots=True)
class Launch:
    """What a step distributes to whom."""

    actor: Actor
    project: Project
    rounds: tuple[ProjectRound, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a start hands out; `run` says how many."""

    name: str
    run: Callable[[Session, Launch], int]


def distribute(session: Session, actor: Actor, project: Project, more: Sequence[Step] = ()) -> dict[str, int]:
    """Hand everything out for a project that starts; returns how many of each, for authorised services."""
    query = select(ProjectRound).where(ProjectRound.project_id == project.id)
    rounds = tuple(session.exec(query.order_by(col(ProjectRound.order_no))))
    launch = Launch(actor, project, rounds, members_of(session, project.id or 0))
    handed: dict[str, int] = {}
    for step in (*STEPS, *more):
        handed[step.name] = step.run(session, launch)
        session.flush()
    return handed


def _tasks(session: Session, launch: Launch) -> int:
    """What every unit owes every round, its deadline and its receipt."""
    ids = [member.id for member in launch.members]
    return owe(session, launch.rounds, ids)


def _notices(session: Session, launch: Launch) -> int:
    """One notice with all deadlines to everybody who works for an assessed unit."""
    times = "；".join(
        f"{row.name}截止 {last_minute_in_words(end_of(row.closes_on))}" for row in launch.rounds
    )
    mark = "【练习】" if launch.project.is_rehearsal else ""
    draft = NoticeDraft(
        "启动",
        f"{mark}“{launch.project.name}”已启动，请签收",
        f"请登录系统签收任务并按时报送。{times}。",
        progress_address(launch.project.id or 0),
    )
    ids = [member.id for member in launch.members]
    return give_notice(session=session, actor=launch.actor, draft=draft, organisation_ids=ids).people


STEPS: Final = (Step("报送任务与签收单", _tasks), Step("站内通知", _notices))


def start_warnings(*, session: Session, actor: Actor, project_id: int) -> list[Problem]:
    """What does not keep a project from starting but will be missed later."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_EDIT)
    warnings = []
    members = members_of(session, project_id)
    staff = select(ProjectPerson.person_id).where(ProjectPerson.project_id == project_id)
    if session.exec(staff).first() is None:
        warnings.append(
            Problem(
                "还没有指定项目人员", remedy="请在“人员分工”中指定项目负责人和评估人员，单位才知道有疑问找谁"
            )
        )
    covered = _confirmable(session)
    without = [member.short_name for member in members if member.id not in covered]
    if without:
        warnings.append(_some("没有能报送的审核人账号", without, "请在用户管理中为这些单位开通部门审核人"))
    known = set(session.exec(select(Contact.organisation_id)))
    unknown = [member.short_name for member in members if member.id not in known]
    if unknown:
        warnings.append(
            _some("电话册里没有联系人", unknown, "请在“进度与催报—电话册”中登记或导入，便于电话催办")
        )
    return warnings


def _confirmable(session: Session) -> set[int]:
    """The units somebody with an account may hand in for; people of a section count for their unit."""
    query = (
        select(Organisation)
        .join(Person, col(Person.organisation_id) == Organisation.id)
        .join(PersonRole, col(PersonRole.person_id) == Person.id)
        .join(RolePermission, col(RolePermission.role_id) == PersonRole.role_id)
        .where(col(Person.is_active), RolePermission.permission == Permission.PROJECTS_SUBMISSION_CONFIRM)
    )
    found = {row.parent_id if row.kind == OrganisationKind.SECTION else row.id for row in session.exec(query)}
    return {each for each in found if each is not None}


def _some(rule: str, names: list[str], remedy: str) -> Problem:
    shown = "、".join(names[:5]) + ("等" if len(names) > 5 else "")
    return Problem(rule, f"{len(names)} 个单位：{shown}", remedy)
