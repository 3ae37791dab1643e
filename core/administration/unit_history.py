"""The history of units and the trail of their changes, for verbs that have authorised and checked them."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from core import clock
from core.access.permissions import Permission
from core.administration.unit_checks import UnitDraft
from core.audit.actor import Actor
from core.audit.service import record
from core.organisations.models import Organisation, OrganisationChange
from core.organisations.rules import ChangeKind

OBJECT = "organisation"
EDIT = Permission.ORGANISATIONS_TREE_EDIT


@dataclass(frozen=True, slots=True)
class Word:
    """Why a unit changes and on whose word: a reason, and who approved it or the document's number."""

    reason: str
    basis: str


def put(session: Session, draft: UnitDraft) -> Organisation:
    """Write a checked draft as a new unit."""
    unit = Organisation(
        code=draft.code,
        name=draft.name,
        short_name=draft.short_name,
        kind=draft.kind,
        parent_id=draft.parent_id,
        group_name=draft.group_name,
        is_assessed=draft.is_assessed,
        uscc=draft.uscc,
        order_no=draft.order_no,
    )
    session.add(unit)
    session.flush()
    return unit


def keep(
    session: Session,
    actor: Actor,
    unit: Organisation,
    kind: ChangeKind,
    *,
    before: str = "",
    after: str = "",
    word: Word | None = None,
) -> None:
    """Append to the unit's history, for verbs that have authorised and checked the change."""
    session.add(
        OrganisationChange(
            at=clock.now(),
            person_id=actor.person_id,
            person_name=actor.name,
            organisation_id=unit.id or 0,
            code=unit.code,
            name=unit.name,
            kind=kind,
            before=before,
            after=after,
            reason=word.reason if word else "",
            basis=word.basis if word else "",
        )
    )


def told(
    session: Session,
    actor: Actor,
    unit: Organisation,
    *,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    reason: str = "",
    client_key: str | None = None,
) -> None:
    """Leave the trail entry of a change."""
    record(
        session=session,
        actor=actor,
        action=EDIT,
        object_type=OBJECT,
        object_id=str(unit.id),
        object_name=f"{unit.code} {unit.name}",
        before=before,
        after=after,
        reason=reason,
        client_key=client_key,
    )
