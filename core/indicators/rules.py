"""Scoring rules: one small pure function a rule and one row a rule in `RULE_KINDS`.

Every function maps measured values x (any shape; float64, or Python Fractions in an object array
when an exact answer is wanted) to the earned part P of the marks, elementwise and within [0, 1].
NaN stays NaN. `parameters` come in the order of the rule's parameter form. Where no official source
is named, the rule is our own proposal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from core.indicators.parameters import (
    NamedParameters,
    NoParameters,
    ParameterForm,
    Parameters,
    TierParameters,
    number_text,
    tier_pairs,
)

# float64 on the fast path, object (Fraction) on the exact one.
Numbers = NDArray[Any]
Function = Callable[[Numbers, Sequence[Any], Numbers | None], Numbers]


def linear(x: Numbers, parameters: Sequence[Any], reference: Numbers | None = None) -> Numbers:
    """P = (x − L) / (H − L) held within [0, 1]: nothing up to the zero line L, all from H on.

    Source: our own proposal, an absolute scale in the spirit of “未实现的按比例扣分” (福建省 2016
    年省直电子政务绩效考核).
    """
    zero, full = parameters
    return _held((x - zero) / (full - zero))


def reverse(x: Numbers, parameters: Sequence[Any], reference: Numbers | None = None) -> Numbers:
    """P = (worst − x) / (worst − best) held within [0, 1]: less is better. Our own proposal."""
    best, worst = parameters
    return _held((worst - x) / (worst - best))


def tiers(x: Numbers, parameters: Sequence[Any], reference: Numbers | None = None) -> Numbers:
    """P = mark of the highest tier whose lower bound (inclusive) x reaches, 0 below all of them.

    Source: tiers 100 % / 80 % / 60 % worth 3 / 2 / 1 points (福建省 2016 年省直电子政务绩效考核).
    """
    points = x * 0
    for bound, mark in sorted(zip(parameters[::2], parameters[1::2], strict=True)):
        points = np.where(x >= bound, mark, points)
    return points


def per_point(x: Numbers, parameters: Sequence[Any], reference: Numbers | None = None) -> Numbers:
    """P = 1 − d × 100 × max(0, target − x), not below 0; a part of a point counts in proportion.

    Source: 0.1 point off for every percentage point a timeliness rate falls (福建省 2020 年考核).
    """
    target, each = parameters
    return _held(1 - np.maximum(target - x, 0) * 100 * each)


def per_issue(x: Numbers, parameters: Sequence[Any], reference: Numbers | None = None) -> Numbers:
    """P = 1 − d × x, not below 0: every issue found costs the same.

    Source: 0.2 point off for every issue found (福建省 2020 年考核).
    """
    (each,) = parameters
    return _held(1 - x * each)


def checklist(x: Numbers, parameters: Sequence[Any], reference: Numbers | None = None) -> Numbers:
    """P = x, the weighted mark `checklist_mark` has already made of the items."""
    return _held(x)


def group_p90_log(x: Numbers, parameters: Sequence[Any], reference: Numbers | None = None) -> Numbers:
    """P = min(1, ln(1 + x) / ln(1 + P90)); P = 0 where the group's P90 is 0 or unknown.

    `reference` holds each unit's group P90. Logarithms are irrational, so the answer is float64 on
    the exact path too. Our own proposal against a few giants outweighing everyone else.
    """
    if reference is None:
        raise ValueError("同组P90对数归一需要同组P90")
    top = np.log1p(np.asarray(reference, dtype=np.float64))
    known = top > 0
    earned = np.log1p(np.asarray(x, dtype=np.float64)) / np.where(known, top, 1.0)
    return _held(np.where(known, earned, np.where(np.isnan(earned), np.nan, 0.0)))


def expert(x: Numbers, parameters: Sequence[Any], reference: Numbers | None = None) -> Numbers:
    """P = x, the mark `core.scoring.experts` has already made of the cases."""
    return _held(x)


def checklist_mark(marks: Numbers, counted: NDArray[np.bool_], weights: Numbers, gates: Numbers) -> Numbers:
    """Σ V·P / Σ V over the items that apply, one number a row.

    `marks` (units × items) are P in {0, 0.5, 1} or a ratio, 0 where blank; `counted` is False where
    an item does not apply; `gates[j]` is the column of item j's prerequisite or −1. An item whose
    prerequisite earned nothing earns nothing either, and its weight stays in the denominator. Rows
    in which nothing applies give NaN.
    Source: V×P with P = 1 / 0.5 / 0 or a ratio, 网络安全管理工作自评估表.
    """
    gated = np.asarray(gates) >= 0
    open_gate = np.ones(marks.shape, dtype=bool)
    open_gate[:, gated] = (marks[:, np.asarray(gates)[gated]] > 0).astype(bool)
    total = (counted * weights).sum(axis=1)
    earned = (marks * open_gate * counted * weights).sum(axis=1)
    empty = (total == 0).astype(bool)
    return np.where(empty, np.nan, earned / np.where(empty, 1, total))


def _held(points: Numbers) -> Numbers:
    return np.minimum(np.maximum(points, 0), 1)


@dataclass(frozen=True, slots=True)
class RuleKind:
    """One row of the registry: everything the product knows about a rule.

    `goal` gives the value from which P = 1 (None where there is no fixed one); `rising` says whether
    more is better; `fault` names what is wrong with parameters that could be read.
    """

    code: str
    name: str
    inputs: frozenset[str]
    form: ParameterForm
    function: Function
    standard: Callable[[Parameters, str], str]
    fault: Callable[[Parameters], str | None]
    goal: Callable[[Parameters], Fraction | None] = lambda parameters: None
    rising: bool = True
    needs_group: bool = False


def shown(number: Fraction, unit: str) -> str:
    """A threshold for people with its unit: 95%, 1000毫秒."""
    return number_text(number, True) if unit == "%" else f"{number_text(number, False)}{unit}"


def _linear_fault(parameters: Parameters) -> str | None:
    zero, full = parameters
    return None if zero < full else "零分线应小于满分线"


def _reverse_fault(parameters: Parameters) -> str | None:
    best, worst = parameters
    return None if best < worst else "满分线应小于零分线（越小越好）"


def _tier_fault(parameters: Parameters) -> str | None:
    pairs = sorted(tier_pairs(parameters))
    if len({bound for bound, _ in pairs}) < len(pairs):
        return "两档的下限相同"
    if any(not 0 <= mark <= 1 for _, mark in pairs):
        return "每档得分比例应在 0 到 1 之间"
    rising = all(low[1] <= high[1] for low, high in pairwise(pairs))
    return None if rising else "下限高的一档得分不应更低"


def _rate_fault(parameters: Parameters) -> str | None:
    return None if parameters[-1] > 0 else "每次扣减的比例应大于 0"


def _no_fault(parameters: Parameters) -> str | None:
    return None


def _tier_standard(parameters: Parameters, unit: str) -> str:
    pairs = "，".join(
        f"达到{shown(bound, unit)}得" + ("满分" if mark == 1 else f"该项的{number_text(mark, False)}")
        for bound, mark in sorted(tier_pairs(parameters), reverse=True)
        if mark > 0
    )
    return f"{pairs}，其余不得分"


_RATES: Final = frozenset({"ratio", "complement", "value"})

RULE_KINDS: Final[Mapping[str, RuleKind]] = {
    kind.code: kind
    for kind in (
        RuleKind(
            "linear",
            "线性",
            _RATES,
            NamedParameters(("零分线", "满分线"), "零分线=70%；满分线=100%"),
            linear,
            lambda p, unit: f"达到{shown(p[1], unit)}得满分，不高于{shown(p[0], unit)}不得分，其间按比例计分",
            _linear_fault,
            goal=lambda p: p[1],
        ),
        RuleKind(
            "reverse",
            "逆向",
            _RATES | {"count"},
            NamedParameters(("满分线", "零分线"), "满分线=2%；零分线=20%"),
            reverse,
            lambda p, unit: f"不超过{shown(p[0], unit)}得满分，达到{shown(p[1], unit)}不得分，其间按比例计分",
            _reverse_fault,
            goal=lambda p: p[0],
            rising=False,
        ),
        RuleKind(
            "tiers",
            "分档",
            _RATES,
            TierParameters(),
            tiers,
            _tier_standard,
            _tier_fault,
            goal=lambda p: min((bound for bound, mark in tier_pairs(p) if mark == 1), default=None),
        ),
        RuleKind(
            "per_point",
            "每点扣",
            _RATES,
            NamedParameters(
                ("目标", "每低1个百分点扣"),
                "目标=100%；每低1个百分点扣=5%",
                frozenset({"每低1个百分点扣"}),
            ),
            per_point,
            lambda p, unit: f"目标{shown(p[0], unit)}，每低1个百分点扣该项的{shown(p[1], '%')}",
            _rate_fault,
            goal=lambda p: p[0],
        ),
        RuleKind(
            "per_issue",
            "每项扣",
            frozenset({"count"}),
            NamedParameters(("每项扣",), "每项扣=20%", frozenset({"每项扣"})),
            per_issue,
            lambda p, unit: f"每发现1{unit or '项'}扣该项的{shown(p[0], '%')}，扣完为止",
            _rate_fault,
            goal=lambda p: Fraction(0),
            rising=False,
        ),
        RuleKind(
            "checklist",
            "清单",
            frozenset({"items"}),
            NoParameters(),
            checklist,
            lambda p, unit: "清单逐项按权重V×量化值P计分，各项均达到1得满分",
            _no_fault,
        ),
        RuleKind(
            "group_p90_log",
            "同组P90对数归一",
            frozenset({"value", "count"}),
            NoParameters(),
            group_p90_log,
            lambda p, unit: "按 ln(1+实测)÷ln(1+同组P90) 计分，达到同组P90得满分",
            _no_fault,
            needs_group=True,
        ),
        RuleKind(
            "expert",
            "专家评分",
            frozenset({"experts"}),
            NoParameters(),
            expert,
            lambda p, unit: "按（0.7×最优案例分＋0.3×次优案例分）÷100 计分",
            _no_fault,
        ),
    )
}
RULE_BY_NAME: Final[Mapping[str, RuleKind]] = {kind.name: kind for kind in RULE_KINDS.values()}
