"""The scoring engine: `score(system, values)` gives everything an evaluation publishes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from core.collection.values import Values
from core.indicators.system import IndicatorSystem
from core.scoring.aggregate import Composed, Leaves, composed
from core.scoring.cells import Cells, Piece, block_rows, blocks
from core.scoring.exact import ExactUnit
from core.scoring.fixed import Exact
from core.scoring.normalise import Compared, Earned, Measured, compare, earn, measure, part_of
from core.scoring.plan import Plan, plan_of
from core.scoring.scores import Scores
from core.scoring.scratch import KEPT


def score(system: IndicatorSystem, values: Values) -> Scores:
    """Score every unit of one board.

    total = base + min(bonus, cap) − min(deduction, cap); it is not floored, so a unit with little
    base and heavy deductions can fall below 0. Ranks are taken on the published digits.
    """
    return score_periods(system, (values,))[0]


def score_periods(
    system: IndicatorSystem, boards: Sequence[Values], *, watch: Callable[[int], object] | None = None
) -> tuple[Scores, ...]:
    """The same for several boards of one system, one for each period, at once: units × metrics × periods.

    Units may differ between periods. What compares units compares those of one period. `watch` is told
    how many units have just been scored.
    """
    plan = plan_of(system)
    gathered = _Gathered(plan, boards)
    for block in _settled_blocks(boards, plan):
        gathered.add(block.pieces, _compose(block, boards, plan))
        if watch is not None:
            watch(sum(piece.rows for piece in block.pieces))
    return tuple(
        Scores(system, values, plan, part) for values, part in zip(boards, gathered.parts(), strict=True)
    )


@dataclass(frozen=True, eq=False)
class _Block:
    """Some units measured, and what they are compared with."""

    cells: Cells
    pieces: tuple[Piece, ...]
    measured: Measured
    compared: Compared


def _settled_blocks(boards: Sequence[Values], plan: Plan) -> Iterator[_Block]:
    """Boards in blocks; where units are compared, the whole board is looked at before its blocks."""
    scaled = any(layer.references for layer in plan.layers)
    for cells, pieces in blocks(boards, plan):
        measured = measure(cells, plan)
        compared = compare(cells, plan, measured)
        if not plan.by_board or scaled:
            yield _Block(cells, pieces, measured, compared)
            continue
        (piece,) = pieces
        for start in range(0, piece.rows, block_rows(plan)):
            rows = slice(start, min(start + block_rows(plan), piece.rows))
            part = replace(piece, start=rows.start, stop=rows.stop, at=piece.at + start)
            yield _Block(cells.part(rows), (part,), *part_of(measured, compared, rows))


def _compose(block: _Block, boards: Sequence[Values], plan: Plan) -> Composed:
    earned = earn(plan, block.measured, block.compared, KEPT)
    exact = _exact(block.pieces, boards, plan, block.measured, earned)
    return composed(block.cells, plan, block.measured, earned, exact)


def _exact(
    pieces: tuple[Piece, ...], boards: Sequence[Values], plan: Plan, measured: Measured, earned: Earned
) -> Exact:
    """Exact values by row of the block; what was worked out from the same numbers is not worked out again."""
    ends = np.cumsum([piece.rows for piece in pieces])
    known: dict[tuple[int, str, bytes, bytes], Fraction | None] = {}

    def exact(row: int, leaf: int) -> Fraction | None:
        at = int(np.searchsorted(ends, row, side="right"))
        piece = pieces[at]
        unit = piece.start + row - (int(ends[at]) - piece.rows)
        values = boards[piece.board]
        # The same numbers in another group may be compared with others.
        group = values.units[unit].group if plan.by_board else ""
        key = (leaf, group, values.numbers[unit].tobytes(), values.states[unit].tobytes())
        # Experts' marks stand outside the numbers; such boards are few and small.
        if key not in known or plan.inputs.expert_metrics.size:
            one = ExactUnit(values, plan, unit, measured, earned, row)
            known[key] = one.total() if leaf < 0 else one.leaf_points(leaf)
        return known[key]

    return exact


class _Gathered:
    """The blocks' results put together for all boards, and handed out board by board."""

    def __init__(self, plan: Plan, boards: Sequence[Values]) -> None:
        self._ends = np.cumsum([len(values.units) for values in boards]).tolist()
        rows = self._ends[-1] if self._ends else 0
        self._base, self._within = np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.int64)
        self._total = np.zeros(rows)
        self._leaves = None
        if plan.system.scheme == "marks":
            shape = (rows, len(plan.system.leaves))
            self._leaves = Leaves(
                np.zeros(shape, dtype=np.int64), np.zeros(shape, bool), np.zeros(shape, bool)
            )

    def add(self, pieces: tuple[Piece, ...], part: Composed) -> None:
        """Put a block where its rows belong; the pieces of a block follow each other."""
        rows = slice(pieces[0].at, pieces[-1].at + pieces[-1].rows)
        self._base[rows], self._within[rows], self._total[rows] = part.base, part.within, part.total
        if self._leaves is not None and part.leaves is not None:
            self._leaves.ticks[rows] = part.leaves.ticks
            self._leaves.applicable[rows] = part.leaves.applicable
            self._leaves.blocked[rows] = part.leaves.blocked

    def parts(self) -> list[Composed]:
        """The results of each board."""
        starts = [0, *self._ends[:-1]] if self._ends else []
        return [self._part(slice(start, end)) for start, end in zip(starts, self._ends, strict=True)]

    def _part(self, rows: slice) -> Composed:
        held = self._leaves
        leaves = held and Leaves(held.ticks[rows], held.applicable[rows], held.blocked[rows])
        return Composed(self._base[rows], self._within[rows], self._total[rows], leaves)
