"""The lines that say why points were lost: what a line is, how its points are rounded, its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from core.indicators.canonical import plain_decimal
from core.indicators.numerals import plain_number
from core.indicators.rules import RULE_KINDS
from core.scoring.fixed import half_up
from core.scoring.scores import Scores
from core.scoring.sentences import metric_words

KINDS = {
    "metric": "子项扣分",
    "event": "附加扣分",
    "blocked": "暂不能计分",
    "rescale": "合理缺项折算",
    "mean": "合成扣分",
    "ledger": "加减分",
}


@dataclass(frozen=True, slots=True)
class Deduction:
    """One line; `points` is positive for points lost, negative for a bonus. `kind` is a key of `KINDS`.

    `leaf` and `metric` are codes; on ledger lines `metric` is the ledger item's code, on event lines
    the event's.
    """

    kind: str
    points: Decimal
    sentence: str
    leaf: str = ""
    leaf_name: str = ""
    metric: str = ""
    metric_name: str = ""
    standard: str = ""
    measured: str = ""
    gap: str = ""
    basis: str = ""
    suggestion: str = ""


def allocate(losses: Sequence[Fraction], ticks: int, digits: int) -> list[int]:
    """Split `ticks` over exact losses: each rounded half up, the remainder on the largest first.

    No loss turns into a gain on the way; gains (negative losses) stay what they round to.
    """
    parts = [half_up(loss, digits) for loss in losses]
    rest = ticks - sum(parts)
    order = sorted(range(len(losses)), key=lambda each: losses[each], reverse=True)
    for index in order:
        change = max(rest, -parts[index]) if parts[index] >= 0 else 0
        parts[index] += change
        rest -= change
    if rest:
        parts[order[0]] += rest
    return parts


def metric_line(scores: Scores, row: int, index: int, points: Decimal) -> Deduction:
    """What one metric lost (or, with negative points, what it has above its full marks)."""
    metric = scores.system.metrics[index]
    node = scores.system.node_by_code[metric.leaf]
    words = metric_words(scores, row, index)
    kind = RULE_KINDS[metric.rule]
    written = kind.form.write(metric.parameters, metric.unit == "%")
    numbers = f"（{written}）" if written else ""
    part = "权重 " if scores.system.scheme == "weights" else "占本指标 "
    share = plain_number(metric.share) + ("" if scores.system.scheme == "weights" else "%")
    basis = f"{metric.code} {metric.formula}".rstrip() + f"；{kind.name}{numbers}，{part}{share}"
    sentence = f"{metric.code} {node.title}·{metric.name}：标准为{words.standard}；实测{words.measured}"
    sentence += f"，{words.gap}" if words.gap else ""
    sentence += f"，扣 {points} 分" if points > 0 else f"，高出满分线 {-points} 分"
    sentence += f"。依据：{basis}。"
    sentence += f"建议：{words.suggestion}。" if words.suggestion else ""
    return Deduction(
        "metric",
        points,
        sentence,
        node.code,
        node.title,
        metric.code,
        metric.name,
        words.standard,
        words.measured,
        words.gap,
        basis,
        words.suggestion,
    )


def event_line(scores: Scores, code: str, count: Fraction, points: Decimal) -> Deduction:
    """What events of one kind took."""
    event = next(known for known in scores.system.events if known.code == code)
    node = scores.system.node_by_code[event.leaf]
    standard = f"每发生1次扣 {plain_decimal(event.points_each)} 分，扣完本项为止"
    measured = f"{floor(count)} 次"
    suggestion = f"整改并消除“{event.name}”的情形"
    sentence = (
        f"{code} {node.title}·{event.name}：标准为{standard}；发生 {measured}，扣 {points} 分。"
        f"依据：{node.extra or '附加扣分'}。建议：{suggestion}。"
    )
    return Deduction(
        "event",
        points,
        sentence,
        node.code,
        node.title,
        code,
        event.name,
        standard,
        measured,
        "",
        node.extra,
        suggestion,
    )
