"""Reading dictionaries."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from core.dictionaries.models import DictionaryItem, DictionaryType
from core.errors import NotFound


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a dictionary."""

    id: int
    value: str
    label: str
    order_no: int
    is_active: bool
    version: int


@dataclass(frozen=True, slots=True)
class TypeSummary:
    """One dictionary and how many items it has, switched off ones included."""

    code: str
    name: str
    items: int


def types(session: Session) -> tuple[TypeSummary, ...]:
    """Every dictionary by code."""
    query = (
        select(DictionaryType.code, DictionaryType.name, func.count(col(DictionaryItem.id)))
        .join(DictionaryItem, col(DictionaryItem.type_code) == DictionaryType.code, isouter=True)
        .group_by(DictionaryType.code, DictionaryType.name)
        .order_by(DictionaryType.code)
    )
    return tuple(
        TypeSummary(code=code, name=name, items=number) for code, name, number in session.exec(query)
    )


def items(session: Session, type_code: str, *, active_only: bool = True) -> tuple[Item, ...]:
    """The items people may choose, in order; raises `NotFound` where there is no such dictionary."""
    known = select(DictionaryType.id).where(DictionaryType.code == type_code)
    if session.exec(known).first() is None:
        raise NotFound(f"没有编码为“{type_code}”的字典", remedy="运行 shuping init 补齐参考数据")
    query = select(DictionaryItem).where(DictionaryItem.type_code == type_code)
    if active_only:
        query = query.where(col(DictionaryItem.is_active))
    ordered = query.order_by(col(DictionaryItem.order_no), col(DictionaryItem.value))
    return tuple(_item(row) for row in session.exec(ordered))


def labels(session: Session, type_code: str) -> dict[str, str]:
    """Value to label in order, items switched off included: stored data still has to be read."""
    return {item.value: item.label for item in items(session, type_code, active_only=False)}


def label(session: Session, type_code: str, value: str) -> str:
    """The label of a value; the value itself where the dictionary does not know it."""
    return labels(session, type_code).get(value, value)


def values_by_label(session: Session, type_code: str) -> dict[str, tuple[str, ...]]:
    """The active values under each label, in order; for dictionaries that map many values to one label."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for item in items(session, type_code):
        grouped[item.label].append(item.value)
    return {name: tuple(values) for name, values in grouped.items()}


def _item(row: DictionaryItem) -> Item:
    assert row.id is not None
    return Item(
        id=row.id,
        value=row.value,
        label=row.label,
        order_no=row.order_no,
        is_active=row.is_active,
        version=row.version,
    )
