"""Statistics of the units compared, beside every value: for rules and scales that look at neighbours."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_PLACES: Final = frozenset({"below", "equal", "count"})


def statistic(x: Floats, groups: NDArray[np.intp] | None, code: str) -> Floats:
    """The statistic of each column over the units of each row's group (of all rows where None).

    Units × columns; one row alone where it is the same for all of them. `x` is units × columns; NaN
    values are left out of it, and a group without any number has none.
    `code` is min, max, mean, median, sd (n − 1), psd (n), pNN (linear interpolation), or a unit's own
    place among them: below (units with less), equal (with the same, itself counted), count.
    """
    if groups is None:
        return np.atleast_2d(_of(x, code))
    found = np.full(x.shape, np.nan)
    for group in range(int(groups.max(initial=-1)) + 1):
        members = groups == group
        found[members] = _of(x[members], code)
    return found


def percentiles(x: Floats, percent: float) -> Floats:
    """The percentile of each column by linear interpolation over its numbers; NaN without any."""
    ordered = np.sort(x, axis=0)
    count = (~np.isnan(x)).sum(axis=0)
    if not len(x):
        return np.full(x.shape[1], np.nan)
    place = np.maximum(count - 1, 0) * percent / 100
    low = np.floor(place).astype(np.intp)
    high = np.minimum(low + 1, np.maximum(count - 1, 0))
    columns = np.arange(x.shape[1])
    left, right = ordered[low, columns], ordered[high, columns]
    found: Floats = left + (right - left) * (place - low)
    return found


def _of(x: Floats, code: str) -> Floats:
    if code in _PLACES:
        return _places(x, code)
    if code.startswith("p") and code[1:].isdigit():
        return percentiles(x, float(code[1:]))
    if code == "median":
        return percentiles(x, 50)
    if code in ("min", "max"):
        return _extreme(x, code)
    return _moment(x, code)


def _extreme(x: Floats, code: str) -> Floats:
    if not len(x):
        return np.full(x.shape[1], np.nan)
    reduced: Floats = (np.fmin if code == "min" else np.fmax).reduce(x, axis=0)
    return reduced


def _moment(x: Floats, code: str) -> Floats:
    known = ~np.isnan(x)
    count = known.sum(axis=0)
    mean = np.where(known, x, 0.0).sum(axis=0) / np.maximum(count, 1)
    # Adding and dividing must not make a difference where there is none.
    least, most = _extreme(x, "min"), _extreme(x, "max")
    flat = least == most
    mean = np.where(flat, least, mean)
    if code == "mean":
        return np.where(count > 0, mean, np.nan)
    squares = (np.where(known, x - mean, 0.0) ** 2).sum(axis=0)
    free = count - (code == "sd")
    return np.where(count > 0, np.where(flat, 0.0, np.sqrt(squares / np.maximum(free, 1))), np.nan)


def _places(x: Floats, code: str) -> Floats:
    found = np.full(x.shape, np.nan)
    for column in range(x.shape[1]):
        numbers = x[:, column]
        ordered = np.sort(numbers[~np.isnan(numbers)])
        if code == "count":
            found[:, column] = len(ordered)
            continue
        below = np.searchsorted(ordered, numbers, side="left")
        if code == "equal":
            below = np.searchsorted(ordered, numbers, side="right") - below
        found[:, column] = np.where(np.isnan(numbers), np.nan, below)
    return found
