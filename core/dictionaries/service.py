"""Verbs on dictionaries."""

from pathlib import Path

from sqlmodel import Session, select

from core.audit.actor import Actor
from core.audit.service import record
from core.dictionaries.models import DictionaryItem, DictionaryType
from core.dictionaries.reference import read_items
from core.settings import REFERENCE

REFERENCE_FILE = REFERENCE / "dictionaries.csv"


def load_reference(
    *, session: Session, actor: Actor, path: Path = REFERENCE_FILE, whole_lists: bool = False
) -> int:
    """Add the dictionaries and items of the committed list that are not yet there; returns how many items.

    With `whole_lists` a dictionary that is there already is left alone, as an update of the program must.

    Items already there stay as people left them, so a second run changes nothing and leaves no trail.
    Raises `Unavailable` or `Invalid` as `reference.read_items` does.
    """
    items = read_items(path)
    types = set(session.exec(select(DictionaryType.code)))
    if whole_lists:
        items = tuple(item for item in items if item.type_code not in types)
    names = {item.type_code: item.type_name for item in items}
    session.add_all(
        DictionaryType(code=code, name=name, is_builtin=True)
        for code, name in names.items()
        if code not in types
    )
    # Items point at their type's code, which has to be there first.
    session.flush()
    known = set(session.exec(select(DictionaryItem.type_code, DictionaryItem.value)))
    missing = [
        DictionaryItem(
            type_code=item.type_code,
            value=item.value,
            label=item.label,
            order_no=item.order_no,
            is_builtin=True,
        )
        for item in items
        if (item.type_code, item.value) not in known
    ]
    session.add_all(missing)
    if missing:
        record(
            session=session,
            actor=actor,
            action="dictionaries:dictionary:load",
            object_type="dictionary",
            object_name="字典参考数据",
            after={"文件": path.name, "新增": len(missing)},
        )
    return len(missing)
