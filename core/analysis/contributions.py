"""What made a total rise or fall: parts that add up to the change to the cent.

The lines of a unit add up to full marks − total in every edition, so the differences of the lines add up
to the difference of the totals. Lines are gathered by indicator; rescaling and the ledger are parts of
their own, as they are lines of their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.scoring.lines import Deduction

RESCALE: Final = "合理缺项折算"
LEDGER: Final = "加减分"
# A reader in a hurry takes in two or three causes.
LEADING: Final = 3


@dataclass(frozen=True, slots=True)
class Part:
    """What one indicator (or rescaling, or the ledger: `code` is empty) adds to a change of the total."""

    code: str
    name: str
    points: Decimal

    @property
    def label(self) -> str:
        """Code and name as people cite them."""
        return f"{self.code} {self.name}".strip()


def contributions(now: Iterable[Deduction], before: Iterable[Deduction]) -> tuple[Part, ...]:
    """Every part that differs, the largest first; their sum is the change of the total exactly."""
    points: dict[tuple[str, str], Decimal] = {}
    for sign, lines in ((-1, now), (1, before)):
        for line in lines:
            key = _key(line)
            points[key] = points.get(key, Decimal(0)) + sign * line.points
    parts = (Part(code, name, change) for (code, name), change in points.items() if change)
    return tuple(sorted(parts, key=lambda part: (-abs(part.points), part.label)))


def leading(parts: Sequence[Part], most: int = LEADING) -> tuple[tuple[Part, ...], Decimal]:
    """The few parts that explain the change best, and what all others add up to.

    Those that go the way of the whole come first; where the whole is nil, the largest.
    """
    change = sum((part.points for part in parts), Decimal(0))
    along = [part for part in parts if part.points * change > 0] or list(parts)
    chosen = tuple(along[:most])
    return chosen, change - sum((part.points for part in chosen), Decimal(0))


def _key(line: Deduction) -> tuple[str, str]:
    if line.kind == "ledger":
        return "", LEDGER
    if line.kind == "rescale":
        return "", RESCALE
    return line.leaf, line.leaf_name
