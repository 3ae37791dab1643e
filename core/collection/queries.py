"""Reads of imported values."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlmodel import Session, col, func, or_, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.collection.models import AssessedUnit, ExpertScore, LedgerRow, MetricValue, ValueSet
from core.collection.values import (
    NA,
    NOT_APPLICABLE,
    ExpertMark,
    LedgerEntry,
    NotApplicable,
    Place,
    Unit,
    Values,
    build_values,
)
from core.errors import NotFound
from core.indicators.models import IndicatorSystemVersion
from core.indicators.queries import published
from core.indicators.system import IndicatorSystem
from core.organisations.queries import assessed
from core.organisations.rules import OrganisationKind
from core.projects.roll import taking_part


@dataclass(frozen=True, slots=True)
class ValueSetRow:
    """One import as lists show it."""

    id: int
    title: str
    period: str
    system_version_id: int
    system_name: str
    system_version: str
    audience: str
    evidence_id: int
    imported_at: datetime
    imported_by: str
    version: int


def value_sets(*, session: Session, actor: Actor) -> list[ValueSetRow]:
    """Every import still in use, the newest first."""
    return value_set_page(session=session, actor=actor, limit=None)[0]


def value_set_page(
    *,
    session: Session,
    actor: Actor,
    text: str = "",
    audience: str = "",
    offset: int = 0,
    limit: int | None = 20,
) -> tuple[list[ValueSetRow], int]:
    """One page of the imports in use whose title, period or system holds `text`, and how many there are."""
    authorise(session=session, actor=actor, permission=Permission.COLLECTION_VALUES_READ)
    query = (
        select(ValueSet, IndicatorSystemVersion)
        .join(IndicatorSystemVersion, col(IndicatorSystemVersion.id) == ValueSet.system_version_id)
        .where(col(ValueSet.is_withdrawn).is_(False))
    )
    if text:
        places = (ValueSet.title, ValueSet.period, ValueSet.imported_by, IndicatorSystemVersion.name)
        query = query.where(or_(*(col(each).contains(text, autoescape=True) for each in places)))
    if audience:
        query = query.where(IndicatorSystemVersion.audience == audience)
    counted = query.with_only_columns(col(ValueSet.id)).subquery()
    total = session.exec(select(func.count()).select_from(counted)).one()
    page = query.order_by(col(ValueSet.id).desc()).offset(offset).limit(limit)
    return [_set_row(held, version) for held, version in session.exec(page)], total


def _set_row(held: ValueSet, version: IndicatorSystemVersion) -> ValueSetRow:
    return ValueSetRow(
        id=held.id or 0,
        title=held.title,
        period=held.period,
        system_version_id=held.system_version_id,
        system_name=f"{version.name} {version.version_label}",
        system_version=version.version_label,
        audience=version.audience,
        evidence_id=held.evidence_id,
        imported_at=held.imported_at,
        imported_by=held.imported_by,
        version=held.version,
    )


def assessed_units(
    *, session: Session, actor: Actor, version_id: int, round_id: int | None = None
) -> list[Unit]:
    """The units a values workbook for this system must hold, in their listed order; for a round, its own."""
    authorise(session=session, actor=actor, permission=Permission.COLLECTION_VALUES_READ)
    kind = OrganisationKind(published(session, version_id).audience)
    if round_id is not None:
        members = taking_part(session, round_id, kind.value)
        return [Unit(member.code, member.name, member.group_name) for member in members]
    return [Unit(unit.code, unit.name, unit.group_name) for unit in assessed(session, kind)]


def usable_set(session: Session, value_set_id: int) -> ValueSet:
    """An import for services that have authorised already; raises `NotFound` for a withdrawn one."""
    held = session.get(ValueSet, value_set_id)
    if held is None or held.is_withdrawn:
        raise NotFound("没有这批指标值，或已撤回", remedy="请在指标值导入中重新选择")
    return held


def values_of(session: Session, value_set_id: int, system: IndicatorSystem) -> Values:
    """The values of one import as the engine takes them, each with the place it came from."""
    cells = session.exec(select(MetricValue).where(MetricValue.value_set_id == value_set_id)).all()
    marks = session.exec(select(ExpertScore).where(ExpertScore.value_set_id == value_set_id)).all()
    rows = session.exec(select(LedgerRow).where(LedgerRow.value_set_id == value_set_id)).all()
    return build_values(
        system,
        _units(session, value_set_id),
        {(cell.unit_code, cell.column): _number(cell) for cell in cells},
        marks=[
            ExpertMark(
                row.unit_code,
                row.metric_code,
                row.case_name,
                row.expert,
                Decimal(row.score),
                row.was_called,
                Place(note=row.place),
            )
            for row in marks
        ],
        ledger=[
            LedgerEntry(
                row.unit_code,
                row.item_code,
                row.level,
                Decimal(row.quantity),
                row.matter,
                row.document,
                row.happened_on,
                Place(note=row.place),
            )
            for row in rows
        ],
        notes={(cell.unit_code, cell.column): cell.place for cell in cells},
    )


def _units(session: Session, value_set_id: int) -> list[Unit]:
    query = (
        select(AssessedUnit)
        .where(AssessedUnit.value_set_id == value_set_id)
        .order_by(col(AssessedUnit.order_no))
    )
    return [Unit(row.unit_code, row.name, row.group_name) for row in session.exec(query)]


def _number(cell: MetricValue) -> float | NotApplicable | None:
    return NA if cell.state == NOT_APPLICABLE else cell.number
