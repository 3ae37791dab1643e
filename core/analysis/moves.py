"""Who moved between two editions of one board, in places and in points."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one unit stands on one board: published rank and total."""

    code: str
    rank: int
    total: Decimal


@dataclass(frozen=True, slots=True)
class Move:
    """One unit now and in the earlier edition; `before` is None where there is nothing to compare with."""

    now: Standing
    before: Standing | None = None

    @property
    def places(self) -> int | None:
        """Places gained (positive) or lost (negative); None where nothing can be compared."""
        return None if self.before is None else self.before.rank - self.now.rank

    @property
    def points(self) -> Decimal | None:
        """Points gained or lost; None where nothing can be compared."""
        return None if self.before is None else self.now.total - self.before.total


def moves(now: Iterable[Standing], before: Iterable[Standing]) -> Mapping[str, Move]:
    """The move of every unit of `now` by code, in its order."""
    known = {standing.code: standing for standing in before}
    return {standing.code: Move(standing, known.get(standing.code)) for standing in now}


def ends(found: Iterable[Move]) -> tuple[Move | None, Move | None]:
    """The unit that gained most and the one that lost most, by places and then by points.

    Either is None where nobody moved that way.
    """
    order = sorted((move for move in found if move.before is not None), key=_distance)
    up = order[-1] if order and _distance(order[-1])[:2] > (0, Decimal(0)) else None
    down = order[0] if order and _distance(order[0])[:2] < (0, Decimal(0)) else None
    return up, down


def _distance(move: Move) -> tuple[int, Decimal, int]:
    return move.places or 0, move.points or Decimal(0), -move.now.rank
