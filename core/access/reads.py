"""Reads of the layers below access, asked for by a person: authorised here, answered there."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit import queries as audit
from core.audit.actor import Actor
from core.organisations import queries as organisations
from core.organisations.rules import OrganisationKind


def trail(
    *,
    session: Session,
    actor: Actor,
    text: str = "",
    action: str = "",
    offset: int = 0,
    limit: int = 20,
    permission: Permission = Permission.AUDIT_TRAIL_READ,
) -> tuple[list[audit.TrailRow], int]:
    """A page of the trail and the total; see `core.audit.queries.trail`."""
    authorise(session=session, actor=actor, permission=permission)
    return audit.trail(session, text=text, action=action, offset=offset, limit=limit)


# What moves rights, rules or results: an auditor looks at these first.
SENSITIVE: Final = (
    "access:person:add",
    "access:person:switch",
    "access:password:reset",
    Permission.ACCESS_ROLE_EDIT,
    Permission.COLLECTION_SOURCE_EDIT,
    Permission.COLLECTION_VALUES_IMPORT,
    Permission.INDICATORS_SYSTEM_IMPORT,
    Permission.PROJECTS_PROJECT_MOVE,
    Permission.RESULTS_EDITION_FREEZE,
)


def sensitive_acts(*, session: Session, actor: Actor, since: datetime, limit: int = 10) -> audit.ActsSince:
    """The sensitive acts done and everything refused since a moment, the newest on top."""
    authorise(session=session, actor=actor, permission=Permission.AUDIT_TRAIL_READ)
    return audit.acts_since(session, since, SENSITIVE, limit=limit)


def organisation_tree(
    *, session: Session, actor: Actor
) -> tuple[tuple[organisations.Node, ...], dict[OrganisationKind, int]]:
    """The whole tree and how many organisations there are of each kind."""
    authorise(session=session, actor=actor, permission=Permission.ORGANISATIONS_TREE_READ)
    return organisations.tree(session), organisations.counts(session)
