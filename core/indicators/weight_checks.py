"""Faults of weights, means and scales, and of how metrics are measured before their rule."""

from collections.abc import Iterator
from fractions import Fraction

from core.indicators.canonical import plain_decimal
from core.indicators.fault import Fault
from core.indicators.node import Node
from core.indicators.numerals import plain_number
from core.indicators.rules import RULE_KINDS
from core.indicators.system import AGGREGATIONS, SCHEMES, TIES, IndicatorSystem, Metric
from core.indicators.treatments import read_treatment

_ONLY_WEIGHTS = {
    "weight": "权重",
    "aggregation": "合成方式",
    "least": "最低可得个数",
    "rule": "换算规则",
}


def check_weights(system: IndicatorSystem) -> Iterator[Fault]:
    """Faults of what only a system of weights has, in either scheme."""
    yield from _choices(system)
    for index, node in enumerate(system.nodes):
        if system.scheme == "marks":
            for field, name in _ONLY_WEIGHTS.items():
                value = getattr(node, field)
                if value:
                    shown = plain_number(value) if isinstance(value, Fraction) else str(value)
                    remedy = "清空此格；综合指数请把体系表的计分方式填为“权重制”"
                    yield Fault("nodes", index, field, f"满分制不填“{name}”", shown, remedy)
        else:
            yield from _node(system, index)
        below = system.children(node.code) or system.metrics_of(node.code)
        yield from _availability(node, "nodes", index, len(below))
    roots = [node for node in system.children("") if not node.ledger]
    yield from _availability(system, "system", 0, len(roots))


def check_measures(system: IndicatorSystem) -> Iterator[Fault]:
    """Faults of common denominators, factors and outlier treatment."""
    known = {divisor.code for divisor in system.divisors}
    for index, metric in enumerate(system.metrics):
        if metric.divisor and metric.divisor not in known:
            yield Fault(
                "metrics", index, "divisor", "没有这个公用分母", metric.divisor, "填“公用分母”表中的编码"
            )
        if (metric.divisor or metric.factor != 1) and metric.input not in ("value", "count"):
            yield Fault(
                "metrics", index, "divisor", "公用分母与倍数只用于直接值和件数", metric.divisor, "清空此格"
            )
        if metric.factor <= 0:
            value = plain_decimal(metric.factor)
            yield Fault("metrics", index, "factor", "倍数应大于 0", value, "填正数", total=True)
        yield from _treatment(system, index, metric)
    codes = {metric.code for metric in system.metrics}
    for index, divisor in enumerate(system.divisors):
        if divisor.code in codes:
            yield Fault("divisors", index, "code", "与子项编码重复", divisor.code, "改用另一个编码")


def _treatment(system: IndicatorSystem, index: int, metric: Metric) -> Iterator[Fault]:
    try:
        read_treatment(metric.treatment)
    except ValueError as error:
        yield Fault(
            "metrics", index, "treatment", f"异常值处理不合规：{error}", metric.treatment, "如 缩尾=5"
        )
    if metric.treatment and system.scheme == "marks":
        rule = "满分制不处理异常值：得分会随其他单位变动"
        yield Fault("metrics", index, "treatment", rule, metric.treatment, "清空此格，或改为“权重制”")


def _availability(owner: Node | IndicatorSystem, table: str, index: int, below: int) -> Iterator[Fault]:
    """Faults of what must be there: never more than there is."""
    if owner.availability is not None and not 0 < owner.availability <= 1:
        value = plain_number(owner.availability)
        yield Fault(table, index, "availability", "最低可得应大于 0、不超过 100%", value, "写成 60% 或 3项")
    if owner.least > below:
        rule = f"最低可得的个数多于下级（{below} 项）"
        yield Fault(table, index, "availability", rule, f"{owner.least}项", "改小个数")


def _choices(system: IndicatorSystem) -> Iterator[Fault]:
    for field, allowed in (("scheme", SCHEMES), ("aggregation", AGGREGATIONS), ("ties", TIES)):
        value = getattr(system, field)
        if value not in allowed:
            yield Fault("system", 0, field, "不认识的内容", value, f"可填：{'、'.join(allowed.values())}")
    if system.rank_digits is not None and not 0 <= system.rank_digits <= 9:
        yield Fault(
            "system", 0, "rank_digits", "名次小数位应在 0 到 9 之间", str(system.rank_digits), "通常留空"
        )
    if any(not 0 <= digits <= 6 for digits in system.level_digits):
        value = "；".join(map(str, system.level_digits))
        yield Fault("system", 0, "level_digits", "小数位应在 0 到 6 之间", value, "如 2；2；3")
    if system.scheme == "marks" and (system.rule or system.level_digits or system.rank_digits is not None):
        rule = "满分制不填总分换算规则、各级小数位、名次小数位"
        yield Fault("system", 0, "scheme", rule, SCHEMES["marks"], "清空这些行，或改为“权重制”")
    yield from _scale(system, "system", 0, system.code)


def _node(system: IndicatorSystem, index: int) -> Iterator[Fault]:
    node = system.nodes[index]
    if node.ledger:
        return
    if node.full_marks is not None:
        value = plain_decimal(node.full_marks)
        yield Fault("nodes", index, "full_marks", "权重制不填满分", value, "清空此格，填“权重”")
    if node.weight is None or node.weight <= 0:
        value = "" if node.weight is None else plain_number(node.weight)
        rule = "权重应大于 0；同一上级下的权重要么都填，要么都留空（相等）"
        yield Fault("nodes", index, "weight", rule, value, "填正数", total=True)
    if node.aggregation and node.aggregation not in AGGREGATIONS:
        allowed = "、".join(AGGREGATIONS.values())
        yield Fault("nodes", index, "aggregation", "不认识的合成方式", node.aggregation, f"可填：{allowed}")
    yield from _scale(node, "nodes", index, node.code)


def _scale(owner: object, table: str, index: int, code: str) -> Iterator[Fault]:
    """Faults of a scale put on a node's, or the total's, own mean."""
    rule, parameters = getattr(owner, "rule"), getattr(owner, "parameters")  # noqa: B009
    if not rule:
        return
    kind = RULE_KINDS.get(rule)
    if kind is None or "value" not in kind.inputs:
        allowed = "、".join(known.name for known in RULE_KINDS.values() if "value" in known.inputs)
        yield Fault(table, index, "rule", "不能用来换算的规则", rule, f"可填：{allowed}")
        return
    try:
        kind.form.write(parameters, False)
        fault = kind.fault(parameters)
    except ValueError as error:
        fault = str(error)
    if fault:
        yield Fault(table, index, "parameters", fault, code, f"例：{kind.form.example}", total=True)
