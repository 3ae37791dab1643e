"""Reading the tree."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import literal
from sqlmodel import Session, col, func, select

from core.errors import NotFound
from core.organisations.models import Organisation
from core.organisations.rules import OrganisationKind

# Deeper than any real tree; ends the climb where broken data holds a loop.
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Unit:
    """One organisation as it stands now."""

    id: int
    code: str
    name: str
    short_name: str
    kind: OrganisationKind
    parent_id: int | None
    group_name: str
    is_assessed: bool
    uscc: str
    order_no: int
    is_active: bool
    is_demo: bool
    version: int


@dataclass(frozen=True, slots=True)
class Node:
    """A unit with what hangs below it, in order."""

    unit: Unit
    children: tuple["Node", ...]


def tree(session: Session, *, active_only: bool = True) -> tuple[Node, ...]:
    """The roots with all below them; with `active_only` a unit switched off hides its whole branch."""
    query = select(Organisation).order_by(col(Organisation.order_no), col(Organisation.code))
    if active_only:
        query = query.where(col(Organisation.is_active))
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for row in session.exec(query):
        below[row.parent_id].append(_unit(row))
    return _nodes(below, None)


def _nodes(below: dict[int | None, list[Unit]], parent_id: int | None) -> tuple[Node, ...]:
    return tuple(Node(unit=unit, children=_nodes(below, unit.id)) for unit in below.get(parent_id, ()))


def subtree_ids(session: Session, organisation_id: int) -> frozenset[int]:
    """The unit and everything below it, switched off or not; empty where there is no such unit."""
    below = (
        select(Organisation.id).where(col(Organisation.id) == organisation_id).cte("below", recursive=True)
    )
    # UNION without ALL ends even where broken data holds a loop.
    below = below.union(select(Organisation.id).join(below, col(Organisation.parent_id) == below.c.id))
    return frozenset(session.exec(select(below.c.id)))


def path(session: Session, organisation_id: int) -> tuple[str, ...]:
    """The names from the root down to the unit; raises `NotFound` where there is no such unit."""
    above = (
        select(Organisation.id, Organisation.name, Organisation.parent_id, literal(0).label("depth"))
        .where(col(Organisation.id) == organisation_id)
        .cte("above", recursive=True)
    )
    above = above.union_all(
        select(Organisation.id, Organisation.name, Organisation.parent_id, above.c.depth + 1)
        .join(above, col(Organisation.id) == above.c.parent_id)
        .where(above.c.depth < _DEEPEST)
    )
    names = tuple(session.exec(select(above.c.name).order_by(above.c.depth.desc())))
    if not names:
        raise NotFound(f"没有编号为 {organisation_id} 的机构")
    return names


def by_id(session: Session, organisation_id: int) -> Unit:
    """The unit with this id; raises `NotFound`."""
    row = session.get(Organisation, organisation_id)
    if row is None:
        raise NotFound(f"没有编号为 {organisation_id} 的机构")
    return _unit(row)


def by_code(session: Session, code: str) -> Unit:
    """The unit with this code; raises `NotFound`."""
    row = session.exec(select(Organisation).where(Organisation.code == code)).one_or_none()
    if row is None:
        raise NotFound(f"没有代码为“{code}”的机构")
    return _unit(row)


def assessed(session: Session, kind: OrganisationKind) -> tuple[Unit, ...]:
    """The active assessed units of a kind (departments or counties) in their official order."""
    query = (
        select(Organisation)
        .where(Organisation.kind == kind.value, col(Organisation.is_assessed), col(Organisation.is_active))
        .order_by(col(Organisation.order_no), col(Organisation.code))
    )
    return tuple(_unit(row) for row in session.exec(query))


def counts(session: Session) -> dict[OrganisationKind, int]:
    """How many active units of each kind there are; every kind is a key."""
    query = (
        select(Organisation.kind, func.count()).where(col(Organisation.is_active)).group_by(Organisation.kind)
    )
    found = {OrganisationKind(kind): number for kind, number in session.exec(query)}
    return {kind: found.get(kind, 0) for kind in OrganisationKind}


def label(session: Session, organisation_id: int) -> str:
    """The short name screens show; raises `NotFound`."""
    return by_id(session, organisation_id).short_name


def labels(session: Session) -> dict[int, str]:
    """The short name of every unit by id, for columns of tables; includes units switched off."""
    query = select(Organisation.id, Organisation.short_name)
    return {identity: name for identity, name in session.exec(query) if identity is not None}


def units(rows: Iterable[Organisation]) -> list[Unit]:
    """Rows another query found, as they stand now."""
    return [_unit(row) for row in rows]


def _unit(row: Organisation) -> Unit:
    assert row.id is not None
    return Unit(
        id=row.id,
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        kind=OrganisationKind(row.kind),
        parent_id=row.parent_id,
        group_name=row.group_name,
        is_assessed=row.is_assessed,
        uscc=row.uscc,
        order_no=row.order_no,
        is_active=row.is_active,
        is_demo=row.is_demo,
        version=row.version,
    )


def own_unit_ids(session: Session, organisation_id: int | None) -> frozenset[int]:
    """The unit somebody works for: their organisation, climbed out of its sections, with its sections.

    Empty for nobody's organisation, so that a person without one reaches nothing.
    """
    row = session.get(Organisation, organisation_id) if organisation_id else None
    while row is not None and row.kind == OrganisationKind.SECTION and row.parent_id is not None:
        row = session.get(Organisation, row.parent_id)
    if row is None:
        return frozenset()
    query = select(Organisation.id).where(
        Organisation.parent_id == row.id, Organisation.kind == OrganisationKind.SECTION
    )
    return frozenset({row.id or 0, *(found for found in session.exec(query) if found is not None)})


def names_of(session: Session, organisation_id: int | None) -> tuple[str, ...]:
    """Every name an organisation goes by."""
    row = session.get(Organisation, organisation_id) if organisation_id else None
    return (row.name, row.short_name) if row is not None else ()
