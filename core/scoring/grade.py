"""From totals to grades, held down by vetoes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from core.collection.values import Values
from core.indicators.system import GradeBand, IndicatorSystem
from core.scoring.fixed import Ticks, ticks_of


def ordered_bands(system: IndicatorSystem) -> tuple[GradeBand, ...]:
    """Grade bands from the lowest to the highest."""
    return tuple(sorted(system.grades, key=lambda band: band.lower))


def grades(
    total: Ticks, values: Values, system: IndicatorSystem, caps: Mapping[str, str]
) -> NDArray[np.intp]:
    """Index into `ordered_bands` for every unit; lower bounds are inclusive, vetoed units are held.

    −1 everywhere where the system has no grades.
    """
    bands = ordered_bands(system)
    if not bands:
        return np.full(len(total), -1, dtype=np.intp)
    bounds = np.array([ticks_of(band.lower, system.total_digits) for band in bands], dtype=np.int64)
    found = np.maximum(np.searchsorted(bounds, total, side="right") - 1, 0)
    at = {band.code: index for index, band in enumerate(bands)}
    for unit, cap in caps.items():
        row = values.unit_index[unit]
        found[row] = min(int(found[row]), at[cap])
    return found
