"""Places on a board and inside a group, and where one unit stands in its group."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


def ranks(scores: NDArray[Any], ties: str = "competition") -> NDArray[Any]:
    """Places with the greatest first; equal numbers share one.

    `ties`: competition 1, 2, 2, 4 (int64), dense 1, 2, 2, 3 (int64), average 1, 2.5, 2.5, 4 (float64).
    """
    if ties == "dense":
        kinds = np.unique(scores)
        return len(kinds) - np.searchsorted(kinds, scores)
    ordered = np.sort(scores)
    above: NDArray[np.int64] = len(scores) - np.searchsorted(ordered, scores, side="right")
    if ties == "competition":
        return above + 1
    equal = len(scores) - above - np.searchsorted(ordered, scores, side="left")
    return above + (equal + 1) / 2


def group_ranks(scores: NDArray[Any], groups: NDArray[np.intp], ties: str = "competition") -> NDArray[Any]:
    """The same inside every group."""
    places = np.zeros(len(scores), dtype=np.float64 if ties == "average" else np.int64)
    for group in range(int(groups.max(initial=-1)) + 1):
        members = groups == group
        places[members] = ranks(scores[members], ties)
    return places


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit's place among its group for one quantity; quartiles by linear interpolation."""

    value: float
    position: int
    count: int
    best: float
    upper_quartile: float
    median: float
    lower_quartile: float


def standing(numbers: NDArray[np.float64], groups: NDArray[np.intp], unit: int) -> Standing | None:
    """Where the unit stands among its group's numbers, None where it has no number (NaN)."""
    if np.isnan(numbers[unit]):
        return None
    members = numbers[groups == groups[unit]]
    members = members[~np.isnan(members)]
    lower, median, upper = (float(found) for found in np.percentile(members, (25, 50, 75)))
    position = 1 + int((members > numbers[unit]).sum())
    return Standing(float(numbers[unit]), position, len(members), float(members.max()), upper, median, lower)
