"""Reads of units for their screen: the tree with counts, a page of the list, one card with its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case
from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from core.access.models import Person
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.errors import NotAllowed
from core.organisations.models import Organisation, OrganisationChange
from core.organisations.queries import Node, Unit, by_id, path, subtree_ids, tree, units
from core.organisations.rules import ChangeKind, OrganisationKind

SORTS = {
    "code": Organisation.code,
    "name": Organisation.name,
    "kind": Organisation.kind,
    "order": Organisation.order_no,
}
# The list's own order: the city, who assesses, who is assessed, then what lies below them.
_RANK = case(
    {kind.value: place for place, kind in enumerate(OrganisationKind)}, value=col(Organisation.kind), else_=99
)


@dataclass(frozen=True, slots=True)
class UnitFilter:
    """What the list is narrowed to; `below` is a unit of the tree, `state` active, stopped or empty."""

    text: str = ""
    kind: str = ""
    state: str = ""
    below: int | None = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as the list shows it."""

    unit: Unit
    parent: str
    people: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One entry of a unit's history."""

    at: datetime
    person_name: str
    code: str
    name: str
    kind: ChangeKind
    before: str
    after: str
    reason: str
    basis: str


@dataclass(frozen=True, slots=True)
class UnitCard:
    """One unit with where it stands, who works there and what happened to it."""

    unit: Unit
    path: tuple[str, ...]
    people: tuple[str, ...]
    children: int
    history: tuple[ChangeRow, ...]


def unit_tree(*, session: Session, actor: Actor) -> tuple[Node, ...]:
    """The whole tree, stopped units included: an administrator has to find them."""
    authorise(session=session, actor=actor, permission=Permission.ORGANISATIONS_TREE_READ)
    return tree(session, active_only=False)


def unit_rows(
    *,
    session: Session,
    actor: Actor,
    wanted: UnitFilter,
    sort: str = "",
    offset: int = 0,
    limit: int = 20,
    permission: Permission = Permission.ORGANISATIONS_TREE_READ,
) -> tuple[list[UnitRow], int]:
    """A page of the units that match and the total; `sort` is a key of `SORTS`, after - for descending.

    Where the permission's scope is the whole tree or less, everybody who may read reads all of it: the
    list of units is no secret among units.
    """
    authorise(session=session, actor=actor, permission=permission)
    query = _matching(session, wanted)
    total = session.exec(select(func.count()).select_from(query.subquery())).one()
    column = col(SORTS[sort.lstrip("-")]) if sort.lstrip("-") in SORTS else _RANK
    ordered = query.order_by(
        column.desc() if sort.startswith("-") else column, col(Organisation.order_no), col(Organisation.code)
    )
    found = units(session.exec(ordered.offset(offset).limit(limit)))
    parents = _names(session, {unit.parent_id for unit in found if unit.parent_id})
    people = _people(session, [unit.id for unit in found])
    return [
        UnitRow(unit, parents.get(unit.parent_id or 0, "—"), people.get(unit.id, 0)) for unit in found
    ], total


def unit_card(*, session: Session, actor: Actor, unit_id: int) -> UnitCard:
    """Everything about one unit; raises `NotFound`."""
    authorise(session=session, actor=actor, permission=Permission.ORGANISATIONS_TREE_READ)
    unit = by_id(session, unit_id)
    names = select(Person.name).where(Person.organisation_id == unit_id, col(Person.is_active))
    below = select(func.count()).select_from(Organisation).where(Organisation.parent_id == unit_id)
    return UnitCard(
        unit,
        path(session, unit_id),
        tuple(session.exec(names.order_by(col(Person.id)))),
        session.exec(below).one(),
        tuple(history(session, unit_id)),
    )


def unit_changes(*, session: Session, actor: Actor, limit: int = 1000) -> list[ChangeRow]:
    """The newest changes of all units, for the export."""
    scope = authorise(session=session, actor=actor, permission=Permission.ORGANISATIONS_TREE_EXPORT)
    if not scope.everything:
        raise NotAllowed("机构变更记录只对全市范围的用户开放", remedy="请联系系统管理员")
    query = select(OrganisationChange).order_by(col(OrganisationChange.id).desc()).limit(limit)
    return [_change(row) for row in session.exec(query)]


def history(session: Session, unit_id: int) -> list[ChangeRow]:
    """What happened to a unit, newest first."""
    query = select(OrganisationChange).where(OrganisationChange.organisation_id == unit_id)
    return [_change(row) for row in session.exec(query.order_by(col(OrganisationChange.id).desc()))]


def kinds() -> Mapping[str, str]:
    """The kinds of units by stored value, in words."""
    return {kind.value: kind.label for kind in OrganisationKind}


def codes(session: Session) -> dict[int, str]:
    """The code of every unit by id."""
    query = select(Organisation.id, Organisation.code)
    return {identity: code for identity, code in session.exec(query) if identity is not None}


def _matching(session: Session, wanted: UnitFilter) -> SelectOfScalar[Organisation]:
    query = select(Organisation)
    if wanted.text:
        columns = (Organisation.name, Organisation.short_name, Organisation.code, Organisation.uscc)
        query = query.where(or_(*(col(each).icontains(wanted.text, autoescape=True) for each in columns)))
    if wanted.kind:
        query = query.where(Organisation.kind == wanted.kind)
    if wanted.state:
        query = query.where(col(Organisation.is_active).is_(wanted.state == "active"))
    if wanted.below is not None:
        query = query.where(col(Organisation.id).in_(subtree_ids(session, wanted.below)))
    return query


def _names(session: Session, ids: set[int]) -> dict[int, str]:
    query = select(Organisation.id, Organisation.short_name).where(col(Organisation.id).in_(ids))
    return {identity: name for identity, name in session.exec(query) if identity is not None}


def _people(session: Session, ids: list[int]) -> dict[int, int]:
    query = (
        select(Person.organisation_id, func.count())
        .where(col(Person.organisation_id).in_(ids), col(Person.is_active))
        .group_by(col(Person.organisation_id))
    )
    return {identity: number for identity, number in session.exec(query) if identity is not None}


def _change(row: OrganisationChange) -> ChangeRow:
    return ChangeRow(
        row.at,
        row.person_name,
        row.code,
        row.name,
        ChangeKind(row.kind),
        row.before,
        row.after,
        row.reason,
        row.basis,
    )
