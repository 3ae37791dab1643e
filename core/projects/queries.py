"""Reads of projects: facts of the project for everybody who may read it, organisations by scope."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import String, cast
from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from core.access.permissions import Permission
from core.access.policy import authorise
from core.access.rules import Scope
from core.audit.actor import Actor
from core.errors import NotFound, Problem
from core.indicators.models import IndicatorSystemVersion
from core.indicators.system import AUDIENCES
from core.projects.models import (
    Project,
    ProjectMove,
    ProjectOrganisation,
    ProjectRound,
    ProjectSystem,
)
from core.projects.roll import Absence, Member, absences_of, members_of
from core.projects.rules import ProjectState, RoundKind, RoundState, StageState, missing_for_start
from core.projects.stage_rules import Stage

_SORTS = {"code": Project.code, "year": Project.year, "changed": Project.changed_at}


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as lists show it."""

    id: int
    code: str
    name: str
    year: int
    state: ProjectState
    is_rehearsal: bool
    created_at: datetime
    created_by: str
    changed_at: datetime
    version: int
    organisations: int
    rounds: int

    @property
    def title(self) -> str:
        """The name, marked where the project is only practised."""
        return f"{self.name}（练习）" if self.is_rehearsal else self.name


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round with its state."""

    id: int
    project_id: int
    code: str
    name: str
    period: str
    kind: RoundKind
    opens_on: date
    closes_on: date
    state: RoundState
    version: int

    def is_overdue(self, today: date) -> bool:
        """Whether it still takes values after its last day."""
        return self.state is RoundState.OPEN and today > self.closes_on


@dataclass(frozen=True, slots=True)
class SystemChoice:
    """The system one audience is measured by."""

    audience: str
    version_id: int
    name: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One change of state; `thing` is 项目 or the name of a round."""

    thing: str
    from_label: str
    to_label: str
    at: datetime
    person: str
    reason: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class ProjectView:
    """One project, whole, as one person may see it; `missing` is what keeps it from starting."""

    row: ProjectRow
    systems: tuple[SystemChoice, ...]
    rounds: tuple[RoundRow, ...]
    members: tuple[Member, ...]
    absences: tuple[Absence, ...]
    moves: tuple[MoveRow, ...]
    missing: tuple[Problem, ...]


def projects(
    *,
    session: Session,
    actor: Actor,
    text: str = "",
    state: str = "",
    year: str = "",
    sort: str = "",
    offset: int = 0,
    limit: int | None = 20,
    permission: Permission = Permission.PROJECTS_PROJECT_READ,
) -> tuple[list[ProjectRow], int]:
    """One page of the projects whose code, name or year holds `text`, the newest first, and how many.

    What has not started is seen by those who organise evaluations, not by the assessed.
    """
    query = _known(session, actor, permission)
    if word := text.strip():
        found = [col(each).contains(word, autoescape=True) for each in (Project.code, Project.name)]
        if word.isdecimal() and len(word) == 4:
            found.append(col(Project.year) == int(word))
        query = query.where(or_(*found))
    if state:
        query = query.where(Project.state == state)
    if year:
        query = query.where(cast(Project.year, String) == year)
    total = session.exec(select(func.count()).select_from(query.subquery())).one()
    chosen = col(_SORTS.get(sort.lstrip("-"), Project.year))
    falling = sort.startswith("-") or sort.lstrip("-") not in _SORTS
    query = query.order_by(chosen.desc() if falling else chosen, col(Project.id).desc())
    return [_row(session, held) for held in session.exec(query.offset(offset).limit(limit))], total


def years(*, session: Session, actor: Actor) -> list[int]:
    """The years there are projects of, the newest first."""
    known = _known(session, actor, Permission.PROJECTS_PROJECT_READ).subquery()
    return list(session.exec(select(known.c.year).distinct().order_by(known.c.year.desc())))


def project(*, session: Session, actor: Actor, project_id: int) -> ProjectView:
    """One project; raises `NotFound` for an unknown one or one the actor may not know of yet."""
    scope = authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_READ)
    held = session.get(Project, project_id)
    if held is None or (held.state == ProjectState.NOT_STARTED and not scope.everything):
        raise NotFound("没有这个项目", remedy="请从项目列表重新选择")
    starts = held.state == ProjectState.NOT_STARTED
    return ProjectView(
        row=_row(session, held),
        systems=systems_of(session, project_id),
        rounds=rounds_of(session, project_id),
        members=tuple(each for each in members_of(session, project_id) if scope.covers(each.id)),
        absences=_absences_in_scope(session, project_id, scope),
        moves=_moves(session, project_id) if scope.everything else (),
        missing=tuple(missing_of(session, project_id)) if starts else (),
    )


def foremost(rounds: Sequence[RoundRow]) -> RoundRow:
    """The round people are at: the open one, else the next to open, else the last; of one or more rounds."""
    for state in (RoundState.OPEN, RoundState.PLANNED):
        found = next((row for row in rounds if row.state is state), None)
        if found is not None:
            return found
    return rounds[-1]


def open_rounds(*, session: Session, actor: Actor) -> list[tuple[ProjectRow, RoundRow]]:
    """Every round that takes values now, the one that ends first on top."""
    authorise(session=session, actor=actor, permission=Permission.PROJECTS_PROJECT_READ)
    query = (
        select(ProjectRound, Project)
        .join(Project, col(Project.id) == ProjectRound.project_id)
        .where(ProjectRound.state == RoundState.OPEN)
        .order_by(col(ProjectRound.closes_on), col(ProjectRound.id))
    )
    return [(_row(session, held), _round_row(row)) for row, held in session.exec(query).all()]


def rounds_taking(*, session: Session, actor: Actor, version_id: int) -> list[tuple[ProjectRow, RoundRow]]:
    """The open rounds of projects measured by this system, the one that ends first on top."""
    return [
        (held, row)
        for held, row in open_rounds(session=session, actor=actor)
        if version_id in {choice.version_id for choice in systems_of(session, held.id)}
    ]


def round_of(session: Session, round_id: int) -> RoundRow:
    """A round for services that have authorised already; raises `NotFound`."""
    row = session.get(ProjectRound, round_id)
    if row is None:
        raise NotFound("没有这个轮次", remedy="请从项目页重新选择")
    return _round_row(row)


def rounds_of(session: Session, project_id: int) -> tuple[RoundRow, ...]:
    """The rounds of a project in their order, for services that have authorised already."""
    query = select(ProjectRound).where(ProjectRound.project_id == project_id)
    return tuple(_round_row(row) for row in session.exec(query.order_by(col(ProjectRound.order_no))))


def systems_of(session: Session, project_id: int) -> tuple[SystemChoice, ...]:
    """The systems of a project, departments first, for services that have authorised already."""
    query = (
        select(ProjectSystem, IndicatorSystemVersion)
        .join(IndicatorSystemVersion, col(IndicatorSystemVersion.id) == ProjectSystem.system_version_id)
        .where(ProjectSystem.project_id == project_id)
        .order_by(col(ProjectSystem.audience).desc())
    )
    return tuple(
        SystemChoice(row.audience, row.system_version_id, f"{version.name} {version.version_label}")
        for row, version in session.exec(query)
    )


def missing_of(session: Session, project_id: int) -> list[Problem]:
    """What the project lacks before it can start, for services that have authorised already."""
    counts = Counter(member.kind for member in members_of(session, project_id))
    chosen = {choice.audience for choice in systems_of(session, project_id)}
    return missing_for_start(counts, chosen, len(rounds_of(session, project_id)), AUDIENCES)


def _known(session: Session, actor: Actor, permission: Permission) -> SelectOfScalar[Project]:
    scope = authorise(session=session, actor=actor, permission=permission)
    query = select(Project)
    return query if scope.everything else query.where(Project.state != ProjectState.NOT_STARTED)


def _absences_in_scope(session: Session, project_id: int, scope: Scope) -> tuple[Absence, ...]:
    return tuple(each for each in absences_of(session, project_id) if scope.covers(each.organisation_id))


def _moves(session: Session, project_id: int) -> tuple[MoveRow, ...]:
    names = {row.id: row.name for row in rounds_of(session, project_id)}
    query = select(ProjectMove).where(ProjectMove.project_id == project_id)
    return tuple(
        MoveRow(
            thing=Stage(move.stage).label if move.stage else names.get(move.round_id or 0, "项目"),
            from_label=_label(move.from_state, move),
            to_label=_label(move.to_state, move),
            at=move.at,
            person=move.person_name,
            reason=move.reason,
            missing=move.missing,
        )
        for move in session.exec(query.order_by(col(ProjectMove.id).desc()))
    )


def _label(state: str, move: ProjectMove) -> str:
    if move.stage:
        return StageState(state).label
    return RoundState(state).label if move.round_id else ProjectState(state).label


def _row(session: Session, held: Project) -> ProjectRow:
    units = select(func.count()).select_from(ProjectOrganisation)
    assessed = units.where(
        ProjectOrganisation.project_id == held.id, col(ProjectOrganisation.withdrawn_at).is_(None)
    )
    rounds = select(func.count()).select_from(ProjectRound).where(ProjectRound.project_id == held.id)
    return ProjectRow(
        id=held.id or 0,
        code=held.code,
        name=held.name,
        year=held.year,
        state=ProjectState(held.state),
        is_rehearsal=held.is_rehearsal,
        created_at=held.created_at,
        created_by=held.created_by,
        changed_at=held.changed_at,
        version=held.version,
        organisations=session.exec(assessed).one(),
        rounds=session.exec(rounds).one(),
    )


def _round_row(row: ProjectRound) -> RoundRow:
    return RoundRow(
        id=row.id or 0,
        project_id=row.project_id,
        code=row.code,
        name=row.name,
        period=row.period,
        kind=RoundKind(row.kind),
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        state=RoundState(row.state),
        version=row.version,
    )
