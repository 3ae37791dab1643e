"""Places on a board and inside a group, and where one unit stands in its group."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


def ranks(scores: NDArray[Any]) -> NDArray[np.int64]:
    """Competition ranking 1, 2, 2, 4 with the greatest first; equal published numbers share a place."""
    ordered = np.sort(scores)
    places: NDArray[np.int64] = len(scores) - np.searchsorted(ordered, scores, side="right") + 1
    return places


def group_ranks(scores: NDArray[Any], groups: NDArray[np.intp]) -> NDArray[np.int64]:
    """The same inside every group."""
    places = np.zeros(len(scores), dtype=np.int64)
    for group in range(int(groups.max(initial=-1)) + 1):
        members = groups == group
        places[members] = ranks(scores[members])
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
