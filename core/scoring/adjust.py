"""Bonus and deduction items outside the hundred marks: caps per item, then caps in total."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from core.collection.values import LedgerEntry, Values
from core.indicators.system import IndicatorSystem
from core.scoring.fixed import Ticks, ticks_of


@dataclass(frozen=True, eq=False)
class Adjustments:
    """Bonus and deduction in total ticks after all caps, and what every item counts before the total cap.

    `items` is units × ledger items in total ticks after the per-item cap, always positive.
    """

    bonus: Ticks
    deduction: Ticks
    items: Ticks


def adjustments(values: Values, system: IndicatorSystem, base: Ticks) -> Adjustments:
    """Σ level points × quantity per item, held to the item's cap; then to the total caps.

    With a bonus threshold, units whose base score lies below it get no bonus at all.
    """
    digits = system.total_digits
    sums = np.zeros((len(values.units), len(system.ledger)), dtype=np.int64)
    at = {item.code: index for index, item in enumerate(system.ledger)}
    for entry in values.ledger:
        sums[values.unit_index[entry.unit], at[entry.item]] += ticks_of(entry_points(entry, system), digits)
    caps = np.array([ticks_of(item.cap, digits) for item in system.ledger], dtype=np.int64)
    items = np.minimum(sums, caps)
    gives = np.array([item.direction == "bonus" for item in system.ledger], dtype=bool)
    if system.bonus_threshold is not None:
        below = base < ticks_of(system.bonus_threshold, digits)
        items[np.ix_(below, gives)] = 0
    return Adjustments(
        np.minimum(items[:, gives].sum(axis=1), ticks_of(system.bonus_cap, digits)),
        np.minimum(items[:, ~gives].sum(axis=1), ticks_of(system.deduction_cap, digits)),
        items,
    )


def entry_points(entry: LedgerEntry, system: IndicatorSystem) -> Decimal:
    """Level points × quantity of one entry, before any cap; KeyError for a level the item has not."""
    level = system.ledger_by_code[entry.item].level(entry.level)
    if level is None:
        raise KeyError(f"{entry.item} 没有档次“{entry.level}”")
    return level.points * entry.quantity


def grade_caps(values: Values, system: IndicatorSystem) -> Mapping[str, str]:
    """For each vetoed unit the code of the best grade it may still get (the lowest, if several)."""
    caps: dict[str, str] = {}
    for entry in values.ledger:
        level = system.ledger_by_code[entry.item].level(entry.level)
        if level is not None and level.grade_cap:
            known = caps.get(entry.unit, level.grade_cap)
            lower = min((known, level.grade_cap), key=lambda code: system.grade_by_code[code].lower)
            caps[entry.unit] = lower
    return caps
