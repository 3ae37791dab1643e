"""Moving several units at once: all of them or none, history and trail for each."""

from collections.abc import Mapping

from sqlmodel import Session

from core.administration.unit_checks import unit_of
from core.administration.unit_history import Word
from core.administration.units import move_unit
from core.audit.actor import Actor
from core.audit.service import already_done
from core.errors import Invalid, Problem
from core.organisations.queries import subtree_ids


def move_units(
    *,
    session: Session,
    actor: Actor,
    versions: Mapping[int, int],
    parent_id: int,
    word: Word,
    client_key: str | None = None,
) -> int:
    """Hang units, given with the version each was seen in, below one parent; returns how many.

    Raises `Invalid` naming every unit that may not go there, `Conflict` for one changed since: then the
    unit of work is given up and none has moved.
    """
    keys = {unit_id: f"{client_key}:{unit_id}" if client_key else None for unit_id in versions}
    if versions and all(key and already_done(session=session, client_key=key) for key in keys.values()):
        return len(versions)
    problems = [] if versions else [Problem("没有选择机构", remedy="请至少选择一个")]
    problems += _nested(session, versions)
    for unit_id, version in versions.items():
        unit = unit_of(session, unit_id)
        if unit.parent_id == parent_id:
            problems.append(Problem("已经在这个上级之下", unit.name, "请从所选机构中去掉"))
            continue
        try:
            facts = {"unit_id": unit_id, "parent_id": parent_id, "version": version}
            move_unit(session=session, actor=actor, word=word, client_key=keys[unit_id], **facts)
        except Invalid as refused:
            problems += [
                Problem(f"{unit.name}：{each.rule}", each.value, each.remedy) for each in refused.problems
            ]
    if problems:
        raise Invalid("一个机构也没有移动", problems=problems)
    return len(versions)


def _nested(session: Session, versions: Mapping[int, int]) -> list[Problem]:
    """A unit goes with what it belongs to; chosen on its own beside it, nobody knows where it should be."""
    found = []
    for unit_id in versions:
        below = (subtree_ids(session, unit_id) & set(versions)) - {unit_id}
        names = "、".join(unit_of(session, each).name for each in sorted(below))
        if names:
            rule = f"{unit_of(session, unit_id).name}的下级也在所选之中"
            found.append(Problem(rule, names, "下级随上级一起移动，请只选上级"))
    return found
