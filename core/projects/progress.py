"""How far a round has come: what each unit owes it, and the same counted up the tree of organisations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.access.rules import Scope
from core.audit.actor import Actor
from core.organisations.rules import OrganisationKind, group_name
from core.projects.models import (
    Project,
    ProjectOrganisation,
    ProjectRound,
    RoundAbsence,
    RoundReceipt,
    RoundSubmission,
)
from core.projects.queries import RoundRow, round_of
from core.projects.rules import SubmissionState
from core.store.moments import moment

# What one looks for in a round, beside its units' names.
STANDINGS = {
    "missing": "未报（含退回）",
    "returned": "退回",
    "in": "已报",
    "late": "逾期报送",
    "unsigned": "未签收",
}


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """What one unit owes a round and how it stands."""

    organisation_id: int
    code: str
    name: str
    short_name: str
    kind: str
    group_name: str
    state: SubmissionState
    due_at: datetime
    locks_at: datetime
    handed_in_at: datetime | None
    handed_in_by: str
    entered_from: str
    is_on_time: bool
    returns: int
    returned_reason: str
    signed_at: datetime | None
    signed_by: str

    @property
    def is_in(self) -> bool:
        """Whether it has handed in."""
        return self.state is SubmissionState.HANDED_IN


@dataclass(frozen=True, slots=True)
class Counts:
    """应报, 已报, 按时, 退回 and 签收 of some units; rates are per cent of what is due, None of nothing."""

    due: int = 0
    handed_in: int = 0
    on_time: int = 0
    returned: int = 0
    signed: int = 0

    @property
    def missing(self) -> int:
        """Units that have not handed in, or must again."""
        return self.due - self.handed_in

    @property
    def rate(self) -> float | None:
        """已报率."""
        return 100 * self.handed_in / self.due if self.due else None

    @property
    def on_time_rate(self) -> float | None:
        """按时率."""
        return 100 * self.on_time / self.due if self.due else None


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch of the tree with its counts; `depth` 0 is the city."""

    depth: int
    label: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """One round as one person may see it."""

    project_id: int
    project_name: str
    is_rehearsal: bool
    row: RoundRow
    at: datetime
    units: tuple[UnitProgress, ...]
    is_whole: bool

    @property
    def missing(self) -> tuple[UnitProgress, ...]:
        """Who has not handed in."""
        return tuple(unit for unit in self.units if not unit.is_in)

    @property
    def total(self) -> Counts:
        """All units in reach."""
        return counted(self.units)

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The city, its kinds, and their groups where a kind has several."""
        found = [Branch(0, "全市" if self.is_whole else "您的数据范围", self.total)]
        for kind in dict.fromkeys(unit.kind for unit in self.units):
            of_kind = [unit for unit in self.units if unit.kind == kind]
            found.append(Branch(1, OrganisationKind(kind).label, counted(of_kind)))
            groups = dict.fromkeys(unit.group_name for unit in of_kind)
            if len(groups) > 1:
                found += [
                    Branch(2, group_name(group), counted([u for u in of_kind if u.group_name == group]))
                    for group in groups
                ]
        return tuple(found)


def counted(units: Iterable[UnitProgress]) -> Counts:
    """The counts of these units; a unit sent back counts as returned until it hands in again."""
    held = list(units)
    return Counts(
        due=len(held),
        handed_in=sum(unit.is_in for unit in held),
        on_time=sum(unit.is_in and unit.is_on_time for unit in held),
        returned=sum(unit.state is SubmissionState.RETURNED for unit in held),
        signed=sum(unit.signed_at is not None for unit in held),
    )


def narrowed(units: Iterable[UnitProgress], *, text: str = "", standing: str = "") -> list[UnitProgress]:
    """The units whose code or name holds `text` and that stand as `standing`, a key of `STANDINGS`, says."""
    word = text.strip().casefold()
    return [
        unit
        for unit in units
        if word in f"{unit.code} {unit.name} {unit.short_name}".casefold()
        and (not standing or _stands(unit, standing))
    ]


def _stands(unit: UnitProgress, standing: str) -> bool:
    return {
        "missing": not unit.is_in,
        "returned": unit.state is SubmissionState.RETURNED,
        "in": unit.is_in,
        "late": unit.is_in and not unit.is_on_time,
        "unsigned": unit.signed_at is None,
    }[standing]


def round_progress(
    *,
    session: Session,
    actor: Actor,
    round_id: int,
    permission: Permission = Permission.PROJECTS_PROJECT_READ,
) -> RoundProgress:
    """A round's progress as far as the actor's scope reaches; the excused are not asked and not counted."""
    scope = authorise(session=session, actor=actor, permission=permission)
    row = round_of(session, round_id)
    project = session.get_one(Project, row.project_id)
    return RoundProgress(
        project_id=row.project_id,
        project_name=project.name,
        is_rehearsal=project.is_rehearsal,
        row=row,
        at=moment(session),
        units=_units(session, round_id, scope),
        is_whole=scope.everything,
    )


def _units(session: Session, round_id: int, scope: Scope) -> tuple[UnitProgress, ...]:
    excused = set(session.exec(select(RoundAbsence.organisation_id).where(RoundAbsence.round_id == round_id)))
    receipts = {
        row.organisation_id: row
        for row in session.exec(select(RoundReceipt).where(RoundReceipt.round_id == round_id))
    }
    query = (
        select(RoundSubmission, ProjectOrganisation)
        .join(ProjectRound, col(ProjectRound.id) == RoundSubmission.round_id)
        .join(
            ProjectOrganisation,
            (col(ProjectOrganisation.project_id) == ProjectRound.project_id)
            & (col(ProjectOrganisation.organisation_id) == RoundSubmission.organisation_id),
        )
        .where(RoundSubmission.round_id == round_id, col(RoundSubmission.is_due))
        .order_by(col(ProjectOrganisation.kind).desc(), col(ProjectOrganisation.order_no))
    )
    return tuple(
        _unit(held, unit, receipts.get(unit.organisation_id))
        for held, unit in session.exec(query)
        if scope.covers(unit.organisation_id) and unit.organisation_id not in excused
    )


def _unit(held: RoundSubmission, unit: ProjectOrganisation, receipt: RoundReceipt | None) -> UnitProgress:
    return UnitProgress(
        organisation_id=unit.organisation_id,
        code=unit.code,
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        group_name=unit.group_name,
        state=SubmissionState(held.state),
        due_at=held.due_at,
        locks_at=held.locks_at,
        handed_in_at=held.handed_in_at,
        handed_in_by=held.handed_in_by,
        entered_from=held.entered_from,
        is_on_time=held.is_on_time,
        returns=held.returns,
        returned_reason=held.returned_reason,
        signed_at=receipt.signed_at if receipt else None,
        signed_by=receipt.signed_by if receipt else "",
    )
