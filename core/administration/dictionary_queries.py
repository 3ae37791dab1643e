"""Reads of code lists for their screen and their export."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, or_, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.administration.dictionaries import item_of
from core.audit.actor import Actor
from core.dictionaries.models import DictionaryItem, DictionaryType

SORTS = {"value": DictionaryItem.value, "label": DictionaryItem.label, "order": DictionaryItem.order_no}


@dataclass(frozen=True, slots=True)
class TypeRow:
    """One code list and how many items it has."""

    code: str
    name: str
    note: str
    is_active: bool
    is_builtin: bool
    items: int
    version: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One value of a list."""

    id: int
    type_code: str
    value: str
    label: str
    order_no: int
    is_active: bool
    is_builtin: bool
    version: int


def type_rows(*, session: Session, actor: Actor) -> list[TypeRow]:
    """Every code list by its name."""
    authorise(session=session, actor=actor, permission=Permission.DICTIONARIES_ITEM_READ)
    numbers = dict(
        session.exec(
            select(DictionaryItem.type_code, func.count()).group_by(col(DictionaryItem.type_code))
        ).all()
    )
    return [
        TypeRow(
            row.code,
            row.name,
            row.note,
            row.is_active,
            row.is_builtin,
            numbers.get(row.code, 0),
            row.version,
        )
        for row in session.exec(select(DictionaryType).order_by(col(DictionaryType.code)))
    ]


def item_rows(
    *,
    session: Session,
    actor: Actor,
    type_code: str = "",
    text: str = "",
    state: str = "",
    sort: str = "",
    offset: int = 0,
    limit: int = 20,
    permission: Permission = Permission.DICTIONARIES_ITEM_READ,
) -> tuple[list[ItemRow], int]:
    """A page of the items of one list, or of all, and the total; `state` is active, stopped or empty."""
    authorise(session=session, actor=actor, permission=permission)
    query = select(DictionaryItem)
    if type_code:
        query = query.where(DictionaryItem.type_code == type_code)
    if text:
        columns = (DictionaryItem.value, DictionaryItem.label)
        query = query.where(or_(*(col(each).icontains(text, autoescape=True) for each in columns)))
    if state:
        query = query.where(col(DictionaryItem.is_active).is_(state == "active"))
    total = session.exec(select(func.count()).select_from(query.subquery())).one()
    key = sort.lstrip("-")
    column = col(SORTS[key]) if key in SORTS else col(DictionaryItem.type_code)
    ordered = query.order_by(
        column.desc() if sort.startswith("-") else column,
        col(DictionaryItem.order_no),
        col(DictionaryItem.value),
    )
    return [_item(row) for row in session.exec(ordered.offset(offset).limit(limit))], total


def item_card(*, session: Session, actor: Actor, item_id: int) -> ItemRow:
    """One item; raises `NotFound`."""
    authorise(session=session, actor=actor, permission=Permission.DICTIONARIES_ITEM_READ)
    return _item(item_of(session, item_id))


def _item(row: DictionaryItem) -> ItemRow:
    return ItemRow(
        row.id or 0,
        row.type_code,
        row.value,
        row.label,
        row.order_no,
        row.is_active,
        row.is_builtin,
        row.version,
    )
