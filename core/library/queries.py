"""Reads of the library: a page of the list, one card, the history of a code in readable differences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.errors import NotFound
from core.library.differences import Difference, differences
from core.library.indicator import Indicator
from core.library.models import LibraryIndicator, LibraryVersion
from core.library.references import Use, used_by
from core.library.rules import Terms
from core.library.service import ACTS
from core.library.terms import terms_of

READ: Final = Permission.INDICATORS_LIBRARY_READ
SORTS: Final[dict[str, Any]] = {
    "code": LibraryIndicator.code,
    "name": LibraryIndicator.name,
    "dimension": LibraryIndicator.dimension,
    "marks": LibraryIndicator.full_marks,
    "changed": LibraryIndicator.changed_at,
}


@dataclass(frozen=True, slots=True)
class LibraryFilter:
    """What the list is narrowed to; `state` is active, stopped or empty."""

    text: str = ""
    dimension: str = ""
    scope: str = ""
    way: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """One indicator as the list shows it; `version` is the row's, `number` that of its history."""

    id: int
    code: str
    name: str
    dimension: str
    scope: str
    way: str
    frequency: str
    definition: str
    metrics: int
    full_marks: float | None
    is_active: bool
    number: int
    changed_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One entry of a history with what it changed."""

    number: int
    act: str
    at: datetime
    person_name: str
    reason: str
    sha256: str
    changed: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class LibraryCard:
    """One indicator whole, and which systems hold it."""

    row: LibraryRow
    indicator: Indicator
    uses: tuple[Use, ...]


def library_rows(
    *,
    session: Session,
    actor: Actor,
    wanted: LibraryFilter,
    sort: str = "",
    offset: int = 0,
    limit: int = 20,
) -> tuple[list[LibraryRow], int]:
    """A page of the indicators that match and the total; `sort` is a key of `SORTS`, after - for descending."""
    authorise(session=session, actor=actor, permission=READ)
    query = _matching(wanted)
    total = session.exec(select(func.count()).select_from(query.subquery())).one()
    column = col(SORTS.get(sort.lstrip("-"), LibraryIndicator.code))
    ordered = query.order_by(column.desc() if sort.startswith("-") else column, col(LibraryIndicator.code))
    return [_row(row) for row in session.exec(ordered.offset(offset).limit(limit))], total


def library_size(*, session: Session, actor: Actor) -> tuple[int, int, int]:
    """How many indicators there are, how many of them are scored, and how many are stopped."""
    authorise(session=session, actor=actor, permission=READ)
    query = select(
        func.count(),
        func.count(col(LibraryIndicator.full_marks)),
        func.count().filter(col(LibraryIndicator.is_active).is_(False)),
    ).select_from(LibraryIndicator)
    total, scored, stopped = session.exec(query).one()
    return total, scored, stopped


def library_terms(*, session: Session, actor: Actor) -> Terms:
    """The words filters and forms offer."""
    authorise(session=session, actor=actor, permission=READ)
    return terms_of(session)


def library_card(*, session: Session, actor: Actor, indicator_id: int) -> LibraryCard:
    """One indicator; raises `NotFound`."""
    authorise(session=session, actor=actor, permission=READ)
    row = session.get(LibraryIndicator, indicator_id)
    if row is None:
        raise NotFound("指标库没有这个指标", remedy="它可能刚被删除，请刷新列表")
    query = select(LibraryVersion).where(LibraryVersion.code == row.code, LibraryVersion.number == row.number)
    content = session.exec(query).one().content
    return LibraryCard(_row(row), Indicator.from_dict(content), tuple(used_by(session, row.code)))


def library_history(*, session: Session, actor: Actor, code: str, limit: int = 50) -> list[VersionRow]:
    """What became of a code, newest first, deleted ones included; the newest `limit` entries."""
    authorise(session=session, actor=actor, permission=READ)
    query = select(LibraryVersion).where(LibraryVersion.code == code)
    found = session.exec(query.order_by(col(LibraryVersion.number).desc()).limit(limit + 1)).all()
    opened = [Indicator.from_dict(version.content) for version in found]
    told = []
    for at, version in enumerate(found[:limit]):
        before = opened[at + 1] if at + 1 < len(opened) else None
        changed = differences(before, opened[at]) if before else ()
        told.append(
            VersionRow(
                version.number,
                ACTS.get(version.act, version.act),
                version.at,
                version.person_name,
                version.reason,
                version.sha256,
                changed,
            )
        )
    return told


def library_indicators(
    *,
    session: Session,
    actor: Actor,
    codes: Sequence[str] = (),
    active_only: bool = False,
    permission: Permission = READ,
) -> list[Indicator]:
    """The indicators themselves, all of them unless codes are named; by code."""
    authorise(session=session, actor=actor, permission=permission)
    query = (
        select(LibraryVersion.content)
        .join(LibraryIndicator, col(LibraryIndicator.code) == LibraryVersion.code)
        .where(LibraryVersion.number == LibraryIndicator.number)
        .order_by(col(LibraryVersion.code))
    )
    if codes:
        query = query.where(col(LibraryVersion.code).in_(codes))
    if active_only:
        query = query.where(col(LibraryIndicator.is_active))
    return [Indicator.from_dict(content) for content in session.exec(query)]


def _matching(wanted: LibraryFilter) -> SelectOfScalar[LibraryIndicator]:
    query = select(LibraryIndicator)
    if wanted.text:
        columns = (LibraryIndicator.name, LibraryIndicator.code, LibraryIndicator.definition)
        query = query.where(or_(*(col(each).icontains(wanted.text, autoescape=True) for each in columns)))
    for name in ("dimension", "scope", "way"):
        value = getattr(wanted, name)
        if value:
            query = query.where(getattr(LibraryIndicator, name) == value)
    if wanted.state:
        query = query.where(col(LibraryIndicator.is_active).is_(wanted.state == "active"))
    return query


def _row(row: LibraryIndicator) -> LibraryRow:
    facts = {name: getattr(row, name) for name in LibraryRow.__slots__ if name != "id"}
    return LibraryRow(id=row.id or 0, **facts)
