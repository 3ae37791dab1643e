"""One unit's score told from the total down to the metric, as plain text."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from core.documents.score_tables import place, status
from core.indicators.canonical import plain_decimal
from core.indicators.rules import RULE_KINDS
from core.scoring.explain import deductions
from core.scoring.node_trace import WAYS, NodeTrace, node_traces
from core.scoring.scores import Scores
from core.scoring.trace import STATES, Trace, trace


def explained(scores: Scores, unit: str) -> str:
    """Total, how every node is made up, what every metric was measured at, and every deduction."""
    return "\n".join(_lines(scores, unit))


def _lines(scores: Scores, unit: str) -> Iterator[str]:
    row = scores.values.unit_index[unit]
    known = scores.values.units[row]
    reason = status(scores, row)
    yield f"{known.name}（{known.code}）{'，' + known.group if known.group else ''}"
    if place(scores, row) is None:
        yield f"没有总分：{reason}"
    else:
        grade = f"，{scores.bands[row].name}" if scores.bands[row].name else ""
        yield f"总分 {scores.total.decimal(row)}，第 {place(scores, row)} 名（共 {len(scores.values.units)} 个）{grade}"
        yield f"总分＝基础分 {scores.base.decimal(row)}＋加分 {scores.bonus.decimal(row)}－减分 {scores.deduction.decimal(row)}"
        if reason:
            yield f"暂不能定版：{reason}"
    yield ""
    yield "【怎样算出来】"
    for found in node_traces(scores, unit):
        level = scores.system.depths.get(found.code, 0)
        yield _node_line(found, level)
        for metric in scores.system.metrics_of(found.code):
            yield "　" * (level + 1) + _metric_line(trace(scores, unit, metric.code))
    yield ""
    yield "【扣分说明】各条之和＝满分－总分"
    for number, line in enumerate(deductions(scores, unit), start=1):
        yield f"{number}. {line.sentence}"


def _node_line(found: NodeTrace, level: int) -> str:
    name = f"{found.code} {found.name}".strip()
    points = "—" if found.points is None else str(found.points)
    parts = "，".join(
        f"{part.code} {_shown(part.value)}" + ("" if found.way == "added" else f"×{_shown(part.weight)}")
        for part in found.parts
        if part.value is not None
    )
    missing = [part.code for part in found.parts if part.value is None]
    left_out = f"；不计入：{'、'.join(missing)}" if missing else ""
    events = f"；附加扣分 {_shown(found.taken * found.full)}" if found.taken else ""
    scale = _scale(found) if found.rule else ""
    return (
        "　" * level
        + f"{name}：{points}　（{WAYS[found.way]}：{parts or '没有可得的部分'}{left_out}{events}{scale}）"
    )


def _scale(found: NodeTrace) -> str:
    """How a mean was put on its scale: what it came to, the rule with its numbers, what it compared with."""
    kind = RULE_KINDS[found.rule]
    numbers = kind.form.write(found.parameters, False)
    compared = "".join(f"，{name} {number:.6g}" for name, number in found.compared)
    return f"；合成 {_shown(found.together())}，再按“{kind.name}”{f'（{numbers}）' if numbers else ''}换算{compared}"


def _metric_line(found: Trace) -> str:
    source = "、".join(
        f"{each.label} {_shown(each.number)}（{each.place}）" for each in found.sources[:4] if str(each.place)
    )
    value = _shown(found.value) if found.state == "number" else STATES[found.state]
    if found.raw is not None:
        value = f"{_shown(found.raw)}，异常值处理后 {value}"
    compared = "".join(f"，{name} {number:g}" for name, number in found.compared)
    return (
        f"{found.metric} {found.metric_name}：实测 {value}{compared} → 得分比例 {_shown(found.points)}"
        f"，{found.rule_text}" + (f"；来源：{source}" if source else "")
    )


def _shown(number: Fraction | None) -> str:
    """A number of a formula: at most six decimals, none of them idle."""
    return "—" if number is None else plain_decimal(round(_decimal(number), 6))


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
