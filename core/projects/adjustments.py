"""Adjustment slips: an assessed organisation added, withdrawn, merged or renamed after the start.

Rounds closed before and editions frozen keep everybody as they were; slips are never changed.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlmodel import Session, col, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.audit.service import already_done, record
from core.errors import Invalid, Problem
from core.organisations.models import Organisation
from core.organisations.rules import ASSESSABLE
from core.projects.models import (
    Project,
    ProjectAdjustment,
    ProjectOrganisation,
    ProjectRound,
    RoundSubmission,
)
from core.projects.queries import systems_of
from core.projects.rules import ProjectState, RoundState, reason_problems, text_problems
from core.projects.service import as_it_stands, fresh
from core.projects.submissions import owe

ADJUST: Final = Permission.PROJECTS_ORGANISATION_ADJUST


class Adjustment(StrEnum):
    """What a slip does."""

    ADD = "add"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    RENAME = "rename"

    @property
    def label(self) -> str:
        """The same in Chinese."""
        return {"add": "增加", "withdraw": "退出", "merge": "并入", "rename": "更名"}[self.value]


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip as it is filled in; `into_id` is for a merger, `name` and `short_name` for a new name."""

    kind: Adjustment
    organisation_id: int
    reason: str
    approver: str
    basis: str
    into_id: int | None = None
    name: str = ""
    short_name: str = ""


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One slip as it is kept."""

    kind: Adjustment
    before: str
    after: str
    reason: str
    approver: str
    basis: str
    at: datetime
    person: str


def adjust(
    *,
    session: Session,
    actor: Actor,
    project_id: int,
    slip: Slip,
    version: int,
    client_key: str | None = None,
) -> None:
    """Carry out a slip in a running project; raises `Invalid` naming everything that forbids it."""
    authorise(session=session, actor=actor, permission=ADJUST, organisation_id=slip.organisation_id)
    if already_done(session=session, client_key=client_key) is not None:
        return
    project = fresh(session, project_id, version)
    problems = reason_problems(slip.reason)
    problems += text_problems({"批准人": slip.approver, "依据": slip.basis})
    problems += _problems(session, project, slip)
    if problems:
        raise Invalid("调整单没有办理", problems=problems)
    before, after = _ACTS[slip.kind](session, project_id, slip)
    project.changed_at = clock.now()
    session.add(
        ProjectAdjustment(
            project_id=project_id,
            kind=slip.kind,
            organisation_id=slip.organisation_id,
            into_id=slip.into_id,
            before=before,
            after=after,
            reason=slip.reason.strip(),
            approver=slip.approver.strip(),
            basis=slip.basis.strip(),
            at=clock.now(),
            person_id=actor.person_id,
            person_name=actor.name,
        )
    )
    record(
        session=session,
        actor=actor,
        action=ADJUST,
        object_type="project_adjustment",
        object_id=str(project_id),
        object_name=f"{project.name}：{slip.kind.label} {before or after}",
        before={"name": before},
        after={"name": after, "approver": slip.approver.strip(), "basis": slip.basis.strip()},
        reason=slip.reason.strip(),
        client_key=client_key,
    )


def adjustments(*, session: Session, actor: Actor, project_id: int) -> list[SlipRow]:
    """The slips of a project as far as the actor reaches, the newest first."""
    scope = authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_READ)
    query = select(ProjectAdjustment).where(ProjectAdjustment.project_id == project_id)
    return [
        SlipRow(
            Adjustment(row.kind),
            row.before,
            row.after,
            row.reason,
            row.approver,
            row.basis,
            row.at,
            row.person_name,
        )
        for row in session.exec(query.order_by(col(ProjectAdjustment.id).desc()))
        if scope.covers(row.organisation_id)
    ]


def _problems(session: Session, project: Project, slip: Slip) -> list[Problem]:
    if project.state != ProjectState.RUNNING:
        value = ProjectState(project.state).label
        return [Problem("进行中的项目才凭调整单增减", value, "未开始的项目请直接修改考核对象")]
    member = session.get(ProjectOrganisation, (project.id, slip.organisation_id))
    is_in = member is not None and member.withdrawn_at is None
    if slip.kind is Adjustment.ADD:
        return _joining(session, project, slip, is_in=is_in)
    if not is_in:
        return [Problem("该单位不是本项目的考核对象", remedy="请从考核对象中选择")]
    if slip.kind is Adjustment.RENAME:
        return text_problems({"新名称": slip.name})
    if slip.kind is Adjustment.MERGE:
        into = session.get(ProjectOrganisation, (project.id, slip.into_id or 0))
        if into is None or into.withdrawn_at is not None or slip.into_id == slip.organisation_id:
            return [Problem("接收单位不是本项目的另一个考核对象", remedy="请从考核对象中选择接收单位")]
    return []


def _joining(session: Session, project: Project, slip: Slip, *, is_in: bool) -> list[Problem]:
    unit = session.get(Organisation, slip.organisation_id)
    if is_in:
        return [Problem("该单位已是本项目的考核对象", remedy="不必重复增加")]
    fit = {kind.value for kind in ASSESSABLE}
    if unit is None or unit.kind not in fit or not unit.is_assessed or not unit.is_active:
        return [Problem("不能作为考核对象", unit.name if unit else "", "请先在机构管理中登记为考核对象")]
    if unit.kind not in {choice.audience for choice in systems_of(session, project.id or 0)}:
        return [Problem("本项目没有评估这类对象的指标体系", unit.name, "请另建项目")]
    return []


def _add(session: Session, project_id: int, slip: Slip) -> tuple[str, str]:
    unit = session.get_one(Organisation, slip.organisation_id)
    session.merge(as_it_stands(project_id, unit))
    rows = _rounds(session, project_id)
    known = set(
        session.exec(
            select(RoundSubmission.round_id).where(RoundSubmission.organisation_id == slip.organisation_id)
        )
    )
    for held in _submissions(session, rows, slip.organisation_id):
        held.is_due = True
    owe(session, [row for row in rows if row.id not in known], [slip.organisation_id])
    return "", unit.name


def _withdraw(session: Session, project_id: int, slip: Slip) -> tuple[str, str]:
    member = session.get_one(ProjectOrganisation, (project_id, slip.organisation_id))
    member.withdrawn_at = clock.now()
    for held in _submissions(session, _rounds(session, project_id), slip.organisation_id):
        held.is_due = False
    into = session.get(ProjectOrganisation, (project_id, slip.into_id)) if slip.into_id else None
    return member.name, into.name if into else ""


def _rename(session: Session, project_id: int, slip: Slip) -> tuple[str, str]:
    member = session.get_one(ProjectOrganisation, (project_id, slip.organisation_id))
    before = member.name
    member.name, member.short_name = slip.name.strip(), slip.short_name.strip() or slip.name.strip()
    return before, member.name


_ACTS: Final = {
    Adjustment.ADD: _add,
    Adjustment.WITHDRAW: _withdraw,
    Adjustment.MERGE: _withdraw,
    Adjustment.RENAME: _rename,
}


def _rounds(session: Session, project_id: int) -> list[ProjectRound]:
    """Those a slip still touches."""
    query = select(ProjectRound).where(
        ProjectRound.project_id == project_id, ProjectRound.state != RoundState.CLOSED
    )
    return list(session.exec(query))


def _submissions(session: Session, rows: list[ProjectRound], organisation_id: int) -> list[RoundSubmission]:
    query = select(RoundSubmission).where(
        RoundSubmission.organisation_id == organisation_id,
        col(RoundSubmission.round_id).in_([row.id for row in rows]),
    )
    return list(session.exec(query))
