"""Reads of drafts: the list, one draft whole, what is said of it, and what may be picked into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import Session, col, func, or_, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.designs.held import design_row
from core.designs.models import DesignComment, DesignFile, DesignMove, DesignOpinion, SystemDesign
from core.designs.notice import Notice, notice_of
from core.designs.rules import Decision, FileKind, Stage, following, missing, silent
from core.designs.state import state_of
from core.errors import NotFound, Problem
from core.indicators.system import IndicatorSystem
from core.organisations.queries import assessed
from core.organisations.rules import OrganisationKind

_SORTS = {
    "code": SystemDesign.code,
    "title": SystemDesign.title,
    "stage": SystemDesign.stage,
    "changed": SystemDesign.changed_at,
}


@dataclass(frozen=True, slots=True)
class DesignRow:
    """A draft as lists show it."""

    id: int
    code: str
    title: str
    version_label: str
    audience: str
    scheme: str
    stage: Stage
    stage_since: datetime
    due_on: date | None
    based_on: int | None
    published_id: int | None
    changed_at: datetime
    changed_by: str
    last_change: str
    version: int

    @property
    def name(self) -> str:
        """Title and version."""
        return f"{self.title} {self.version_label}"


@dataclass(frozen=True, slots=True)
class Said:
    """A comment of an expert, or an opinion of a unit, with what was decided."""

    id: int
    node_code: str
    node_name: str
    text: str
    at: datetime
    by: str
    unit: str
    organisation_id: int
    agrees: bool
    decision: Decision
    reason: str
    decided_at: datetime | None
    decided_by: str
    version: int

    @property
    def about(self) -> str:
        """The node it is about, or the whole."""
        return f"{self.node_code} {self.node_name}".strip() or "整体"


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One step of a draft; `document` is the system as it then stood."""

    at_stage: Stage
    to_stage: Stage
    at: datetime
    by: str
    reason: str
    system: IndicatorSystem


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of the archive."""

    id: int
    kind: FileKind
    evidence_id: int
    name: str
    note: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class DesignView:
    """One draft, whole: its system, its next stage and what is missing for it."""

    row: DesignRow
    system: IndicatorSystem
    notice: Notice
    next_stage: Stage | None
    missing: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """Everything said of a draft; `silent` are the names of units that have not answered."""

    comments: tuple[Said, ...]
    opinions: tuple[Said, ...]
    silent: tuple[str, ...]
    asked: int


def designs(
    *,
    session: Session,
    actor: Actor,
    text: str = "",
    stage: str = "",
    audience: str = "",
    sort: str = "",
    offset: int = 0,
    limit: int | None = 20,
) -> tuple[list[DesignRow], int]:
    """One page of the drafts, the last changed first, and how many there are."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ)
    query = select(SystemDesign)
    if text:
        places = (SystemDesign.title, SystemDesign.code, SystemDesign.version_label)
        query = query.where(or_(*(col(each).contains(text, autoescape=True) for each in places)))
    if stage:
        query = query.where(SystemDesign.stage == stage)
    if audience:
        query = query.where(SystemDesign.audience == audience)
    total = session.exec(select(func.count()).select_from(query.subquery())).one()
    chosen = col(_SORTS.get(sort.lstrip("-"), SystemDesign.changed_at))
    falling = sort.startswith("-") or sort.lstrip("-") not in _SORTS
    query = query.order_by(chosen.desc() if falling else chosen, col(SystemDesign.id).desc())
    return [row_of(held) for held in session.exec(query.offset(offset).limit(limit))], total


def stages(*, session: Session, actor: Actor) -> Mapping[Stage, int]:
    """How many drafts are at each stage."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ)
    query = select(SystemDesign.stage, func.count()).group_by(col(SystemDesign.stage))
    return {Stage(stage): number for stage, number in session.exec(query)}


def design(*, session: Session, actor: Actor, design_id: int) -> DesignView:
    """One draft. Raises `NotFound`."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ)
    return _view(session, design_row(session, design_id))


def glance(*, session: Session, actor: Actor, design_id: int) -> DesignRow:
    """How a draft stands, without its content: what a screen asks at every turn. Raises `NotFound`."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ)
    lean = (defer(SystemDesign.document), defer(SystemDesign.notice))
    held = session.exec(select(SystemDesign).where(SystemDesign.id == design_id).options(*lean)).first()
    if held is None:
        raise NotFound("没有这份体系草案", remedy="请从体系设计列表重新选择")
    return row_of(held)


def talk(*, session: Session, actor: Actor, design_id: int) -> Talk:
    """What experts and units say of a draft."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ)
    return talk_of(session, design_row(session, design_id))


def talk_of(session: Session, held: SystemDesign) -> Talk:
    """The same for verbs that have authorised already."""
    comments = session.exec(
        select(DesignComment)
        .where(DesignComment.design_id == held.id)
        .order_by(col(DesignComment.node_code), col(DesignComment.id))
    )
    opinions = session.exec(_opinions(held.id or 0)).all()
    units = assessed(session, OrganisationKind(held.audience)) if held.due_on is not None else ()
    names = {unit.id: unit.name for unit in units}
    quiet = silent(list(names), {row.organisation_id for row in opinions})
    return Talk(
        tuple(_said(row, "") for row in comments),
        tuple(_said(row, row.unit_name) for row in opinions),
        tuple(names[each] for each in quiet),
        len(units),
    )


def moves(*, session: Session, actor: Actor, design_id: int) -> list[MoveRow]:
    """Every step of a draft, oldest first."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ)
    query = select(DesignMove).where(DesignMove.design_id == design_id).order_by(col(DesignMove.id))
    return [
        MoveRow(
            Stage(row.from_stage),
            Stage(row.to_stage),
            row.at,
            row.person_name,
            row.reason,
            IndicatorSystem.from_dict(row.document),
        )
        for row in session.exec(query)
    ]


def files(*, session: Session, actor: Actor, design_id: int) -> list[FileRow]:
    """The archive of a draft, newest first."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ)
    query = select(DesignFile).where(DesignFile.design_id == design_id).order_by(col(DesignFile.id).desc())
    return [
        FileRow(row.id or 0, FileKind(row.kind), row.evidence_id, row.name, row.note, row.at, row.person_name)
        for row in session.exec(query)
    ]


def _view(session: Session, held: SystemDesign) -> DesignView:
    system = IndicatorSystem.from_dict(held.document)
    lacking = tuple(missing(state_of(session, held)))
    return DesignView(
        row_of(held), system, notice_of(held.notice, system), following(Stage(held.stage)), lacking
    )


def view_of(session: Session, design_id: int) -> DesignView:
    """A draft for verbs that have authorised already. Raises `NotFound`."""
    held = session.get(SystemDesign, design_id)
    if held is None:
        raise NotFound("没有这份体系草案", remedy="请从体系设计列表重新选择")
    return _view(session, held)


def _opinions(design_id: int) -> Any:
    """Opinions that stand, in the order units gave them."""
    return (
        select(DesignOpinion)
        .where(DesignOpinion.design_id == design_id, col(DesignOpinion.withdrawn).is_(False))
        .order_by(col(DesignOpinion.agrees), col(DesignOpinion.node_code), col(DesignOpinion.id))
    )


def _said(row: DesignComment | DesignOpinion, unit: str) -> Said:
    return Said(
        row.id or 0,
        row.node_code,
        row.node_name,
        row.text,
        row.at,
        row.person_name,
        unit,
        getattr(row, "organisation_id", 0),
        getattr(row, "agrees", False),
        Decision(row.decision),
        row.reason,
        row.decided_at,
        row.decided_by,
        row.version,
    )


def row_of(held: SystemDesign) -> DesignRow:
    """A draft as lists show it."""
    return DesignRow(
        held.id or 0,
        held.code,
        held.title,
        held.version_label,
        held.audience,
        held.scheme,
        Stage(held.stage),
        held.stage_since,
        held.due_on,
        held.based_on,
        held.published_id,
        held.changed_at,
        held.changed_by,
        held.last_change,
        held.version,
    )
