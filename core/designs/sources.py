"""What indicators can be picked from, and what a draft can be compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.designs.picking import Fragment, fragment_of
from core.indicators.models import IndicatorSystemVersion
from core.indicators.queries import published
from core.indicators.system import IndicatorSystem
from core.library.indicator import draft_leaf
from core.library.queries import library_indicators

# No version has this number.
LIBRARY: Final = 0
LIBRARY_NAME: Final = "指标库"


@dataclass(frozen=True, slots=True)
class Source:
    """Something indicators may be picked from: the library or a published version, told by name."""

    key: int
    name: str
    system: IndicatorSystem


def versions(*, session: Session, actor: Actor) -> list[tuple[int, str]]:
    """Every published version by id and name, the newest first: a draft begins with one or is compared with it."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ)
    query = select(IndicatorSystemVersion).order_by(col(IndicatorSystemVersion.id).desc())
    return [(row.id or 0, f"{row.name} {row.version_label}") for row in session.exec(query)]


def sources(*, session: Session, actor: Actor) -> list[tuple[int, str]]:
    """What indicators may be picked from, by key and name: the library, then the published versions."""
    return [(LIBRARY, LIBRARY_NAME), *versions(session=session, actor=actor)]


def pickable(*, session: Session, actor: Actor, key: int) -> Source:
    """What can be picked from one source."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ)
    if key == LIBRARY:
        return Source(key, LIBRARY_NAME, _library(session, actor))
    system = published(session, key)
    return Source(key, f"{system.name} {system.version}", system)


def _library(session: Session, actor: Actor) -> IndicatorSystem:
    """The indicators of the library in use, side by side as if they were one system."""
    found = library_indicators(
        session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ, active_only=True
    )
    leaves = [draft_leaf(indicator) for indicator in found]
    return IndicatorSystem(
        code="LIBRARY",
        name=LIBRARY_NAME,
        version="",
        audience="general",
        nodes=tuple(node for node, *_ in leaves),
        metrics=tuple(metric for _, metrics, *_ in leaves for metric in metrics),
        items=tuple(item for *_, items, _ in leaves for item in items),
        events=tuple(event for *_, events in leaves for event in events),
    )


def fragments(source: Source, codes: Sequence[str]) -> tuple[Fragment, ...]:
    """The chosen nodes of a source, each with everything under it."""
    return tuple(fragment_of(source.system, code) for code in codes)


def published_system(*, session: Session, actor: Actor, version_id: int) -> IndicatorSystem:
    """A published version a draft is compared with."""
    authorise(session=session, actor=actor, permission=Permission.INDICATORS_DESIGN_READ)
    return published(session, version_id)
