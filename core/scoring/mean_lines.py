"""Why a unit of a system of weights lost points: metrics as far as means are weighted sums, formulas beyond."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.indicators.rules import RULE_KINDS
from core.indicators.system import AGGREGATIONS
from core.scoring.exact import ExactUnit, Mean
from core.scoring.fixed import decimal_of_ticks, half_up
from core.scoring.lines import Deduction, allocate, event_line, metric_line
from core.scoring.scores import Scores


@dataclass(frozen=True, slots=True)
class _Loss:
    """What one cause took of the total, exactly: a metric, events, or a mean that is no weighted sum."""

    points: Fraction
    metric: int = -1
    event: str = ""
    count: Fraction = Fraction(0)
    mean: Mean | None = None


def mean_lines(scores: Scores, unit: str) -> list[Deduction]:
    """Lines that sum to full marks − base, to the last published digit."""
    row, system = scores.values.unit_index[unit], scores.system
    lost = system.full_marks - scores.base.decimal(row)
    if scores.applicable_marks.ticks[row] == 0:
        reason = scores.no_total(unit)
        advice = "补报缺少的数据" if "不足" in reason else "核对数据，或改用别的合成方式"
        return [Deduction("blocked", lost, f"{reason}，暂计 0 分。建议：{advice}。", gap=reason)]
    exact = scores.exact(unit)
    losses = list(_losses(exact, exact.means[len(system.nodes)], Fraction(system.full_marks)))
    ticks = allocate(
        [loss.points for loss in losses], half_up(Fraction(lost), system.total_digits), system.total_digits
    )
    points = [decimal_of_ticks(part, system.total_digits) for part in ticks]
    return [_line(scores, row, loss, part) for loss, part in zip(losses, points, strict=True) if part]


def _losses(exact: ExactUnit, mean: Mean, full: Fraction) -> Iterator[_Loss]:
    """The causes below a mean that is worth `full` points of the total."""
    branch = mean.branch
    there = [part for part in mean.parts if part.value is not None]
    total = sum((part.weight for part in there), Fraction(0))
    if branch.aggregation != "arithmetic" or branch.rule or mean.value is None:
        yield _Loss((1 - (mean.value or 0)) * full, mean=mean)
        return
    reached = sum((part.weight * (part.value or 0) for part in there), Fraction(0)) / total
    for part in there:
        worth = full * part.weight / total
        if branch.of_metrics:
            yield _Loss((1 - (part.value or 0)) * worth, metric=part.child)
        else:
            yield from _losses(exact, exact.means[part.child], worth)
    if mean.taken:
        yield from _events(exact, mean, min(mean.taken, reached) * full)


def _events(exact: ExactUnit, mean: Mean, taken: Fraction) -> Iterator[_Loss]:
    leaf = next(at for at, node in enumerate(exact.plan.system.leaves) if node.code == mean.branch.code)
    asked = exact.event_points(leaf)
    for code, each in exact.plan.leaf_events[leaf]:
        count = exact.number(code) or Fraction(0)
        if count:
            yield _Loss(taken * count * each / asked, event=code, count=count)


def _line(scores: Scores, row: int, loss: _Loss, points: Decimal) -> Deduction:
    if loss.metric >= 0:
        return metric_line(scores, row, loss.metric, points)
    if loss.event:
        return event_line(scores, loss.event, loss.count, points)
    assert loss.mean is not None
    return _formula_line(scores, loss.mean, points)


def _formula_line(scores: Scores, mean: Mean, points: Decimal) -> Deduction:
    """One line for a mean whose loss cannot be told apart by cause, with its formula."""
    system, branch = scores.system, mean.branch
    node = system.node_by_code.get(branch.code)
    name = f"{node.code} {node.title}" if node else "总分"
    names = [f"{code} {title}" for code, title in branch.names(system)]
    parts = "、".join(
        f"{child} {_shown(part.value)}（权重 {_shown(part.weight)}）"
        if part.value is not None
        else f"{child} 无数据"
        for child, part in zip(names, mean.parts, strict=True)
    )
    how = AGGREGATIONS[branch.aggregation]
    scaled = f"，再按“{RULE_KINDS[branch.rule].name}”换算" if branch.rule else ""
    measured = f"{_shown(mean.value)}（{parts}）"
    verb = f"扣 {points} 分" if points > 0 else f"高出满分线 {-points} 分"
    basis = f"{how}合成{scaled}，非加权求和，不逐项分摊"
    return Deduction(
        "mean",
        points,
        f"{name}：{basis}；得分比例 {measured}，{verb}。",
        branch.code,
        node.title if node else "总分",
        measured=measured,
        basis=basis,
    )


def _shown(number: Fraction | None) -> str:
    return "—" if number is None else f"{float(number):.4f}".rstrip("0").rstrip(".")
