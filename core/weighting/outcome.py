"""What comes of a weighing: weights, the marks or weights they become, effective weights, and remarks."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from typing import Any, Final

import numpy as np

from core.errors import Invalid, Problem
from core.indicators.numerals import plain_number
from core.weighting.allocation import allocated
from core.weighting.combination import combination_problems, linear, product
from core.weighting.disagreement import inconsistency_problems
from core.weighting.entropy import entropy_weights, scaled, table_problems
from core.weighting.experts import MOST_VARIATION, round_problems, round_view
from core.weighting.judgements import judgement_problems, name_problems, reciprocal
from core.weighting.methods import (
    Combined,
    CombinedFacts,
    Facts,
    Inputs,
    Judged,
    JudgedFacts,
    Measured,
    Scored,
    ScoredFacts,
)
from core.weighting.priorities import pooled, priorities
from core.weighting.target import Target, target_problems

# So many decimals are kept of every computed number: the last bits of float64 differ between machines.
DIGITS: Final = 12

Weights = tuple[float, ...]
_Found = tuple[Weights, Facts, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Weights inside the group (sum 1), what they become (sum exactly the group's whole), their parts of
    the total, and what whoever uses them should know."""

    weights: Weights
    allotted: tuple[Decimal, ...]
    effective: Weights
    remarks: tuple[str, ...] = ()


def outcome_of(
    target: Target, inputs: Inputs, earlier: Mapping[int, Weights] | None = None
) -> tuple[Outcome, Facts]:
    """Weigh a group; `earlier` are the weights of the records a combination names, by id.

    Raises `Invalid` with every fault found; judgements with a consistency ratio of 0.1 and more are
    refused with the cells that do not fit.
    """
    _refuse(target_problems(target), "这一组还不能定权")
    match inputs:
        case Scored():
            found = _scored(target, inputs)
        case Judged():
            found = _judged(target, inputs)
        case Measured():
            found = _measured(target, inputs)
        case Combined():
            found = _combined(inputs, earlier or {})
    weights, facts, remarks = _settled(found)
    allotted = allocated(weights, target.whole, target.digits)
    nothing = "、".join(name for name, part in zip(target.names, allotted, strict=True) if part == 0)
    if nothing:
        remarks = (*remarks, f"“{nothing}”分得 0，写入体系前须另行定分或从体系中去掉")
    effective = tuple(float(part) / float(target.whole) * float(target.share) for part in allotted)
    return Outcome(weights, allotted, _settled(effective), remarks), facts


def _scored(target: Target, inputs: Scored) -> _Found:
    problems = [] if inputs.rounds else [Problem("没有任何一轮打分", remedy="至少进行一轮")]
    for number, each in enumerate(inputs.rounds, start=1):
        problems += round_problems(target.names, each, inputs.full, f"第 {number} 轮")
    _refuse(problems, "专家打分不完整或有误")
    views = tuple(
        round_view(np.array(each.scores, dtype=np.float64), float(inputs.full)) for each in inputs.rounds
    )
    remarks = tuple(
        f"“{target.names[at]}”第 {len(views)} 轮的变异系数 {views[-1].variations[at]:.2f} 大于"
        f" {MOST_VARIATION}（建议值），建议再进行一轮"
        for at in views[-1].scattered
    )
    return views[-1].weights, ScoredFacts(views), remarks


def _judged(target: Target, inputs: Judged) -> _Found:
    names, opinions = target.names, inputs.opinions
    problems = [] if opinions else [Problem("没有任何专家的判断", remedy="至少填一名专家的判断矩阵")]
    problems += name_problems([opinion.expert for opinion in opinions], "专家")
    for opinion in opinions:
        problems += judgement_problems(names, opinion.grid, opinion.expert)
        if not 0 < opinion.share <= 1000:
            rule, value = "专家的权重应大于 0、不超过 1000", plain_number(opinion.share)
            problems.append(Problem(rule, value, "相同权重都填 1", opinion.expert))
    _refuse(problems, "判断矩阵不完整或有误")
    matrices = [reciprocal(opinion.grid) for opinion in opinions]
    for opinion in opinions:
        problems += inconsistency_problems(names, opinion.grid, opinion.expert)
    group = priorities(pooled(matrices, [float(opinion.share) for opinion in opinions]))
    if not problems and not group.consistent:
        problems.append(
            Problem("各专家合成后的一致性比率不小于 0.1", f"{group.ratio:.3f}", "请专家会商后重填")
        )
    _refuse(problems, "判断矩阵的一致性没有通过")
    return group.weights, JudgedFacts(tuple(map(priorities, matrices)), group), ()


def _measured(target: Target, inputs: Measured) -> _Found:
    problems = name_problems(inputs.units, "单位")
    problems += table_problems(target.names, inputs.units, inputs.values, inputs.scaling)
    codes = [item.code for item in target.items]
    strangers = [code for code in inputs.falling if code not in codes]
    problems += [Problem("这一组没有这个指标", code, "从逆向指标中去掉") for code in strangers]
    if inputs.falling and inputs.scaling == "share":
        problems.append(Problem("占合计的比例不区分正向逆向", "、".join(inputs.falling), "改用极差归一"))
    _refuse(problems, "熵权的数据不完整或有误")
    table = np.array(inputs.values, dtype=np.float64)
    if inputs.scaling == "range":
        table = scaled(table, np.array([code in inputs.falling for code in codes]))
    try:
        facts = entropy_weights(table)
    except ValueError as error:
        raise Invalid(
            "熵权没有算出", problems=[Problem(str(error), remedy="改用专家打分或层次分析")]
        ) from error
    names = (target.names[at] for at in facts.constant)
    return facts.weights, facts, tuple(f"“{name}”各单位数值相同，没有区分度，熵权为 0" for name in names)


def _combined(inputs: Combined, earlier: Mapping[int, Weights]) -> _Found:
    _refuse(combination_problems(inputs.rule, inputs.share), "组合的设定有误")
    subjective, objective = earlier[inputs.subjective], earlier[inputs.objective]
    facts = CombinedFacts(subjective, objective)
    if inputs.rule == "linear":
        return linear(subjective, objective, float(inputs.share)), facts, ()
    try:
        return product(subjective, objective), facts, ()
    except ValueError as error:
        raise Invalid("组合没有算出", problems=[Problem(str(error), remedy="改用加权平均")]) from error


def _refuse(problems: list[Problem], message: str) -> None:
    if problems:
        raise Invalid(message, problems=problems)


def _settled(value: Any) -> Any:
    """The same with every float rounded to the decimals that are kept."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, tuple):
        return tuple(map(_settled, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _settled(getattr(value, each.name)) for each in fields(value)})
    return value
