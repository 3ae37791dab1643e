"""What indicators can be picked from, and what a draft can be compared with."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.designs.picking import Fragment, fragment_of
from core.indicators.models import IndicatorSystemVersion
from core.indicators.queries import published
from core.indicators.system import IndicatorSystem


@dataclass(frozen=True, slots=True)
class Source:
    """Something indicators may be picked from: a published version, told by name."""

    key: int
    name: str
    system: IndicatorSystem


def sources(*, session: Session, actor: Actor) -> list[tuple[int, str]]:
    """What indicators may be picked from, by key and name: every published version, the newest first."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ)
    query = select(IndicatorSystemVersion).order_by(col(IndicatorSystemVersion.id).desc())
    return [(row.id or 0, f"{row.name} {row.version_label}") for row in session.exec(query)]


def pickable(*, session: Session, actor: Actor, key: int) -> Source:
    """What can be picked from one source. Other sources, such as a library of indicators, join here."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ)
    system = published(session, key)
    return Source(key, f"{system.name} {system.version}", system)


def fragments(source: Source, codes: Sequence[str]) -> tuple[Fragment, ...]:
    """The chosen nodes of a source, each with everything under it."""
    return tuple(fragment_of(source.system, code) for code in codes)


def published_system(*, session: Session, actor: Actor, version_id: int) -> IndicatorSystem:
    """A published version a draft is compared with."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ)
    return published(session, version_id)
