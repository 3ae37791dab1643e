"""Combining weights of judgement with weights of data."""

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import Final

from core.errors import Problem
from core.indicators.numerals import plain_number

RULES: Final = {"linear": "加权平均", "product": "乘积归一"}

Weights = Sequence[float]


def combination_problems(rule: str, share: Fraction) -> list[Problem]:
    """Faults of how two sets of weights are to be combined."""
    found = []
    if rule not in RULES:
        found.append(Problem("不认识的组合方法", rule, f"可填：{'、'.join(RULES)}"))
    if not 0 <= share <= 1:
        found.append(Problem("主观权重的占比应在 0 到 1 之间", plain_number(share), "如 0.6"))
    return found


def linear(subjective: Weights, objective: Weights, share: float) -> tuple[float, ...]:
    """w_j = α·s_j + (1 − α)·o_j, where α is the share of the subjective weights; both sets add up to 1."""
    pairs = zip(subjective, objective, strict=True)
    return tuple(share * judged + (1 - share) * measured for judged, measured in pairs)


def product(*sets: Weights) -> tuple[float, ...]:
    """w_j = Π_k w_j(k) ÷ Σ_j Π_k w_j(k); one weight of 0 keeps its indicator at 0.

    Source: Zeleny's product of subjective and entropy weights, as given by Hwang and Yoon, Multiple
    Attribute Decision Making, Springer 1981. Raises ValueError where the sets leave nothing in common.
    """
    products = [prod(weights) for weights in zip(*sets, strict=True)]
    total = sum(products)
    if total <= 0:
        raise ValueError("两组权重没有共同大于 0 的指标，乘积归一定不出权重")
    return tuple(each / total for each in products)
