"""Opening a round; the formal one begins with the values of the preliminary one."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.audit.actor import Actor
from core.collection.models import ValueSet
from core.collection.rounds import attach, imports_of
from core.errors import Invalid
from core.projects.models import ProjectRound
from core.projects.queries import RoundRow, round_of, rounds_of
from core.projects.rounds import move_round
from core.projects.rules import RoundKind, RoundState


@dataclass(frozen=True, slots=True)
class Opened:
    """What a formal round began with: titles of the values taken over, and why others were not."""

    taken: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The same as a sentence; empty where there was nothing to take over."""
        taken = f"已预填初评的指标值：{'、'.join(self.taken)}。" if self.taken else ""
        left = f"没有预填：{'；'.join(self.left)}。" if self.left else ""
        return taken + left


def open_round(*, session: Session, actor: Actor, round_id: int, reason: str, version: int) -> Opened:
    """Open a round, with the reason; a formal one without values of its own gets the preliminary one's.

    The values are a start: an import or collection replaces them. Those whose units are no longer the
    round's are left out and named. Raises as `core.projects.rounds.move_round`.
    """
    move_round(
        session=session, actor=actor, round_id=round_id, to=RoundState.OPEN, reason=reason, version=version
    )
    session.flush()
    row = round_of(session, round_id)
    if row.kind is not RoundKind.FORMAL:
        return Opened()
    return _prefill(session, actor, row)


def _prefill(session: Session, actor: Actor, row: RoundRow) -> Opened:
    earlier = _preliminary(session, row)
    if earlier is None:
        return Opened()
    held, taken, left = imports_of(session, row.id), list[str](), list[str]()
    for audience, value_set_id in imports_of(session, earlier.id).items():
        if audience in held:
            continue
        values = session.get_one(ValueSet, value_set_id)
        try:
            attach(session, actor, row.id, values)
            taken.append(values.title)
        except Invalid as error:
            left.append(f"{values.title}（{'、'.join(problem.rule for problem in error.problems)}）")
    return Opened(tuple(taken), tuple(left))


def _preliminary(session: Session, row: RoundRow) -> RoundRow | None:
    """The last preliminary round before this one."""
    order = dict(
        session.exec(
            select(col(ProjectRound.id), col(ProjectRound.order_no)).where(
                ProjectRound.project_id == row.project_id
            )
        ).all()
    )
    before = [
        each
        for each in rounds_of(session, row.project_id)
        if each.kind is RoundKind.INITIAL and order[each.id] < order[row.id]
    ]
    return before[-1] if before else None
