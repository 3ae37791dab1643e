"""What a sound indicator system must satisfy; every fault says which row and field breaks which rule."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from core.indicators.canonical import plain_decimal
from core.indicators.fault import Fault
from core.indicators.parameters import plain_number
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
            _checklists(system),
            _events(system),
            _ledger(system),
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
    for table in ("nodes", "metrics", "items", "events", "divisors", "grades"):
        yield from _repeated(table, [part.code for part in getattr(system, table)])
    yield from _repeated("ledger", [item.code for item in system.ledger], _ledger_rows(system))


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
            yield Fault("metrics", index, "share", rule, plain_number(total), "调整占比", total=True)


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
        text = kind.form.write(metric.parameters, metric.unit == "%")
        fault = kind.fault(metric.parameters)
        if scheme == "marks" and not fault and not kind.fits_marks(metric.parameters):
            rule = f"满分制不能用“{kind.name}”的这种写法：得分比例会超出 0 到 1，或随其他单位变动"
            yield Fault("metrics", index, "rule", rule, text, "改用绝对规则，或把计分方式改为“权重制”")
    except ValueError:
        text, fault = "、".join(map(str, metric.parameters)), "参数个数不对"
    if fault:
        yield Fault(
            "metrics", index, "parameters", fault, text, f"例：{kind.form.example or '留空'}", total=True
        )


def _checklists(system: IndicatorSystem) -> Iterator[Fault]:
    metrics = {metric.code for metric in system.metrics if metric.input == "items"}
    own = {item.code: item.metric for item in system.items}
    for index, item in enumerate(system.items):
        if item.metric not in metrics:
            yield Fault(
                "items", index, "metric", "所属子项不是清单子项", item.metric, "填取数方式为“清单”的子项编码"
            )
        if item.weight <= 0:
            value = plain_decimal(item.weight)
            yield Fault("items", index, "weight", "权重应大于 0", value, "填正数", total=True)
        if item.prerequisite and (
            item.prerequisite == item.code or own.get(item.prerequisite) != item.metric
        ):
            yield Fault(
                "items", index, "prerequisite", "前置项须是同一子项的另一项", item.prerequisite, "改或清空"
            )
    for index, metric in enumerate(system.metrics):
        if metric.input == "items" and not system.items_of(metric.code):
            yield Fault(
                "metrics", index, "code", "清单子项没有清单项", metric.code, "在“清单项”表增加至少一项"
            )


def _events(system: IndicatorSystem) -> Iterator[Fault]:
    leaves = {leaf.code for leaf in system.leaves}
    for index, event in enumerate(system.events):
        if event.leaf not in leaves:
            yield Fault("events", index, "leaf", "所属指标不是末级指标", event.leaf, "填末级指标编码")
        if event.points_each <= 0:
            value = plain_decimal(event.points_each)
            yield Fault("events", index, "points_each", "每次扣分应大于 0", value, "填正数", total=True)


def _ledger_rows(system: IndicatorSystem) -> list[int]:
    """Row index of each ledger item's first level when every level stands in a row of its own."""
    starts, row = [], 0
    for item in system.ledger:
        starts.append(row)
        row += len(item.levels)
    return starts


def _ledger(system: IndicatorSystem) -> Iterator[Fault]:
    for start, item in zip(_ledger_rows(system), system.ledger, strict=True):
        if item.cap <= 0:
            value = plain_decimal(item.cap)
            yield Fault("ledger", start, "cap", "单项封顶应大于 0", value, "填正数", total=True)
        counts = Counter(level.name for level in item.levels)
        for offset, level in enumerate(item.levels):
            if counts[level.name] > 1:
                yield Fault("ledger", start + offset, "level", "同一项的档次重复", level.name, "改名或合并")
            if level.points <= 0 or level.points != round(level.points, system.total_digits):
                value = plain_decimal(level.points)
                remedy = f"填正数，最多 {system.total_digits} 位小数，方向由“方向”列决定"
                yield Fault("ledger", start + offset, "points", "每件分值不合规", value, remedy, total=True)
            if level.grade_cap and level.grade_cap not in system.grade_by_code:
                yield Fault(
                    "ledger", start + offset, "grade_cap", "等次不存在", level.grade_cap, "填“等次”表中的编码"
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
