"""Draft scores: the open board through the one engine, frozen nowhere, beside the newest edition."""

from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session

from core.access.permissions import Permission
from core.access.policy import authorise
from core.access.rules import Scope
from core.audit.actor import Actor
from core.collection.drafting import Cell, OpenBoard, open_board
from core.errors import NotAllowed, NotFound
from core.indicators.queries import published
from core.organisations.queries import assessed
from core.organisations.rules import OrganisationKind
from core.results.queries import EditionRow, boards, latest
from core.scoring.engine import score
from core.scoring.scores import Scores
from core.scoring.trace import Trace, trace


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One unit's draft total beside its frozen one; `collected` counts its cells a run brought.

    `blocked` says why a total cannot be settled yet; `frozen` is None where no edition has the unit.
    """

    code: str
    name: str
    total: Decimal
    frozen: Decimal | None
    collected: int
    blocked: str

    @property
    def change(self) -> Decimal | None:
        """Draft minus frozen."""
        return None if self.frozen is None else self.total - self.frozen


@dataclass(frozen=True, slots=True)
class DraftBoard:
    """A system's open board as far as the actor reaches; `edition` is what it stands beside."""

    version_id: int
    title: str
    scores: Scores
    runs: dict[Cell, int]
    rows: tuple[DraftRow, ...]
    edition: EditionRow | None


@dataclass(frozen=True, slots=True)
class DraftTrace:
    """One metric of one unit opened to its sources; `runs` by column, where a run brought the number."""

    trace: Trace
    runs: dict[str, int]


def draft(*, session: Session, actor: Actor, version_id: int) -> DraftBoard:
    """The draft scores of a system; raises `NotFound` where nothing was imported for it yet."""
    scope = authorise(session=session, actor=actor, permission=Permission.COLLECTION_VALUES_READ)
    system = published(session, version_id)
    board = open_board(session, version_id, system)
    scores = score(system, board.values)
    edition, frozen = _frozen(session, actor, system.audience)
    names = reachable(session, system.audience, scope)
    rows = tuple(
        _row(scores, board, row, names[unit.code], frozen.get(unit.code))
        for row, unit in enumerate(scores.values.units)
        if unit.code in names
    )
    return DraftBoard(version_id, board.title, scores, dict(board.runs), rows, edition)


def draft_trace(board: DraftBoard, unit_code: str, metric_code: str) -> DraftTrace:
    """A metric of a unit of a draft that was read above, down to run, query and rows."""
    if unit_code not in {row.code for row in board.rows}:
        raise NotAllowed("没有这个单位，或不在您的数据范围内", permission=Permission.COLLECTION_VALUES_READ)
    if metric_code not in board.scores.system.metric_by_code:
        raise NotFound(f"指标体系中没有子项“{metric_code}”", remedy="请重新选择子项")
    found = trace(board.scores, unit_code, metric_code)
    runs = {
        source.column: board.runs[unit_code, source.column]
        for source in found.sources
        if (unit_code, source.column) in board.runs
    }
    return DraftTrace(found, runs)


def _row(scores: Scores, board: OpenBoard, row: int, name: str, frozen: Decimal | None) -> DraftRow:
    unit = scores.values.units[row]
    reasons = [blocked.reason for blocked in scores.blocked if blocked.unit == unit.code]
    return DraftRow(
        unit.code,
        name,
        scores.total.decimal(row),
        frozen,
        sum(code == unit.code for code, _ in board.runs),
        "；".join(dict.fromkeys(reasons)),
    )


def reachable(session: Session, audience: str, scope: Scope) -> dict[str, str]:
    """Short names by code of the assessed units in reach."""
    return {
        unit.code: unit.short_name or unit.name
        for unit in assessed(session, OrganisationKind(audience))
        if scope.covers(unit.id)
    }


def _frozen(session: Session, actor: Actor, audience: str) -> tuple[EditionRow | None, dict[str, Decimal]]:
    edition = latest(session=session, actor=actor)
    if edition is None:
        return None, {}
    views = boards(session=session, actor=actor, edition_id=edition.id)
    totals = {
        unit.code: unit.total for view in views if view.board.audience == audience for unit in view.units
    }
    return edition, totals
