"""The words of one metric of one unit: its standard, what was measured, the gap and what would help."""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Final

import numpy as np

from core.collection.values import NOT_APPLICABLE, NUMBER
from core.indicators.curves import open_items
from core.indicators.numerals import plain_number
from core.indicators.rule_kind import Reference
from core.indicators.rules import RULE_KINDS
from core.indicators.scales import STATISTICS
from core.indicators.system import EMPTY_POLICIES, Metric
from core.scoring.exact import Measurement
from core.scoring.experts import CAP_WITHOUT_CALLS, FEWEST_EXPERTS, cases_of, cases_value
from core.scoring.fixed import half_up
from core.scoring.scores import Scores

_MOST_RATE_DIGITS: Final = 4
# What rules compare with, in words; percentiles are called what they are.
_STATISTIC_NAMES: Final = {code: word for word, code in STATISTICS.items() if code} | {
    "below": "低于本单位的",
    "equal": "与本单位相同的",
    "count": "单位数",
}


@dataclass(frozen=True, slots=True)
class MetricWords:
    """Four Chinese phrases without a full stop; empty where there is nothing to say."""

    standard: str
    measured: str
    gap: str
    suggestion: str


def rate_text(number: Fraction, beside: Fraction | None = None) -> str:
    """A rate with one decimal: 85.0%. More decimals only where it would look equal to `beside`."""
    digits = 1
    while (
        beside is not None
        and number != beside
        and digits < _MOST_RATE_DIGITS
        and half_up(number * 100, digits) == half_up(beside * 100, digits)
    ):
        digits += 1
    return f"{half_up(number * 100, digits) / 10**digits:.{digits}f}%"


def score_text(number: Fraction) -> str:
    """A score with two decimals, rounded half up."""
    return f"{half_up(number, 2) / 100:.2f}"


def quantity_text(number: Fraction) -> str:
    """A plain number: whole, or with at most two decimals."""
    return plain_number(Fraction(half_up(number, 2), 100))


def reference_name(reference: Reference) -> str:
    """A statistic in words: 同组P90, 全部单位最大值."""
    return f"{'同组' if reference.group else '全部单位'}{_STATISTIC_NAMES[reference.statistic]}"


def metric_words(scores: Scores, unit: int, index: int) -> MetricWords:
    """The words of metric `index` of the unit in row `unit`."""
    metric = scores.system.metrics[index]
    standard = RULE_KINDS[metric.rule].standard(metric.parameters, metric.unit)
    if scores.measured.is_unfinished(unit, index):
        return MetricWords(standard, *_unfinished(scores, unit, metric))
    measured = scores.exact(scores.values.units[unit].code).measurement(index)
    if measured is None or scores.measured.blank[unit, index]:
        policy = EMPTY_POLICIES[metric.empty]
        return MetricWords(
            standard, "没有数据（分母为空或未采集）", f"按空值处理规则计“{policy}”", "补报数据"
        )
    if metric.input == "items":
        return _checklist(scores, unit, metric, standard, measured)
    if metric.input == "experts":
        return _cases(scores, unit, metric, standard, measured)
    compared = scores.earned.reference(unit, index)
    if metric.rule == "group_p90_log":
        return _group(metric, standard, measured, Fraction(compared[0]))
    if compared:
        return _among_others(metric, standard, measured, compared)
    return _against_goal(metric, standard, measured)


def _unfinished(scores: Scores, unit: int, metric: Metric) -> tuple[str, str, str]:
    if metric.input == "experts":
        cases = cases_of(scores.values, scores.values.units[unit].code, metric.code)
        short = "、".join(f"“{case.name}”{len(case.marks)}名" for case in cases if not case.valid)
        return (
            f"专家评分不足{FEWEST_EXPERTS}名：{short}",
            "评分无效",
            f"补足至每个案例{FEWEST_EXPERTS}名以上专家评分",
        )
    return "分母已有而分子未采集", "不能计分", "补采分子后重新计算"


def _against_goal(metric: Metric, standard: str, measured: Measurement) -> MetricWords:
    kind = RULE_KINDS[metric.rule]
    goal, rising = kind.goal(metric.parameters), kind.rises(metric.parameters)
    shown = measured_text(metric, measured, goal)
    if goal is None:
        return MetricWords(standard, shown, "", "")
    if measured.value != goal and (measured.value > goal) == rising:
        return MetricWords(standard, shown, "已超过满分线", "")
    distance = abs(goal - measured.value)
    side = "低于" if rising else "高于"
    if metric.unit == "%":
        gap = f"{side}满分线 {rate_text(distance, Fraction(0)).rstrip('%')} 个百分点"
    else:
        gap = f"{side}满分线 {quantity_text(distance)} {metric.unit}".rstrip()
    return MetricWords(standard, shown, gap, _suggestion(metric, measured, goal, rising=rising))


def measured_text(metric: Metric, measured: Measurement, beside: Fraction | None = None) -> str:
    """What was measured: 85.0%（17÷20）, 1200 毫秒."""
    if measured.raw is not None:
        before = replace(measured, value=measured.raw, raw=None)
        after = f"{quantity_text(measured.value)} {metric.unit}".rstrip()
        return f"{measured_text(metric, before, beside)}，异常值处理后 {after}"
    if metric.divisor and measured.numerator is not None and measured.denominator is not None:
        times = "" if metric.factor == 1 else f"×{quantity_text(Fraction(metric.factor))}"
        division = f"{quantity_text(measured.numerator)}÷{quantity_text(measured.denominator)}{times}"
        return f"{quantity_text(measured.value)} {metric.unit}".rstrip() + f"（{division}）"
    if measured.numerator is not None and measured.denominator is not None:
        top, bottom = quantity_text(measured.numerator), quantity_text(measured.denominator)
        division = f"1－{top}÷{bottom}" if metric.input == "complement" else f"{top}÷{bottom}"
        return f"{rate_text(measured.value, beside)}（{division}）"
    if metric.unit == "%":
        return rate_text(measured.value, beside)
    return f"{quantity_text(measured.value)} {metric.unit}".rstrip()


def _suggestion(metric: Metric, measured: Measurement, goal: Fraction, *, rising: bool) -> str:
    top, bottom = measured.numerator, measured.denominator
    if top is None or bottom is None or metric.divisor:
        return _direct_suggestion(metric, abs(goal - measured.value), goal, rising=rising)
    label = (metric.numerator or "分子").replace("“", "‘").replace("”", "’")
    if rising != (metric.input == "complement"):
        needed = ceil(goal * bottom)
        change, reached = f"再增加 {quantity_text(needed - top)}", f"分子达到 {needed}"
    else:
        allowed = floor((1 - goal if metric.input == "complement" else goal) * bottom)
        change, reached = f"再减少 {quantity_text(top - allowed)}", f"分子降到 {allowed}"
    return f"“{label}”{change}（{reached}，分母 {quantity_text(bottom)} 不变）即可得满分"


def _direct_suggestion(metric: Metric, distance: Fraction, goal: Fraction, *, rising: bool) -> str:
    if metric.unit == "%":
        change, shown = f"{quantity_text(distance * 100)} 个百分点", rate_text(goal)
    else:
        change, shown = (f"{quantity_text(part)} {metric.unit or '个'}" for part in (distance, goal))
    if metric.input == "count" and goal == 0:
        return f"消除全部 {change}即可得满分"
    return f"再{'提高' if rising else '降低'} {change}（{'达到' if rising else '降至'} {shown}）即可得满分"


def _group(metric: Metric, standard: str, measured: Measurement, top: Fraction) -> MetricWords:
    shown = measured_text(metric, measured)
    if top == 0:
        return MetricWords(standard, shown, "同组P90为 0，本项均不计分", "")
    short = ceil(max(top - measured.value, Fraction(0)))
    suggestion = f"再增加 {short} {metric.unit}，达到同组P90即可得满分"
    return MetricWords(standard, shown, f"同组P90为 {quantity_text(top)} {metric.unit}", suggestion)


def _among_others(
    metric: Metric, standard: str, measured: Measurement, compared: tuple[float, ...]
) -> MetricWords:
    """A scale that looks at the other units: what it compared with."""
    named = "、".join(
        f"{reference_name(reference)} {quantity_text(Fraction(number))}"
        for reference, number in zip(
            RULE_KINDS[metric.rule].references(metric.parameters), compared, strict=True
        )
    )
    return MetricWords(standard, measured_text(metric, measured), f"参与比较：{named}", "")


def _checklist(
    scores: Scores, unit: int, metric: Metric, standard: str, measured: Measurement
) -> MetricWords:
    values, columns = scores.values, scores.values.column_index
    items = scores.system.items_of(metric.code)
    at = {item.code: place for place, item in enumerate(items)}
    places = [columns[item.code] for item in items]
    states, numbers = values.states[unit, places], values.numbers[unit, places]
    marks = np.where(states == NUMBER, numbers, 0.0)[np.newaxis, :]
    gates = np.array([at.get(item.prerequisite, -1) for item in items])
    (open_gate,) = open_items(marks, (states != NOT_APPLICABLE)[np.newaxis, :], gates)
    missing = []
    for item, state, number, may in zip(items, states, numbers, open_gate, strict=True):
        if state == NOT_APPLICABLE or (state == NUMBER and number >= 1 and may):
            continue
        now = f"{number:g}" if state == NUMBER else "未填"
        why = "" if may else f"，前置项“{items[at[item.prerequisite]].name}”未落实，不得分"
        missing.append(f"{item.name}（V={quantity_text(Fraction(item.weight))}，P={now}{why}）")
    gap = f"{len(missing)} 项未得满：{'、'.join(missing)}"
    suggestion = f"把未落实的 {len(missing)} 项落实到位即可得满分"
    return MetricWords(standard, f"清单量化 {rate_text(measured.value)}", gap, suggestion)


def _cases(scores: Scores, unit: int, metric: Metric, standard: str, measured: Measurement) -> MetricWords:
    cases = cases_of(scores.values, scores.values.units[unit].code, metric.code)
    ordered = sorted(cases, key=lambda case: case.score, reverse=True)
    shown = "，".join(
        f"{place}“{case.name}”{score_text(case.score)} 分"
        for place, case in zip(("最优", "次优"), ordered, strict=False)
    )
    parts = []
    uncalled = [case.name for case in ordered if not case.called]
    if uncalled:
        parts.append(
            f"“{'”“'.join(uncalled)}”近90天没有调用，按不超过{CAP_WITHOUT_CALLS}分计，应恢复实际使用"
        )
    if len(ordered) == 1:
        best = ordered[0].score
        more = (cases_value([best, best]) - cases_value([best])) * 100
        parts.append(f"再报送一个同等水平的案例，案例得分可提高 {score_text(more)} 分")
    if not parts:
        parts.append("对照真实性、数据融合、成效、创新、推广五个方面补强案例材料")
    gap = f"距满分差 {score_text((1 - measured.value) * 100)} 分"
    return MetricWords(standard, f"{score_text(measured.value * 100)} 分（{shown}）", gap, "；".join(parts))
