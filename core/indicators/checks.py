"""What a sound indicator system must satisfy; every fault says which row and field breaks which rule."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from core.indicators.canonical import plain_decimal
from core.indicators.fault import Fault
from core.indicators.numerals import Parameters, plain_number
from core.indicators.part_checks import check_events, check_items, check_ledger, check_monitored, ledger_rows
from core.indicators.rule_kind import RuleKind
from core.indicators.rules import RULE_KINDS
from core.indicators.system import EMPTY_POLICIES, INPUTS, IndicatorSystem, Metric
from core.indicators.weight_checks import check_measures, check_weights

MAX_LEVELS = 3
_HUNDRED = Fraction(100)


def check_system(system: IndicatorSystem, *, allow_any_depth: bool = False) -> tuple[Fault, ...]:
    """Every fault of the system, none if it is sound; systems deeper than three levels on request only."""
    return tuple(
        fault
        for faults in (
            _head(system),
            _codes(system),
            _tree(system),
            () if allow_any_depth else _depth(system),
            _leaves(system),
            check_weights(system),
            check_measures(system),
            _metrics(system),
            check_items(system),
            check_events(system),
            check_ledger(system),
            check_monitored(system),
            _grades(system),
        )
        for fault in faults
    )


def _head(system: IndicatorSystem) -> Iterator[Fault]:
    if not system.nodes:
        yield Fault("nodes", -1, "code", "指标树没有任何指标", "", "至少填一个指标")
    for field in ("leaf_digits", "total_digits"):
        if not 0 <= getattr(system, field) <= 6:
            yield Fault("system", 0, field, "小数位应在 0 到 6 之间", str(getattr(system, field)), "通常为 2")
    if system.full_marks <= 0:
        yield Fault("system", 0, "full_marks", "满分应大于 0", plain_decimal(system.full_marks), "通常为 100")
    finest = min((system.leaf_digits, system.total_digits, *system.level_digits))
    if finest >= 0 and system.full_marks != round(system.full_marks, finest):
        value = plain_decimal(system.full_marks)
        yield Fault("system", 0, "full_marks", f"满分最多 {finest} 位小数", value, "增加各处小数位，或改满分")
    for field in ("bonus_cap", "deduction_cap"):
        if getattr(system, field) < 0:
            value = plain_decimal(getattr(system, field))
            yield Fault("system", 0, field, "封顶分不能为负", value, "填 0 或正数")


def _codes(system: IndicatorSystem) -> Iterator[Fault]:
    for table in ("nodes", "metrics", "items", "events", "divisors", "grades", "monitored"):
        yield from _repeated(table, [part.code for part in getattr(system, table)])
    yield from _repeated("ledger", [item.code for item in system.ledger], ledger_rows(system))


def _repeated(table: str, codes: Sequence[str], rows: Sequence[int] | None = None) -> Iterator[Fault]:
    counts = Counter(codes)
    for index, code in enumerate(codes):
        row = index if rows is None else rows[index]
        if not code:
            yield Fault(table, row, "code", "缺少编码", "", "每一行都要有唯一编码")
        elif counts[code] > 1:
            yield Fault(table, row, "code", "编码重复", code, "编码是唯一键，请改成不重复的编码")


def _tree(system: IndicatorSystem) -> Iterator[Fault]:
    known = system.node_by_code
    for index, node in enumerate(system.nodes):
        if node.parent and node.parent not in known:
            yield Fault(
                "nodes", index, "parent", "上级编码不存在", node.parent, "填指标树中已有的编码，一级指标留空"
            )
        elif node.code not in system.depths and _in_cycle(system, node.code):
            yield Fault(
                "nodes", index, "parent", "上下级成环", node.parent, "改上级编码，使其最终归到一级指标"
            )
    if sum(node.ledger for node in system.nodes) > 1:
        yield Fault("nodes", -1, "ledger", "加减分节点多于一个", "", "只保留一个类型为“加减分”的节点")
    if system.ledger and not any(node.ledger for node in system.nodes):
        yield Fault(
            "nodes", -1, "ledger", "有加减分项却没有加减分节点", "", "在指标树加一个类型为“加减分”的节点"
        )


def _in_cycle(system: IndicatorSystem, code: str) -> bool:
    seen: set[str] = set()
    while code and code not in seen:
        seen.add(code)
        node = system.node_by_code.get(code)
        code = node.parent if node else ""
    return bool(code)


def _depth(system: IndicatorSystem) -> Iterator[Fault]:
    for index, node in enumerate(system.nodes):
        level = system.depths.get(node.code, 0)
        if level > MAX_LEVELS:
            yield Fault(
                "nodes", index, "parent", f"指标位于第 {level} 级，超过三级", node.code, "并入三级以内"
            )


def _leaves(system: IndicatorSystem) -> Iterator[Fault]:
    leaves = {leaf.code for leaf in system.leaves}
    with_metrics = {metric.leaf for metric in system.metrics}
    for index, node in enumerate(system.nodes):
        if not node.name:
            yield Fault("nodes", index, "name", "缺少名称", node.code, "填写指标名称")
        if node.code in leaves and node.code not in with_metrics:
            yield Fault(
                "nodes", index, "code", "末级指标没有子项", node.code, "在“子项”表为它增加至少一个子项"
            )
        if system.scheme == "weights":
            continue
        if node.code not in leaves:
            if node.full_marks is not None:
                value = plain_decimal(node.full_marks)
                yield Fault("nodes", index, "full_marks", "满分只填在末级指标上", value, "清空此格")
            continue
        yield from _leaf(system, index)
    if system.scheme == "weights":
        return
    total = sum((leaf.full_marks or Decimal(0) for leaf in system.leaves), Decimal(0))
    if total != system.full_marks:
        rule = f"末级指标满分之和应为 {plain_decimal(system.full_marks)}"
        yield Fault("nodes", -1, "full_marks", rule, plain_decimal(total), "调整各末级指标的满分", total=True)


def _leaf(system: IndicatorSystem, index: int) -> Iterator[Fault]:
    node = system.nodes[index]
    if node.full_marks is None or node.full_marks <= 0:
        yield Fault(
            "nodes", index, "full_marks", "末级指标须有大于 0 的满分", node.code, "填写满分", total=True
        )
    elif node.full_marks != round(node.full_marks, system.leaf_digits):
        value = plain_decimal(node.full_marks)
        yield Fault(
            "nodes", index, "full_marks", f"满分最多 {system.leaf_digits} 位小数", value, "减少小数位"
        )
    if not node.definition:
        yield Fault("nodes", index, "definition", "末级指标缺少口径", node.code, "写明算什么、怎么算")


def _metrics(system: IndicatorSystem) -> Iterator[Fault]:
    leaves = {leaf.code for leaf in system.leaves}
    sums: dict[str, Fraction] = {}
    for index, metric in enumerate(system.metrics):
        sums[metric.leaf] = sums.get(metric.leaf, Fraction(0)) + metric.share
        if metric.leaf not in leaves:
            yield Fault(
                "metrics", index, "leaf", "所属指标不是末级指标", metric.leaf, "填“指标树”中的末级指标编码"
            )
        if metric.share <= 0:
            value = plain_number(metric.share)
            yield Fault("metrics", index, "share", "占比应大于 0", value, "填 0 到 100 之间的数", total=True)
        if metric.empty not in EMPTY_POLICIES:
            allowed = "、".join(EMPTY_POLICIES.values())
            yield Fault("metrics", index, "empty", "不认识的空值处理", metric.empty, f"可填：{allowed}")
        yield from _rule(index, metric, system.scheme)
    for index, metric in enumerate(system.metrics if system.scheme == "marks" else ()):
        total = sums.pop(metric.leaf, _HUNDRED)
        if total != _HUNDRED and metric.leaf in leaves:
            rule = f"指标 {metric.leaf} 各子项占比之和应为 100"
            remedy = "“100%”读作 1，请写 100" if total == 1 else "调整占比"
            yield Fault("metrics", index, "share", rule, plain_number(total), remedy, total=True)


def _rule(index: int, metric: Metric, scheme: str) -> Iterator[Fault]:
    kind = RULE_KINDS.get(metric.rule)
    if kind is None:
        allowed = "、".join(known.name for known in RULE_KINDS.values())
        yield Fault("metrics", index, "rule", "不认识的计分规则", metric.rule, f"可填：{allowed}")
        return
    if metric.input not in kind.inputs:
        allowed = "、".join(name for code, name in INPUTS.items() if code in kind.inputs)
        value = INPUTS.get(metric.input, metric.input)
        yield Fault("metrics", index, "input", f"“{kind.name}”不能用这种取数方式", value, f"可填：{allowed}")
    try:
        text = _written(kind.code, metric.parameters, metric.unit == "%")
        fault = kind.fault(metric.parameters)
        fault = fault or _unit_fault(metric, kind)
        if scheme == "marks" and not fault and not kind.fits_marks(metric.parameters):
            rule = f"满分制不能用“{kind.name}”的这种写法：得分比例会超出 0 到 1，或随其他单位变动"
            yield Fault("metrics", index, "rule", rule, text, "改用绝对规则，或把计分方式改为“权重制”")
    except ValueError:
        text, fault = "、".join(map(str, metric.parameters)), "参数个数不对"
    if fault:
        yield Fault(
            "metrics", index, "parameters", fault, text, f"例：{kind.form.example or '留空'}", total=True
        )


@lru_cache(maxsize=4096)
def _written(rule: str, parameters: Parameters, percent: bool) -> str:
    """The same few rules with the same numbers stand in most metrics."""
    return RULE_KINDS[rule].form.write(parameters, percent)


def _unit_fault(metric: Metric, kind: RuleKind) -> str | None:
    """Thresholds that the unit of measurement can never reach, or a rule it makes no sense for."""
    if kind.code == "per_point" and metric.unit != "%":
        return "“每点扣”按百分点计，只用于单位为 % 的指标"
    if metric.input not in ("ratio", "complement"):
        return None
    beyond = [number for number in kind.form.thresholds(metric.parameters) if number > 1]
    return (
        f"{plain_number(beyond[0])} 相当于 {plain_number(beyond[0] * 100)}%，比率不会超过 100%"
        if beyond
        else None
    )


def _grades(system: IndicatorSystem) -> Iterable[Fault]:
    if not system.grades and system.scheme == "weights":
        return []
    if not system.grades:
        return [Fault("grades", -1, "lower", "没有划分等次", "", "至少填一个下限为 0 的等次")]
    faults = []
    counts = Counter(band.lower for band in system.grades)
    for index, band in enumerate(system.grades):
        if counts[band.lower] > 1:
            value = plain_decimal(band.lower)
            faults.append(Fault("grades", index, "lower", "两个等次的下限相同，区间重叠", value, "改下限"))
    if min(counts) > 0:
        value = plain_decimal(min(counts))
        faults.append(Fault("grades", -1, "lower", "最低等次之下有空档", value, "把最低等次的下限设为 0"))
    return faults
