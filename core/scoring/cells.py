"""The numbers of one or many boards as rows, cut into blocks that stay in the processor's cache."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.collection.values import Values
from core.scoring.experts import expert_values
from core.scoring.plan import Plan
from core.scoring.scratch import KEPT

# Numbers in a block: with its temporaries it stays in the processor's cache.
_NUMBERS: Final = 80_000


@dataclass(frozen=True, eq=False)
class Cells:
    """Rows × columns of numbers and states; `experts` holds measured value and shortness by metric.

    `groups` counts the groups of one board; it is only used where a board is one block.
    """

    numbers: NDArray[np.float64]
    states: NDArray[np.uint8]
    groups: NDArray[np.intp]
    experts: Mapping[int, tuple[NDArray[np.float64], NDArray[np.bool_]]]

    def part(self, rows: slice) -> "Cells":
        """Some of the rows; experts' marks are only read from the whole."""
        return Cells(self.numbers[rows], self.states[rows], self.groups[rows], {})


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows `start` to `stop` of one board, at `at` in the rows of all boards together."""

    board: int
    start: int
    stop: int
    at: int

    @property
    def rows(self) -> int:
        """How many."""
        return self.stop - self.start


def blocks(boards: Sequence[Values], plan: Plan) -> Iterator[tuple[Cells, tuple[Piece, ...]]]:
    """Every board, small ones together, large ones in pieces; whole where units are compared.

    A block of several boards lies in arrays that the next such block uses again.
    """
    gathered: list[Piece] = []
    most = block_rows(plan)
    room, at = most, 0
    for index, values in enumerate(boards):
        count, start = len(values.units), 0
        while start < count:
            if plan.by_board:
                yield _joined(boards, plan, (Piece(index, 0, count, at),))
                break
            stop = min(count, start + room)
            gathered.append(Piece(index, start, stop, at + start))
            room -= stop - start
            start = stop
            if not room:
                yield _joined(boards, plan, tuple(gathered))
                gathered, room = [], most
        at += count
    if gathered:
        yield _joined(boards, plan, tuple(gathered))


def block_rows(plan: Plan) -> int:
    """How many units make a block."""
    return max(64, _NUMBERS // max(len(plan.system.metrics), 1))


def whole(values: Values, plan: Plan) -> Cells:
    """One board in one piece."""
    return _joined((values,), plan, (Piece(0, 0, len(values.units), 0),))[0]


def _joined(
    boards: Sequence[Values], plan: Plan, pieces: tuple[Piece, ...]
) -> tuple[Cells, tuple[Piece, ...]]:
    parts = [_part(boards[piece.board], plan, piece) for piece in pieces]
    if len(parts) == 1:
        return parts[0], pieces
    shape = (sum(piece.rows for piece in pieces), parts[0].numbers.shape[1])
    joined = Cells(
        np.concatenate([part.numbers for part in parts], out=KEPT.array("numbers", shape)),
        np.concatenate([part.states for part in parts], out=KEPT.array("states", shape, np.uint8)),
        parts[0].groups[:0],
        {},
    )
    return joined, pieces


def _part(values: Values, plan: Plan, piece: Piece) -> Cells:
    rows = slice(piece.start, piece.stop)
    experts = {}
    for metric in plan.inputs.expert_metrics.tolist():
        x, short = expert_values(values, plan.system.metrics[metric].code)
        experts[metric] = (x[rows], short[rows])
    groups = values.group_index if plan.by_board else np.zeros(0, dtype=np.intp)
    return Cells(values.numbers[rows], values.states[rows], groups[rows], experts)
