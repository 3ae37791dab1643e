"""Faults of what hangs on a tree: checklist items, event deductions, ledger items."""

from collections import Counter
from collections.abc import Iterator

from core.indicators.canonical import plain_decimal
from core.indicators.fault import Fault
from core.indicators.system import IndicatorSystem


def check_items(system: IndicatorSystem) -> Iterator[Fault]:
    """Faults of checklist items."""
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
        elif item.prerequisite and _goes_round(system, item.code):
            yield Fault(
                "items", index, "prerequisite", "前置项首尾相接，谁也不能得分", item.prerequisite, "改或清空"
            )
    for index, metric in enumerate(system.metrics):
        if metric.input == "items" and not system.items_of(metric.code):
            yield Fault(
                "metrics", index, "code", "清单子项没有清单项", metric.code, "在“清单项”表增加至少一项"
            )


def _goes_round(system: IndicatorSystem, code: str) -> bool:
    before = {item.code: item.prerequisite for item in system.items}
    seen: set[str] = set()
    while code and code not in seen:
        seen.add(code)
        code = before.get(code, "")
    return bool(code)


def check_events(system: IndicatorSystem) -> Iterator[Fault]:
    """Faults of event deductions."""
    leaves = {leaf.code for leaf in system.leaves}
    for index, event in enumerate(system.events):
        if event.leaf not in leaves:
            yield Fault("events", index, "leaf", "所属指标不是末级指标", event.leaf, "填末级指标编码")
        if event.points_each <= 0:
            value = plain_decimal(event.points_each)
            yield Fault("events", index, "points_each", "每次扣分应大于 0", value, "填正数", total=True)


def ledger_rows(system: IndicatorSystem) -> list[int]:
    """Row index of each ledger item's first level when every level stands in a row of its own."""
    starts, row = [], 0
    for item in system.ledger:
        starts.append(row)
        row += len(item.levels)
    return starts


def check_ledger(system: IndicatorSystem) -> Iterator[Fault]:
    """Faults of bonus and deduction items."""
    for start, item in zip(ledger_rows(system), system.ledger, strict=True):
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


def check_monitored(system: IndicatorSystem) -> Iterator[Fault]:
    """Faults of indicators that are watched without points."""
    for index, part in enumerate(system.monitored):
        if part.code in system.node_by_code:
            rule = "监测指标与计分指标的编码重复"
            yield Fault("monitored", index, "code", rule, part.code, "给监测指标另编一个编码")
        if part.parent and part.parent not in system.node_by_code:
            rule, remedy = "监测指标的上级编码不存在", "填指标树中已有的编码，或留空"
            yield Fault("monitored", index, "parent", rule, part.parent, remedy)
        if not part.name:
            yield Fault("monitored", index, "name", "缺少名称", part.code, "填写监测指标名称")
