"""What a unit is asked about, and what became of its answers."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from core import clock
from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.designs.deliberation import own_unit
from core.designs.held import design_row
from core.designs.models import SystemDesign
from core.designs.queries import DesignRow, Said, row_of, talk_of
from core.designs.rules import Stage
from core.indicators.system import IndicatorSystem
from core.organisations.queries import Unit, assessed
from core.organisations.rules import OrganisationKind


@dataclass(frozen=True, slots=True)
class Asked:
    """One draft a unit is asked about, as lists show it."""

    row: DesignRow
    unit: str
    given: int
    agreed: bool
    open: bool

    @property
    def answered(self) -> bool:
        """Whether the unit has said something, be it that it agrees."""
        return self.agreed or self.given > 0


@dataclass(frozen=True, slots=True)
class Solicitation:
    """The same, whole: the system and the unit's own answers."""

    row: DesignRow
    unit: Unit
    system: IndicatorSystem
    own: tuple[Said, ...]
    open: bool


def solicitations(*, session: Session, actor: Actor) -> list[Asked]:
    """Every draft the actor's unit is or was asked about, the newest first."""
    scope = authorise(session=session, actor=actor, permission=Permission.INDICATORS_OPINION_GIVE)
    query = (
        select(SystemDesign)
        .where(col(SystemDesign.due_on).is_not(None))
        .order_by(col(SystemDesign.id).desc())
    )
    found = []
    for held in session.exec(query):
        units = assessed(session, OrganisationKind(held.audience))
        own = [unit for unit in units if not scope.everything and unit.id in scope.organisation_ids]
        if own:
            answers = [said for said in talk_of(session, held).opinions if said.organisation_id == own[0].id]
            found.append(
                Asked(
                    row_of(held),
                    own[0].name,
                    len([said for said in answers if not said.agrees]),
                    any(said.agrees for said in answers),
                    is_open(held.stage, held.due_on),
                )
            )
    return found


def solicitation(*, session: Session, actor: Actor, design_id: int) -> Solicitation:
    """One of them; a unit sees its own answers and nobody else's. Raises `NotFound`."""
    held = design_row(session, design_id)
    unit = own_unit(session, actor, held)
    own = tuple(said for said in talk_of(session, held).opinions if said.organisation_id == unit.id)
    system = IndicatorSystem.from_dict(held.document)
    return Solicitation(row_of(held), unit, system, own, is_open(held.stage, held.due_on))


def is_open(stage: str, due_on: date | None) -> bool:
    """Whether an answer would still be taken."""
    return stage == Stage.SOLICITING and due_on is not None and clock.today() <= due_on
