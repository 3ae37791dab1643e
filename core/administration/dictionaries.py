"""Verbs on code lists: types and their items. What the product asks by may be renamed, not deleted."""

import re
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.administration.dictionary_uses import uses_of
from core.audit.actor import Actor
from core.audit.conflicts import refuse_stale
from core.audit.service import already_done, record
from core.dictionaries.models import DictionaryItem, DictionaryType
from core.errors import Conflict, Invalid, NotFound, Problem

EDIT = Permission.DICTIONARIES_ITEM_EDIT
CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
LONGEST, LONGEST_NOTE = 80, 200


@dataclass(frozen=True, slots=True)
class TypeDraft:
    """A code list as somebody wants it; `code` is what data and the product ask by."""

    code: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One value of a list and its label."""

    value: str
    label: str
    order_no: int = 1


def add_type(*, session: Session, actor: Actor, draft: TypeDraft, client_key: str | None = None) -> str:
    """Make a code list; returns its code."""
    authorise(session=session, actor=actor, permission=EDIT)
    if already_done(session=session, client_key=client_key):
        return draft.code
    _refuse("字典没有新增", [*type_problems(draft), *_taken(session, draft.code)])
    row = DictionaryType(code=draft.code, name=draft.name.strip(), note=draft.note.strip())
    session.add(row)
    session.flush()
    _told(session, actor, f"{row.code} {row.name}", row, after={"name": row.name}, client_key=client_key)
    return row.code


def edit_type(
    *,
    session: Session,
    actor: Actor,
    draft: TypeDraft,
    active: bool,
    version: int,
    client_key: str | None = None,
) -> None:
    """Change a list's name and note, switch it on or off; its code stays. One the product asks by stays on."""
    authorise(session=session, actor=actor, permission=EDIT)
    row = type_of(session, draft.code)
    if already_done(session=session, client_key=client_key):
        return
    if row.version != version:
        fields = {
            "名称": (row.name, draft.name),
            "说明": (row.note, draft.note),
            "启用": (row.is_active, active),
        }
        refuse_stale(session, object_type="dictionary", object_id=row.id, name=row.name, fields=fields)
    problems = type_problems(draft)
    if row.is_builtin and not active:
        problems.append(Problem("内置字典不能停用", row.name, "可以停用其中不用的字典项"))
    _refuse(f"字典“{row.name}”没有修改", problems)
    before = {"name": row.name, "note": row.note, "is_active": row.is_active}
    row.name, row.note, row.is_active = draft.name.strip(), draft.note.strip(), active
    after = {"name": row.name, "note": row.note, "is_active": row.is_active}
    _told(session, actor, f"{row.code} {row.name}", row, before=before, after=after, client_key=client_key)


def delete_type(
    *, session: Session, actor: Actor, code: str, version: int, client_key: str | None = None
) -> None:
    """Delete a list of one's own that has no items left."""
    authorise(session=session, actor=actor, permission=EDIT)
    if already_done(session=session, client_key=client_key):
        return
    row = type_of(session, code)
    if row.version != version:
        refuse_stale(session, object_type="dictionary", object_id=row.id, name=row.name, fields={})
    if row.is_builtin:
        raise Conflict(f"“{row.name}”是内置字典，不能删除", remedy="程序按编码引用它")
    query = select(func.count()).select_from(DictionaryItem).where(DictionaryItem.type_code == code)
    items = session.exec(query).one()
    if items:
        raise Conflict(f"字典“{row.name}”还有 {items} 个字典项，不能删除", remedy="请先删除全部字典项")
    _told(session, actor, f"{row.code} {row.name}", row, before={"name": row.name}, client_key=client_key)
    session.delete(row)


def add_item(
    *, session: Session, actor: Actor, type_code: str, draft: ItemDraft, client_key: str | None = None
) -> int:
    """Add a value to a list; returns its id."""
    authorise(session=session, actor=actor, permission=EDIT)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    held = type_of(session, type_code)
    problems = item_problems(draft)
    query = select(DictionaryItem.id).where(
        DictionaryItem.type_code == type_code, DictionaryItem.value == draft.value.strip()
    )
    if session.exec(query).first() is not None:
        problems.append(Problem("同一字典内值重复", draft.value, "请换一个值"))
    _refuse(f"“{held.name}”没有新增字典项", problems)
    row = put(session, type_code, draft)
    _told(session, actor, f"{held.name}：{row.label}", row, after=_facts(row), client_key=client_key)
    return row.id or 0


def edit_item(
    *,
    session: Session,
    actor: Actor,
    item_id: int,
    draft: ItemDraft,
    active: bool,
    version: int,
    client_key: str | None = None,
) -> None:
    """Change a label, its place in the list, and whether it can be chosen; the value stays, data refers to it."""
    authorise(session=session, actor=actor, permission=EDIT)
    row = item_of(session, item_id)
    if already_done(session=session, client_key=client_key):
        return
    if row.version != version:
        fields = {
            "标签": (row.label, draft.label),
            "序号": (row.order_no, draft.order_no),
            "启用": (row.is_active, active),
        }
        refuse_stale(session, object_type="dictionary_item", object_id=item_id, name=row.label, fields=fields)
    _refuse(f"字典项“{row.label}”没有修改", item_problems(ItemDraft(row.value, draft.label, draft.order_no)))
    before = _facts(row)
    row.label, row.order_no, row.is_active = draft.label.strip(), draft.order_no, active
    name = f"{type_of(session, row.type_code).name}：{row.label}"
    _told(session, actor, name, row, before=before, after=_facts(row), client_key=client_key)


def delete_item(
    *, session: Session, actor: Actor, item_id: int, version: int, client_key: str | None = None
) -> None:
    """Delete a value nothing refers to; built-in ones can only be switched off."""
    authorise(session=session, actor=actor, permission=EDIT)
    if already_done(session=session, client_key=client_key):
        return
    row = item_of(session, item_id)
    if row.version != version:
        refuse_stale(session, object_type="dictionary_item", object_id=item_id, name=row.label, fields={})
    if row.is_builtin:
        raise Conflict(f"“{row.label}”是内置字典项，不能删除", remedy="不用时请停用")
    found = uses_of(session, row.type_code, row.value)
    if found:
        raise Conflict(f"字典项“{row.label}”不能删除：{'、'.join(found)}引用了它", remedy="不用时请停用")
    name = f"{type_of(session, row.type_code).name}：{row.label}"
    _told(session, actor, name, row, before=_facts(row), client_key=client_key)
    session.delete(row)


def put(session: Session, type_code: str, draft: ItemDraft) -> DictionaryItem:
    """Write a checked draft as a new item."""
    row = DictionaryItem(
        type_code=type_code, value=draft.value.strip(), label=draft.label.strip(), order_no=draft.order_no
    )
    session.add(row)
    session.flush()
    return row


def type_problems(draft: TypeDraft) -> list[Problem]:
    """What is wrong with a list's code, name or note."""
    problems = []
    if not CODE.fullmatch(draft.code):
        problems.append(
            Problem("字典编码须为 2 到 40 位小写字母、数字、下划线", draft.code, "例如 share_type")
        )
    if not draft.name.strip() or len(draft.name) > LONGEST:
        problems.append(Problem(f"字典名称须为 1 到 {LONGEST} 个字", draft.name, "请填写名称"))
    if len(draft.note) > LONGEST_NOTE:
        problems.append(Problem(f"说明不得超过 {LONGEST_NOTE} 个字", remedy="请缩短"))
    return problems


def item_problems(draft: ItemDraft) -> list[Problem]:
    """What is wrong with an item."""
    problems = []
    for label, text in (("值", draft.value), ("标签", draft.label)):
        if not text.strip() or len(text) > LONGEST:
            problems.append(Problem(f"{label}须为 1 到 {LONGEST} 个字", text, f"请填写{label}"))
    if not 1 <= draft.order_no <= 99_999:
        problems.append(Problem("序号须在 1 到 99999 之间", str(draft.order_no), "序号决定在列表中的先后"))
    return problems


def type_of(session: Session, code: str) -> DictionaryType:
    """The list with this code; raises `NotFound`."""
    row = session.exec(select(DictionaryType).where(col(DictionaryType.code) == code)).first()
    if row is None:
        raise NotFound(f"没有编码为“{code}”的字典", remedy="请刷新字典列表")
    return row


def item_of(session: Session, item_id: int) -> DictionaryItem:
    """The item with this id; raises `NotFound`."""
    row = session.get(DictionaryItem, item_id)
    if row is None:
        raise NotFound("没有这个字典项", remedy="请刷新字典列表")
    return row


def _taken(session: Session, code: str) -> list[Problem]:
    found = session.exec(select(DictionaryType.id).where(DictionaryType.code == code)).first()
    return [] if found is None else [Problem("字典编码已被使用", code, "请换一个编码")]


def _refuse(message: str, problems: list[Problem]) -> None:
    if problems:
        raise Invalid(message, problems=problems)


def _facts(row: DictionaryItem) -> dict[str, Any]:
    return {"value": row.value, "name": row.label, "order_no": row.order_no, "is_active": row.is_active}


def _told(
    session: Session,
    actor: Actor,
    name: str,
    row: DictionaryType | DictionaryItem,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    client_key: str | None = None,
) -> None:
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type="dictionary" if isinstance(row, DictionaryType) else "dictionary_item",
        object_id=str(row.id),
        object_name=name,
        before=before,
        after=after,
        client_key=client_key,
    )
