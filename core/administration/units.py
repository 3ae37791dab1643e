"""Verbs on one unit: add, edit, rename, move, stop and resume, delete. Each leaves history and trail."""

from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from core.access.policy import authorise
from core.administration import references
from core.administration.unit_checks import (
    Picture,
    UnitDraft,
    draft_problems,
    name_problems,
    place_problems,
    reason_given,
    unit_of,
)
from core.administration.unit_history import EDIT, OBJECT, Word, keep, put, told
from core.audit.actor import Actor
from core.audit.conflicts import refuse_stale
from core.audit.service import already_done
from core.errors import Conflict, Invalid, Problem
from core.organisations.models import Organisation
from core.organisations.queries import subtree_ids
from core.organisations.rules import ChangeKind, OrganisationKind


def add_unit(*, session: Session, actor: Actor, draft: UnitDraft, client_key: str | None = None) -> int:
    """Add a unit below its parent; returns its id. Raises `Invalid` with everything that is wrong."""
    authorise(session=session, actor=actor, permission=EDIT, organisation_id=draft.parent_id)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    draft = draft.trimmed()
    _refuse(f"机构“{draft.name}”没有新增", draft_problems(Picture(session), draft))
    unit = put(session, draft)
    keep(session, actor, unit, ChangeKind.ADDED, after=draft.name)
    told(session, actor, unit, before=None, after=_facts(unit), client_key=client_key)
    return unit.id or 0


def edit_unit(
    *,
    session: Session,
    actor: Actor,
    unit_id: int,
    draft: UnitDraft,
    version: int,
    client_key: str | None = None,
) -> None:
    """Change a unit's short name, group, credit code and order.

    Code, kind, name and place stay: names and places change with a reason, by `rename_unit` and
    `move_unit`. Raises `Conflict` with both values where somebody was first.
    """
    unit = _held(session, actor, unit_id)
    if already_done(session=session, client_key=client_key):
        return
    kept = replace(draft, code=unit.code, name=unit.name, kind=unit.kind, parent_id=unit.parent_id).trimmed()
    wanted = {name: getattr(kept, name) for name in LABELS}
    _refuse_changed(session, unit, version, wanted)
    problems = [
        each for each in draft_problems(Picture(session), kept, but=unit.id) if each.rule != "上级机构已停用"
    ]
    _refuse(f"机构“{unit.name}”没有修改", problems)
    before = _facts(unit)
    for name, value in wanted.items():
        setattr(unit, name, value)
    after = _facts(unit)
    changed = {name for name in after if before[name] != after[name]}
    if changed:
        keep(
            session,
            actor,
            unit,
            ChangeKind.EDITED,
            before=_told(before, changed),
            after=_told(after, changed),
        )
    told(
        session,
        actor,
        unit,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        client_key=client_key,
    )


def rename_unit(
    *,
    session: Session,
    actor: Actor,
    unit_id: int,
    name: str,
    short_name: str,
    word: Word,
    version: int,
    client_key: str | None = None,
) -> None:
    """Give a unit another name; projects begun and editions frozen keep the one they were made with."""
    unit = _held(session, actor, unit_id)
    if already_done(session=session, client_key=client_key):
        return
    name, short_name = name.strip(), short_name.strip() or name.strip()
    _refuse_changed(session, unit, version, {"name": name, "short_name": short_name})
    reason, basis = reason_given(word.reason, word.basis)
    problems = list(name_problems(Picture(session), name, short_name, unit.parent_id, but=unit.id))
    _refuse(f"机构“{unit.name}”没有更名", problems)
    before = unit.name
    unit.name, unit.short_name = name, short_name
    keep(session, actor, unit, ChangeKind.RENAMED, before=before, after=name, word=Word(reason, basis))
    told(
        session,
        actor,
        unit,
        before={"name": before},
        after={"name": name},
        reason=reason,
        client_key=client_key,
    )


def move_unit(
    *,
    session: Session,
    actor: Actor,
    unit_id: int,
    parent_id: int,
    word: Word,
    version: int,
    client_key: str | None = None,
) -> None:
    """Hang a unit with all below it elsewhere; never below itself, county units below counties only."""
    unit = _held(session, actor, unit_id)
    authorise(session=session, actor=actor, permission=EDIT, organisation_id=parent_id)
    if already_done(session=session, client_key=client_key):
        return
    parent = unit_of(session, parent_id)
    _refuse_changed(session, unit, version, {"parent_id": parent_id})
    reason, basis = reason_given(word.reason, word.basis)
    problems = list(place_problems(OrganisationKind(unit.kind), parent, unit.name))
    if parent_id in subtree_ids(session, unit_id):
        problems = [Problem("不能移到自己或自己的下级之下", parent.name, "请选择另一个上级机构")]
    elif parent_id != unit.parent_id:
        problems += name_problems(Picture(session), unit.name, unit.short_name, parent_id, but=unit.id)
    _refuse(f"机构“{unit.name}”没有移动", problems)
    above = session.get(Organisation, unit.parent_id) if unit.parent_id else None
    before = above.name if above else ""
    unit.parent_id = parent_id
    keep(session, actor, unit, ChangeKind.MOVED, before=before, after=parent.name, word=Word(reason, basis))
    told(
        session,
        actor,
        unit,
        before={"parent": before},
        after={"parent": parent.name},
        reason=reason,
        client_key=client_key,
    )


def switch_unit(
    *,
    session: Session,
    actor: Actor,
    unit_id: int,
    active: bool,
    word: Word,
    version: int,
    client_key: str | None = None,
) -> None:
    """Stop or resume a unit. Stopped ones leave lists and choices; what they did stays.

    Raises `Invalid` while a unit below is in use, or above is not.
    """
    unit = _held(session, actor, unit_id)
    if already_done(session=session, client_key=client_key):
        return
    _refuse_changed(session, unit, version, {"is_active": active})
    reason, basis = reason_given(word.reason, word.basis)
    verb = ChangeKind.RESUMED if active else ChangeKind.STOPPED
    _refuse(f"机构“{unit.name}”没有{verb.label}", list(_switch_problems(session, unit, active=active)))
    unit.is_active = active
    keep(session, actor, unit, verb, word=Word(reason, basis))
    told(
        session,
        actor,
        unit,
        before={"is_active": not active},
        after={"is_active": active},
        reason=reason,
        client_key=client_key,
    )


def _switch_problems(session: Session, unit: Organisation, *, active: bool) -> list[Problem]:
    if active:
        parent = session.get(Organisation, unit.parent_id) if unit.parent_id else None
        if parent is None or parent.is_active:
            return []
        return [Problem("上级机构已停用", parent.name, "请先启用上级机构")]
    below = select(Organisation.name).where(Organisation.parent_id == unit.id, col(Organisation.is_active))
    names = session.exec(below.order_by(col(Organisation.order_no))).all()
    if not names:
        return []
    shown = "、".join(names[:5]) + ("等" if len(names) > 5 else "")
    return [Problem(f"还有 {len(names)} 个在用的下级机构", shown, "请先停用或移走下级机构")]


def delete_unit(
    *, session: Session, actor: Actor, unit_id: int, version: int, client_key: str | None = None
) -> None:
    """Delete a unit nothing refers to; raises `Conflict` naming what does, which can only be stopped."""
    if already_done(session=session, client_key=client_key):
        authorise(session=session, actor=actor, permission=EDIT)
        return
    unit = _held(session, actor, unit_id)
    _refuse_changed(session, unit, version, {})
    found = references.of_unit(session, unit)
    if found:
        raise Conflict(
            f"机构“{unit.name}”不能删除：{'、'.join(found)}引用了它",
            remedy="不再使用的机构请停用，历史记录才读得懂",
        )
    keep(session, actor, unit, ChangeKind.DELETED, before=unit.name)
    told(session, actor, unit, before=_facts(unit), after=None, client_key=client_key)
    session.delete(unit)


# The fields `edit_unit` may change, as people call them.
LABELS = {
    "short_name": "简称",
    "group_name": "分组",
    "is_assessed": "参评",
    "uscc": "统一社会信用代码",
    "order_no": "序号",
}


def _held(session: Session, actor: Actor, unit_id: int) -> Organisation:
    authorise(session=session, actor=actor, permission=EDIT, organisation_id=unit_id)
    return unit_of(session, unit_id)


def _refuse_changed(session: Session, unit: Organisation, version: int, wanted: dict[str, Any]) -> None:
    if unit.version == version:
        return
    labels = LABELS | {"name": "名称", "is_active": "启用"}
    fields = {labels[name]: (getattr(unit, name), value) for name, value in wanted.items() if name in labels}
    refuse_stale(session, object_type=OBJECT, object_id=unit.id, name=unit.name, fields=fields)


def _refuse(message: str, problems: list[Problem]) -> None:
    if problems:
        raise Invalid(message, problems=problems)


def _facts(unit: Organisation) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in LABELS} | {"name": unit.name}


def _told(facts: dict[str, Any], names: set[str]) -> str:
    return "；".join(f"{LABELS[name]}：{_word(facts[name])}" for name in LABELS if name in names)


def _word(value: object) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else str(value or "无")
