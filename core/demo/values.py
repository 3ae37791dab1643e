"""The demonstration's values for one board: invented, plausible, and the same for the same seed.

Every unit has a wanted total in data/demo/units.csv. Its level, which all its rates follow, is found
by halving: the real engine scores the board, and each unit's level is moved until its total fits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.collection.values import LedgerEntry, Unit, Values, build_values
from core.demo.draws import Draws
from core.demo.filling import Number, unit_row
from core.demo.qualities import Qualities
from core.demo.records import expert_marks, matters_until, most_used
from core.demo.stories import YEAR, Period, UnitStory, event_counts, unit_stories
from core.errors import NotFound
from core.indicators.system import IndicatorSystem
from core.scoring.engine import score

SEED: Final = 20201231
_LOWEST_LEVEL, _HIGHEST_LEVEL = -0.4, 1.8
_HALVINGS = 12
# A total jumps where a tier or a checklist line tips over; the fit is then looked for beside the jump.
_AROUND = tuple(sign * width for width in (0.002, 0.005, 0.009, 0.015, 0.025) for sign in (1, -1))
_LOOKS = len(_AROUND)

Levels = NDArray[np.float64]


def dezhou_values(
    system: IndicatorSystem, units: Sequence[Unit], *, period: Period = YEAR, seed: int = SEED
) -> Values:
    """Values of these units whose scored totals lie at the told ones, as near as whole counts allow.

    `period` decides which totals are aimed at and which ledger matters have happened. Raises
    `NotFound` for a unit the demonstration tells nothing of, or nothing for this period.
    """
    told = unit_stories()
    unknown = [unit.code for unit in units if not _is_told(told, unit, period)]
    if unknown:
        raise NotFound(f"演示数据没有这些单位：{'、'.join(unknown)}", remedy="在 data/demo/units.csv 补上")
    board = _Board(
        system,
        tuple(units),
        tuple(told[unit.code] for unit in units),
        Qualities(system, Draws(seed), period),
        event_counts(),
        matters_until(period, {unit.code for unit in units}),
    )
    return board.values(_fitting_levels(board))


def present(units: Sequence[Unit], period: Period) -> tuple[Unit, ...]:
    """The units that take part in a period."""
    told = unit_stories()
    return tuple(unit for unit in units if _is_told(told, unit, period))


def _is_told(told: Mapping[str, UnitStory], unit: Unit, period: Period) -> bool:
    return unit.code in told and period.targets in told[unit.code].targets


@dataclass(frozen=True, slots=True)
class _Board:
    """Everything about one board but the levels."""

    system: IndicatorSystem
    units: tuple[Unit, ...]
    stories: tuple[UnitStory, ...]
    qualities: Qualities
    events: Mapping[tuple[str, str], int]
    matters: tuple[LedgerEntry, ...]

    def values(self, levels: Levels) -> Values:
        """The board's values when each unit has its level."""
        numbers: dict[tuple[str, str], Number] = {}
        marks = []
        for story, level in zip(self.stories, levels.tolist(), strict=True):
            row = unit_row(self.system, story, self.qualities, level)
            numbers |= {(story.code, column): number for column, number in row.items()}
            marks += expert_marks(self.system, story, self.qualities, level)
        codes, known = {unit.code for unit in self.units}, {event.code for event in self.system.events}
        for (unit, event), count in self.events.items():
            if unit in codes and event in known:
                numbers[unit, event] = count
        period, volumes = self.qualities.period, self._volumes(numbers)
        ledger = (*self.matters, *most_used(self.system, self.units, period, volumes))
        return build_values(self.system, self.units, numbers, marks=marks, ledger=ledger)

    def _volumes(self, numbers: Mapping[tuple[str, str], Number]) -> dict[str, float]:
        scale = next((metric.code for metric in self.system.metrics if metric.rule == "group_p90_log"), "")
        found = {unit.code: numbers.get((unit.code, scale)) for unit in self.units}
        return {code: number for code, number in found.items() if isinstance(number, int | float)}


def _fitting_levels(board: _Board) -> Levels:
    """The best level seen for every unit; totals step with whole counts, so none fits exactly."""
    wanted = np.array([story.targets[board.qualities.period.targets] for story in board.stories])
    low, high = np.full(len(wanted), _LOWEST_LEVEL), np.full(len(wanted), _HIGHEST_LEVEL)
    best: Levels = (low + high) / 2
    nearest = np.full(len(wanted), np.inf)
    for step in range(_HALVINGS + _LOOKS):
        halving = step < _HALVINGS
        levels = (low + high) / 2 if halving else best + _AROUND[step - _HALVINGS]
        totals = score(board.system, board.values(levels)).total.floats
        off = np.abs(totals - wanted)
        best, nearest = np.where(off < nearest, levels, best), np.minimum(off, nearest)
        if halving:
            low, high = np.where(totals < wanted, levels, low), np.where(totals < wanted, high, levels)
    return best
