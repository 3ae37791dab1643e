"""The absolute scoring rules: one small pure function a rule, from measured values to earned parts.

Every function maps measured values x (any shape; float64, or Python Fractions in an object array
when an exact answer is wanted) to the earned part P of the marks, elementwise and within [0, 1].
NaN stays NaN, and x may be overwritten. `parameters` come in the order of the rule's parameter form. Where no official source
is named, the rule is our own proposal.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]


def linear(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P = (x − L) / (H − L) held within [0, 1]: nothing up to the zero line L, all from H on.

    Source: our own proposal, an absolute scale in the spirit of “未实现的按比例扣分” (福建省 2016
    年省直电子政务绩效考核).
    """
    zero, full = parameters
    np.subtract(x, zero, out=x)
    np.divide(x, full - zero, out=x)
    return _clipped(x)


def reverse(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P = (worst − x) / (worst − best) held within [0, 1]: less is better. Our own proposal."""
    best, worst = parameters
    np.subtract(worst, x, out=x)
    np.divide(x, worst - best, out=x)
    return _clipped(x)


def tiers(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P = mark of the highest tier whose lower bound (inclusive) x reaches, 0 below all of them.

    Source: tiers 100 % / 80 % / 60 % worth 3 / 2 / 1 points (福建省 2016 年省直电子政务绩效考核).
    """
    points = x * 0
    for bound, mark in sorted(zip(parameters[::2], parameters[1::2], strict=True)):
        points = np.where(x >= bound, mark, points)
    return points


def tiers_down(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P = mark of the lowest tier whose upper bound (inclusive) x does not exceed, 0 above all of them."""
    points = x * 0
    for bound, mark in sorted(zip(parameters[::2], parameters[1::2], strict=True), reverse=True):
        points = np.where(x <= bound, mark, points)
    return points


def lookup(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P = mark written beside exactly this value, 0 for a value that is not in the list."""
    points = x * 0
    for value, mark in zip(parameters[::2], parameters[1::2], strict=True):
        points = np.where(x == value, mark, points)
    return points


def piecewise(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P on straight lines between the points written, level beyond the first and the last one."""
    knots = sorted(zip(parameters[::2], parameters[1::2], strict=True))
    points: Numbers = x * 0 + knots[0][1]
    for (left, low), (right, high) in pairwise(knots):
        points = np.where(
            x > left, low + (np.minimum(x, right) - left) * (high - low) / (right - left), points
        )
    return points


def per_point(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P = 1 − d × 100 × max(0, target − x), not below 0; a part of a point counts in proportion.

    Source: 0.1 point off for every percentage point a timeliness rate falls (福建省 2020 年考核).
    """
    target, each = parameters
    return held(1 - np.maximum(target - x, 0) * 100 * each)


def per_issue(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P = 1 − d × x, not below 0: every issue found costs the same.

    Source: 0.2 point off for every issue found (福建省 2020 年考核).
    """
    (each,) = parameters
    return held(1 - x * each)


def checklist(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P = x, the weighted mark `checklist_mark` has already made of the items."""
    return held(x)


def group_p90_log(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P = min(1, ln(1 + x) / ln(1 + P90)); P = 0 where the group's P90 is 0 or unknown.

    `references` holds each unit's group P90. Logarithms are irrational, so the answer is float64 on
    the exact path too. Our own proposal against a few giants outweighing everyone else.
    """
    (reference,) = references
    top = np.log1p(np.asarray(reference, dtype=np.float64))
    known = top > 0
    earned = np.log1p(np.asarray(x, dtype=np.float64)) / np.where(known, top, 1.0)
    return held(np.where(known, earned, np.where(np.isnan(earned), np.nan, 0.0)))


def expert(x: Numbers, parameters: Sequence[Any], references: Sequence[Numbers] = ()) -> Numbers:
    """P = x, the mark `core.scoring.experts` has already made of the cases."""
    return held(x)


def checklist_mark(marks: Numbers, counted: NDArray[np.bool_], weights: Numbers, gates: Numbers) -> Numbers:
    """Σ V·P / Σ V over the items that apply, one number a row.

    `marks` (units × items) are P in {0, 0.5, 1} or a ratio, 0 where blank; `counted` is False where
    an item does not apply; `gates[j]` is the column of item j's prerequisite or −1 (see `open_items`).
    An item that is not open earns nothing, and its weight stays in the denominator. Rows in which
    nothing applies give NaN.
    Source: V×P with P = 1 / 0.5 / 0 or a ratio, 网络安全管理工作自评估表.
    """
    total = (counted * weights).sum(axis=1)
    earned = (marks * open_items(marks, counted, gates) * counted * weights).sum(axis=1)
    empty = (total == 0).astype(bool)
    return np.where(empty, np.nan, earned / np.where(empty, 1, total))


def open_items(marks: Numbers, counted: NDArray[np.bool_], gates: Numbers) -> NDArray[np.bool_]:
    """Which items of a checklist may earn, units × items: their prerequisite earned something.

    Down the whole chain: an item whose prerequisite may not earn may not earn either. A prerequisite
    that does not apply holds nobody back.
    """
    gated = np.flatnonzero(np.asarray(gates) >= 0)
    before = np.asarray(gates)[gated]
    open_gate = np.ones(marks.shape, dtype=bool)
    for _ in range(len(gated)):
        earning = (marks[:, before] > 0).astype(bool) & open_gate[:, before]
        found = earning | ~counted[:, before]
        if np.array_equal(found, open_gate[:, gated]):
            break
        open_gate[:, gated] = found
    return open_gate


def held(points: Numbers) -> Numbers:
    """Nothing below 0, nothing above 1."""
    return np.minimum(np.maximum(points, 0), 1)


def _clipped(points: Numbers) -> Numbers:
    """The same without another array: a block of numbers is soon larger than the processor's cache."""
    return np.clip(points, 0, 1, out=points)
