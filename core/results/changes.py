"""A board beside its board in the edition before: who moved, why, or why nothing is compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session

from core.access.permissions import Permission
from core.analysis.contributions import Part, contributions
from core.analysis.definitions import differences
from core.analysis.moves import Move, Standing, moves
from core.audit.actor import Actor
from core.errors import NotFound
from core.results import queries
from core.results.content import Board, UnitResult
from core.results.queries import BoardView, EditionRow

# So many places lost in one period are a fall somebody should answer for.
FALL = 5


@dataclass(frozen=True)
class BoardChange:
    """One board now and before; `before` is None where there is no earlier one or it means something else."""

    view: BoardView
    earlier: EditionRow | None
    before: Board | None
    differences: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """市级部门 or 县市区."""
        return self.view.board.system.audience_name

    @cached_property
    def moves(self) -> Mapping[str, Move]:
        """The move of every unit of the whole board by code."""
        return moves(_standings(self.view.board.units), _standings(self.before.units if self.before else ()))

    def reasons(self, code: str) -> tuple[Part, ...]:
        """The parts that add up to a unit's change of points; empty where nothing is compared."""
        known = self.before.by_code.get(code) if self.before else None
        return contributions(self.view.board.by_code[code].lines, known.lines) if known else ()

    @property
    def basis(self) -> str:
        """What is compared with what, or why nothing is, as people read it."""
        if self.earlier is None:
            return f"{self.name}没有更早的版次，不作升降比较"
        with_what = f"{self.earlier.period}{self.earlier.kind_name}"
        if self.before is None:
            return f"{self.name}与{with_what}口径不同（{'、'.join(self.differences)}），不作升降比较"
        return f"{self.name}与{with_what}比较"


def changes(
    *, session: Session, actor: Actor, edition_id: int, permission: Permission
) -> tuple[BoardChange, ...]:
    """Every board of an edition in reach, beside the same board of the period before it.

    Raises `NotFound` for an unknown edition.
    """
    facts = {"session": session, "actor": actor, "permission": permission}
    views = queries.boards(edition_id=edition_id, **facts)  # type: ignore[arg-type]
    rows = queries.editions(rehearsals=True, **facts)  # type: ignore[arg-type]
    wanted = {view.board.audience for view in views}
    found: dict[str, tuple[EditionRow, Board]] = {}
    for row in earlier(rows, edition_id):
        if wanted <= set(found):
            break
        for view in queries.boards(edition_id=row.id, **facts):  # type: ignore[arg-type]
            found.setdefault(view.board.audience, (row, view.board))
    return tuple(_change(view, found.get(view.board.audience)) for view in views)


def earlier(rows: Sequence[EditionRow], edition_id: int) -> list[EditionRow]:
    """The editions of earlier periods frozen before this one: the nearest period first, its newest first.

    Periods follow each other as they were first frozen, so that a late correction of an old period
    does not come between two newer ones.
    """
    this = next((row for row in rows if row.id == edition_id), None)
    if this is None:
        raise NotFound("没有这个结果版次", remedy="请从排名榜重新选择")
    # What was practised is neither before nor after what counts.
    if this.is_rehearsal:
        return []
    rows = [row for row in rows if not row.is_rehearsal]
    first: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: row.id):
        first.setdefault(row.period, row.id)
    before = [row for row in rows if row.id < edition_id and first[row.period] < first[this.period]]
    return sorted(before, key=lambda row: (-first[row.period], -row.id))


def _change(view: BoardView, known: tuple[EditionRow, Board] | None) -> BoardChange:
    if known is None:
        return BoardChange(view, None, None)
    row, before = known
    different = differences(view.board.system, before.system)
    return BoardChange(view, row, None if different else before, different)


def _standings(units: Sequence[UnitResult]) -> list[Standing]:
    return [Standing(unit.code, unit.rank, unit.total) for unit in units]
