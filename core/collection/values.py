"""The values one evaluation is computed from: numbers by unit and column, expert marks, the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from core.collection.cases import CaseArrays, case_arrays, cases_by_unit
from core.collection.columns import value_columns
from core.indicators.system import IndicatorSystem

# States of a cell: the three must never be confused.
BLANK: Final = 0
NUMBER: Final = 1
NOT_APPLICABLE: Final = 2


class NotApplicable:
    """The decided state 不适用, to be given where a number would stand."""

    def __repr__(self) -> str:
        return "不适用"


NA: Final = NotApplicable()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value was read: sheet, row (from 1) and column letter, or a note such as a query."""

    sheet: str = ""
    row: int = 0
    column: str = ""
    note: str = ""

    def __str__(self) -> str:
        if self.note or not self.sheet:
            return self.note
        cell = f"{self.column}{self.row}" if self.column else f"第 {self.row} 行"
        return f"工作表“{self.sheet}”{cell}"


@dataclass(frozen=True, slots=True)
class Unit:
    """One assessed organisation; `group` decides whom it is compared with."""

    code: str
    name: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class ExpertMark:
    """One expert's mark (0–100) for one case; `called`: the case's resources had calls in 90 days."""

    unit: str
    metric: str
    case: str
    expert: str
    score: Decimal
    called: bool = True
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One bonus or deduction matter with the document it rests on."""

    unit: str
    item: str
    level: str
    quantity: Decimal
    matter: str
    document: str
    happened_on: date | None = None
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, eq=False)
class Values:
    """All values of one board.

    `numbers` is units × columns in float64, NaN wherever `states` is not `NUMBER`; `columns` is the
    order of `value_columns(system)`. Equality compares content, not places.
    """

    units: tuple[Unit, ...]
    columns: tuple[str, ...]
    numbers: NDArray[np.float64]
    states: NDArray[np.uint8]
    marks: tuple[ExpertMark, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    sheet: str = ""
    rows: tuple[int, ...] = ()
    letters: tuple[str, ...] = ()
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Values)
            and (self.units, self.columns) == (other.units, other.columns)
            and np.array_equal(self.numbers, other.numbers, equal_nan=True)
            and np.array_equal(self.states, other.states)
            and sorted(self.marks, key=_mark_key) == sorted(other.marks, key=_mark_key)
            and sorted(self.ledger, key=_entry_key) == sorted(other.ledger, key=_entry_key)
        )

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def unit_index(self) -> Mapping[str, int]:
        """Row of every unit code."""
        return {unit.code: index for index, unit in enumerate(self.units)}

    @cached_property
    def column_index(self) -> Mapping[str, int]:
        """Column of every column code."""
        return {code: index for index, code in enumerate(self.columns)}

    @cached_property
    def group_index(self) -> NDArray[np.intp]:
        """Group number of every unit, counted from 0 in order of first appearance."""
        numbers: dict[str, int] = {}
        return np.array([numbers.setdefault(unit.group, len(numbers)) for unit in self.units], dtype=np.intp)

    @cached_property
    def cases(self) -> Mapping[tuple[str, str], Mapping[str, tuple[ExpertMark, ...]]]:
        """Expert marks by (unit code, metric code), then by case."""
        return cases_by_unit(self.marks)

    @cached_property
    def case_arrays(self) -> Mapping[str, CaseArrays]:
        """Expert marks by metric code as arrays."""
        return case_arrays(self.cases, self.unit_index)

    def place(self, unit: str, column: str) -> Place:
        """The source of one value: its cell, or the note its builder gave."""
        note = self.notes.get((unit, column), "")
        if note or not self.rows:
            return Place(note=note)
        letter = self.letters[self.column_index[column]]
        return Place(self.sheet, self.rows[self.unit_index[unit]], letter)

    def with_value(self, unit: str, column: str, value: float | NotApplicable | None) -> "Values":
        """A copy in which one value is another: a what-if, or a correction before it is saved."""
        numbers, states = self.numbers.copy(), self.states.copy()
        place = (self.unit_index[unit], self.column_index[column])
        numbers[place], states[place] = _cell(value)
        return replace(self, numbers=numbers, states=states)


def build_values(
    system: IndicatorSystem,
    units: Sequence[Unit],
    numbers: Mapping[tuple[str, str], float | NotApplicable | None],
    *,
    marks: Sequence[ExpertMark] = (),
    ledger: Sequence[LedgerEntry] = (),
    notes: Mapping[tuple[str, str], str] | None = None,
) -> Values:
    """Values from a mapping (unit code, column code) → number, `NA` or None; absent ones are blank.

    KeyError names a unit or column code the system or the board does not have.
    """
    columns = tuple(column.code for column in value_columns(system))
    values = Values(
        units=tuple(units),
        columns=columns,
        numbers=np.full((len(units), len(columns)), np.nan),
        states=np.zeros((len(units), len(columns)), dtype=np.uint8),
        marks=tuple(marks),
        ledger=tuple(ledger),
        notes=dict(notes or {}),
    )
    for (unit, column), value in numbers.items():
        place = (values.unit_index[unit], values.column_index[column])
        values.numbers[place], values.states[place] = _cell(value)
    return values


def _cell(value: float | NotApplicable | None) -> tuple[float, int]:
    if value is None:
        return np.nan, BLANK
    if isinstance(value, NotApplicable):
        return np.nan, NOT_APPLICABLE
    return float(value), NUMBER


def _mark_key(mark: ExpertMark) -> tuple[Any, ...]:
    return (mark.unit, mark.metric, mark.case, mark.expert)


def _entry_key(entry: LedgerEntry) -> tuple[Any, ...]:
    return (entry.unit, entry.item, entry.level, entry.matter, entry.document, str(entry.happened_on))
