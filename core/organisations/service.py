"""Verbs on organisations."""

from pathlib import Path

from sqlmodel import Session, col, select

from core.audit.actor import Actor
from core.audit.service import record
from core.organisations.models import Organisation, OrganisationChange
from core.organisations.reference import ReferenceUnit, read_units
from core.organisations.rules import ChangeKind
from core.settings import REFERENCE

REFERENCE_FILE = REFERENCE / "organisations.csv"


def load_reference(*, session: Session, actor: Actor, path: Path = REFERENCE_FILE) -> int:
    """Add the units of the committed list that are not yet there; returns how many.

    Units already there stay as people left them, and units people deleted stay away, so a second run changes nothing and leaves no trail.
    Raises `Unavailable` or `Invalid` as `reference.read_units` does.
    """
    known = dict(session.exec(select(col(Organisation.code), col(Organisation.id))).all())
    query = select(OrganisationChange.code).where(OrganisationChange.kind == ChangeKind.DELETED)
    gone = set(session.exec(query))
    pending = [unit for unit in read_units(path) if unit.code not in known and unit.code not in gone]
    added = 0
    while pending:
        ready = [unit for unit in pending if not unit.parent_code or unit.parent_code in known]
        if not ready:
            # Their parent was deleted by people, who wanted nothing below it either.
            break
        rows = [_row(unit, known.get(unit.parent_code)) for unit in ready]
        session.add_all(rows)
        session.flush()
        added += len(rows)
        known |= {row.code: row.id for row in rows}
        pending = [unit for unit in pending if unit.code not in known]
    if added:
        record(
            session=session,
            actor=actor,
            action="organisations:organisation:load",
            object_type="organisation",
            object_name="机构参考数据",
            after={"文件": path.name, "新增": added},
        )
    return added


def _row(unit: ReferenceUnit, parent_id: int | None) -> Organisation:
    return Organisation(
        code=unit.code,
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind.value,
        parent_id=parent_id,
        group_name=unit.group_name,
        is_assessed=unit.is_assessed,
        uscc=unit.uscc,
        order_no=unit.order_no,
        is_demo=unit.is_demo,
    )
