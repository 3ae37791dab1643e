"""Computing the rounds of a project and freezing editions for them."""

from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session, col

from core.access.permissions import Permission
from core.access.policy import authorise
from core.analysis.spread import average
from core.audit.actor import Actor
from core.audit.service import already_done
from core.collection.models import ValueSet
from core.collection.rounds import usable_imports
from core.errors import Invalid, Problem
from core.indicators.system import AUDIENCES
from core.projects.models import ProjectRound
from core.projects.queries import round_of
from core.projects.roll import absences_of, taking_part
from core.projects.rules import RoundState
from core.results.content import Absent
from core.results.models import ResultEdition, RoundEdition
from core.results.queries import EditionRow, edition_columns
from core.results.service import EditionDraft, Roll, computed, keep_edition, preview


@dataclass(frozen=True, slots=True)
class RoundPreview:
    """What freezing one board of a round now would give: the mean, or what stands in the way."""

    audience: str
    audience_name: str
    title: str
    units: int
    mean: Decimal | None
    blocked: tuple[str, ...]
    absent: tuple[Absent, ...]


def preview_round(*, session: Session, actor: Actor, round_id: int) -> list[RoundPreview]:
    """Compute a round from its imports and freeze nothing; raises `Invalid` where an import is missing."""
    authorise(session=session, actor=actor, permission=Permission.RESULTS_EDITION_FREEZE)
    return [
        _preview(session, round_id, audience, value_set_id)
        for audience, value_set_id in usable_imports(session, round_id).items()
    ]


def freeze_round(
    *, session: Session, actor: Actor, round_id: int, draft: EditionDraft, client_key: str | None = None
) -> int:
    """Compute a round and freeze an edition for it; returns the edition's id.

    The assessed are those of the project as they were picked; who was excused is kept in the edition.
    Raises as `core.results.service.freeze_edition`, and for a round that was never opened.
    """
    authorise(session=session, actor=actor, permission=Permission.RESULTS_EDITION_FREEZE)
    done = already_done(session=session, client_key=client_key)
    if done is not None:
        return int(done.object_id)
    row = round_of(session, round_id)
    if row.state is RoundState.PLANNED:
        problem = Problem("轮次还没有开放", row.name, "请先开放轮次并导入指标值")
        raise Invalid("结果版次未冻结", problems=[problem])
    imports = usable_imports(session, round_id)

    def roll(session: Session, audience: str) -> Roll:
        members = taking_part(session, round_id, audience)
        taken = {member.code: (member.id, member.short_name) for member in members}
        return Roll(taken, _absent(session, round_id, audience))

    boards = [computed(session, value_set_id, roll) for value_set_id in imports.values()]
    edition_id = keep_edition(session, actor, draft, boards, client_key)
    session.add(RoundEdition(round_id=round_id, edition_id=edition_id))
    return edition_id


def round_editions(*, session: Session, actor: Actor, project_id: int) -> dict[int, list[EditionRow]]:
    """The editions of a project by round, the newest first."""
    authorise(session=session, actor=actor, permission=Permission.RESULTS_BOARD_READ)
    query = (
        edition_columns(RoundEdition.round_id)
        .join(ResultEdition, col(ResultEdition.id) == RoundEdition.edition_id)
        .join(ProjectRound, col(ProjectRound.id) == RoundEdition.round_id)
        .where(ProjectRound.project_id == project_id)
        .order_by(col(ResultEdition.id).desc())
    )
    found: dict[int, list[EditionRow]] = {}
    for round_id, *facts in session.execute(query):
        found.setdefault(round_id, []).append(EditionRow(*facts))
    return found


def _absent(session: Session, round_id: int, audience: str) -> tuple[Absent, ...]:
    project_id = round_of(session, round_id).project_id
    return tuple(
        Absent(each.code, each.name, each.organisation_id, each.reason)
        for each in absences_of(session, project_id)
        if each.round_id == round_id and each.kind == audience
    )


def _preview(session: Session, round_id: int, audience: str, value_set_id: int) -> RoundPreview:
    scores = preview(session, value_set_id)
    names = {unit.code: unit.name for unit in scores.values.units}
    blocked = tuple(f"{names[each.unit]} {each.leaf}：{each.reason}" for each in scores.blocked)
    return RoundPreview(
        audience=audience,
        audience_name=AUDIENCES[audience],
        title=session.get_one(ValueSet, value_set_id).title,
        units=len(scores.values.units),
        mean=None
        if blocked
        else average([scores.total.decimal(row) for row in range(len(scores.values.units))]),
        blocked=blocked,
        absent=_absent(session, round_id, audience),
    )
