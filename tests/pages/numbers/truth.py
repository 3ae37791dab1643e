"""Every number of an edition once more: the engine run again on the frozen inputs, no frozen result looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from core.results.content import Board, publish, unpack
from core.results.models import ResultEdition
from core.results.queries import EditionRow
from core.scoring.engine import score
from core.scoring.explain import deductions
from core.scoring.lines import Deduction
from core.scoring.trace import Trace, trace


class TrueBoard:
    """One board: exact numbers by unit code. `frozen` is only asked for names, groups and absences."""

    def __init__(self, frozen: Board) -> None:
        self.frozen, self.system = frozen, frozen.system
        self.scores = score(frozen.system, frozen.values)
        self.short = {unit.code: unit.short_name for unit in frozen.units}
        self.groups = {unit.code: unit.group for unit in frozen.values.units}
        self._node = {node.code: at for at, node in enumerate(self.system.nodes)}
        # Fractions are slow; a crawl asks for the same ones again and again.
        self._lines: dict[str, list[Deduction]] = {}
        self._rates: dict[tuple[str, str], Fraction | None] = {}
        totals = self.scores.total
        self._totals = {code: totals.decimal(row) for code, row in self.scores.values.unit_index.items()}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every unit, the best first."""
        return tuple(sorted(self.scores.values.unit_index, key=self.rank))

    @cached_property
    def again(self) -> Board:
        """The board as it would be frozen now."""
        known = {unit.code: (unit.organisation_id, unit.short_name) for unit in self.frozen.units}
        return Board(
            self.frozen.audience, self.system, self.frozen.source, self.frozen.values,
            publish(self.scores, known), self.frozen.absent,
        )  # fmt: skip

    def row(self, code: str) -> int:
        """Where a unit stands in the arrays."""
        return self.scores.values.unit_index[code]

    def total(self, code: str) -> Decimal:
        """Base + bonus − deduction."""
        return self._totals[code]

    def base(self, code: str) -> Decimal:
        """Before bonus and deduction."""
        return self.scores.base.decimal(self.row(code))

    def bonus(self, code: str) -> Decimal:
        """What counts of it."""
        return self.scores.bonus.decimal(self.row(code))

    def taken(self, code: str) -> Decimal:
        """What counts of the deductions, positive."""
        return self.scores.deduction.decimal(self.row(code))

    def rank(self, code: str) -> int:
        """Place on the board: one more than there are better totals."""
        return 1 + sum(self.total(other) > self.total(code) for other in self.scores.values.unit_index)

    def group(self, code: str) -> list[str]:
        """The unit and those it is grouped with."""
        return [other for other in self.scores.values.unit_index if self.groups[other] == self.groups[code]]

    def group_rank(self, code: str) -> int:
        """Place in the group."""
        return 1 + sum(self.total(other) > self.total(code) for other in self.group(code))

    def grade(self, code: str) -> str:
        """The name of the grade."""
        return self.scores.bands[self.row(code)].name

    def points(self, code: str, node: str) -> tuple[Decimal, Decimal]:
        """Points and applicable full marks of a node."""
        row, at = self.row(code), self._node[node]
        return self.scores.nodes.decimal(row, at), self.scores.node_marks.decimal(row, at)

    def reached(self, code: str, node: str) -> list[Decimal]:
        """Its points alone; nothing where it does not apply."""
        points, marks = self.points(code, node)
        return [points] if marks else []

    def rate(self, code: str, node: str) -> Fraction | None:
        """Points ÷ marks; None where the node does not apply."""
        if (code, node) not in self._rates:
            points, marks = self.points(code, node)
            self._rates[code, node] = Fraction(points) / Fraction(marks) if marks else None
        return self._rates[code, node]

    def rates(self, node: str, codes: Sequence[str]) -> list[Fraction]:
        """The known rates of these units from the lowest."""
        return sorted(rate for code in codes if (rate := self.rate(code, node)) is not None)

    def place(self, code: str, node: str, codes: Sequence[str]) -> tuple[int, ...]:
        """Place by rate among these units, and how many of them there are; nothing where it does not apply."""
        own, all_rates = self.rate(code, node), self.rates(node, codes)
        if own is None:
            return ()
        return 1 + sum(rate > own for rate in all_rates), len(all_rates)

    def lines(self, code: str) -> list[Deduction]:
        """Why points were lost."""
        if code not in self._lines:
            self._lines[code] = deductions(self.scores, code)
        return self._lines[code]

    def trace(self, code: str, metric: str) -> Trace:
        """A metric opened to its sources."""
        return trace(self.scores, code, metric)


@dataclass(frozen=True)
class Truth:
    """One edition."""

    edition: EditionRow
    boards: dict[str, TrueBoard]

    def of(self, code: str) -> TrueBoard:
        """The board a unit stands on."""
        return next(board for board in self.boards.values() if code in board.short)


def recomputed(edition: ResultEdition) -> Truth:
    """The engine's answer to what an edition froze."""
    row = EditionRow(*(getattr(edition, name, False) for name in EditionRow.__dataclass_fields__))
    boards = unpack(edition.content, edition.sha256)
    return Truth(row, {board.audience: TrueBoard(board) for board in boards})


def mean(numbers: Sequence[Decimal]) -> Fraction:
    """The exact arithmetic mean."""
    return Fraction(sum(numbers)) / len(numbers)


def quantile(ordered: Sequence[Fraction], part: Fraction) -> Fraction:
    """Between the two nearest in proportion, exactly."""
    at = part * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


LOW, MIDDLE, HIGH = Fraction(1, 4), Fraction(1, 2), Fraction(3, 4)
