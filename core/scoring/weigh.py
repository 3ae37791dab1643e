"""Weighted means over what is there: the weight of what is missing goes to its siblings."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.indicators.irrational import exact_exp, exact_log
from core.scoring.scratch import KEPT

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def weighted_means(values: Floats, there: Flags | None, weights: Floats, aggregation: str) -> Floats:
    """Means of the columns of `values` that are there, rows × means; NaN where nothing is.

    `values` is rows × children with 0 where a child is missing, `there` says which are (None: all),
    `weights` is children × means. `aggregation` is a key of `core.indicators.system.AGGREGATIONS`:
    arithmetic Σwx/Σw, geometric exp(Σw·ln x/Σw) (0 with a zero among them, NaN with a negative),
    harmonic Σw/Σ(w/x) (0 with a zero), sum Σwx, minimum and maximum without weights.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6.
    """
    if aggregation in ("minimum", "maximum"):
        return _extremes(values, there, weights, aggregation)
    total = weights.sum(axis=0) if there is None else counted(there) @ weights
    some = total > 0
    held = np.where(some, total, 1.0)
    if aggregation == "arithmetic":
        found = values @ weights / held
    elif aggregation == "sum":
        found = values @ weights
    else:
        found = _by_transform(values, there, weights, held, aggregation)
    return found if bool(some.all()) else np.where(some, found, np.nan)


def counted(there: Flags) -> Floats:
    """1 where a flag stands, 0 elsewhere, in an array that is used again by the next call."""
    numbers = KEPT.array("counted", there.shape)
    np.copyto(numbers, there)
    return numbers


def _by_transform(
    values: Floats, there: Flags | None, weights: Floats, total: Floats, aggregation: str
) -> Floats:
    known = np.ones(values.shape, bool) if there is None else there
    owned = (weights > 0).astype(np.float64)
    zero = (known & (values == 0)).astype(np.float64) @ owned > 0
    negative = (known & (values < 0)).astype(np.float64) @ owned > 0
    usable = np.where(known & (values > 0), values, 1.0)
    if aggregation == "geometric":
        found = np.exp(np.log(usable) @ weights / total)
    else:
        found = total / np.maximum((known / usable) @ weights, 1e-300)
    return np.where(negative, np.nan, np.where(zero, 0.0, found))


def _extremes(values: Floats, there: Flags | None, weights: Floats, aggregation: str) -> Floats:
    least = aggregation == "minimum"
    outside = np.inf if least else -np.inf
    found = np.empty((len(values), weights.shape[1]))
    for mean in range(weights.shape[1]):
        own = np.flatnonzero(weights[:, mean] > 0)
        part = values[:, own]
        part = part if there is None else np.where(there[:, own], part, outside)
        found[:, mean] = part.min(axis=1) if least else part.max(axis=1)
    return np.where(np.isfinite(found), found, np.nan)


def exact_mean(values: Sequence[Fraction], weights: Sequence[Fraction], aggregation: str) -> Fraction | None:
    """One mean of what is there, exactly (geometric: to 40 digits); None where there is nothing."""
    kept = [(value, weight) for value, weight in zip(values, weights, strict=True) if weight > 0]
    total = sum((weight for _, weight in kept), Fraction(0))
    if not kept:
        return None
    if aggregation in ("minimum", "maximum"):
        pick: Any = min if aggregation == "minimum" else max
        return Fraction(pick(value for value, _ in kept))
    if aggregation in ("arithmetic", "sum"):
        added = sum((value * weight for value, weight in kept), Fraction(0))
        return added / total if aggregation == "arithmetic" else added
    if any(value < 0 for value, _ in kept):
        return None
    if any(value == 0 for value, _ in kept):
        return Fraction(0)
    if aggregation == "geometric":
        if len({value for value, _ in kept}) == 1:
            return kept[0][0]
        return exact_exp(sum((exact_log(value) * weight for value, weight in kept), Fraction(0)) / total)
    return total / sum((weight / value for value, weight in kept), Fraction(0))
