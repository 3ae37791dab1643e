"""What a sound indicator satisfies; every fault names the field that breaks which rule. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.indicators.checks import check_system
from core.indicators.fault import Fault
from core.indicators.node import Node
from core.indicators.system import AUDIENCES, GradeBand, IndicatorSystem
from core.library.indicator import SENSES, WAYS, Indicator

LONGEST: Final[Mapping[str, int]] = {"name": 60, "full_name": 60, "unit": 20, "english": 120}
LONGEST_TEXT: Final = 2000
MOST_PARTS: Final = 200
_CODE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,29}")
# A system looks up the metrics of every leaf in all of them, so many indicators are checked in small heaps.
_HEAP: Final = 40
_GRADES: Final = (GradeBand("A", "合格", Decimal(0)),)
_PARTS: Final = ("metrics", "items", "events")
# Faults of a system as a whole mean nothing for indicators side by side.
_OF_SYSTEMS: Final = frozenset({"system", "grades", "ledger", "divisors"})


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of the dictionaries an indicator may use, in their order."""

    dimensions: tuple[str, ...]
    frequencies: tuple[str, ...]


def check(indicators: Sequence[Indicator], terms: Terms) -> list[Fault]:
    """Every fault of these indicators.

    `table` is indicators, metrics, items or events; `index` counts within that table over all of them.
    """
    faults: list[Fault] = []
    repeated = Counter(indicator.code for indicator in indicators)
    starts = dict.fromkeys(_PARTS, 0)
    for at in range(0, len(indicators), _HEAP):
        heap = indicators[at : at + _HEAP]
        for index, indicator in enumerate(heap, start=at):
            if repeated[indicator.code] > 1:
                remedy = "一个指标只写一次，请删去重复的行"
                faults.append(Fault("indicators", index, "code", "编码重复", indicator.code, remedy))
            faults += _own(index, indicator, terms)
        faults += [_moved(fault, at, starts) for fault in _as_system(heap)]
        faults += [_moved(fault, at, starts) for fault in _places(heap)]
        for name in _PARTS:
            starts[name] += sum(len(getattr(indicator, name)) for indicator in heap)
    return faults


def _moved(fault: Fault, at: int, starts: Mapping[str, int]) -> Fault:
    if fault.table == "nodes":
        return replace(fault, table="indicators", index=at + max(fault.index, 0))
    return replace(fault, index=starts[fault.table] + max(fault.index, 0))


def _own(index: int, indicator: Indicator, terms: Terms) -> Iterator[Fault]:
    if indicator.code and not _CODE.fullmatch(indicator.code):
        rule = "指标编码须为字母、数字、点、横线，不超过 30 个字符"
        yield Fault("indicators", index, "code", rule, indicator.code, "例如 A21")
    choices: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("dimension", "维度", terms.dimensions),
        ("frequency", "频率", terms.frequencies),
        ("scope", "适用范围", AUDIENCES),
        ("way", "采集方式", WAYS),
        ("sense", "方向", SENSES),
    )
    for field, label, known in choices:
        value = getattr(indicator, field)
        if value not in known:
            names = {"scope": AUDIENCES, "way": WAYS, "sense": SENSES}.get(field)
            allowed = "、".join(names.values() if names else known)
            yield Fault("indicators", index, field, f"“{label}”不在可选范围内", value, f"可填：{allowed}")
    if not indicator.definition.strip():
        yield Fault("indicators", index, "definition", "缺少口径", "", "写明算什么、怎么算")
    if indicator.full_marks is not None and not 0 < indicator.full_marks <= 1000:
        rule, value = "满分应大于 0，不超过 1000", str(indicator.full_marks)
        yield Fault("indicators", index, "full_marks", rule, value, "不计分的指标请留空")
    for field in TEXTS:
        length, most = len(getattr(indicator, field)), LONGEST.get(field, LONGEST_TEXT)
        if length > most:
            rule = f"文字不得超过 {most} 字"
            yield Fault("indicators", index, field, rule, f"{length} 字", "请删减")


TEXTS: Final = (
    "name", "full_name", "unit", "english", "meaning", "definition", "application", "document", "platform",
    "evidence", "points", "extra", "fields",
)  # fmt: skip


def _as_system(heap: Sequence[Indicator]) -> Iterator[Fault]:
    """What a system would say of these leaves and all that hangs under them."""
    one = Decimal(1)
    nodes = tuple(
        Node(each.code, each.name, full_marks=each.full_marks or one, definition=each.definition or "—")
        for each in heap
    )
    metrics = tuple(metric for each in heap for metric in each.metrics)
    watched = {each.code for each in heap if each.full_marks is None}
    system = IndicatorSystem(
        "", "", "", "general", nodes, metrics,
        tuple(item for each in heap for item in each.items),
        tuple(event for each in heap for event in each.events),
        grades=_GRADES,
        full_marks=sum((node.full_marks or one for node in nodes), Decimal(0)),
    )  # fmt: skip
    repeated = {code for code, count in Counter(node.code for node in nodes).items() if count > 1}
    for fault in check_system(system):
        if fault.table in _OF_SYSTEMS or (fault.table == "nodes" and fault.index < 0):
            continue
        if fault.table == "nodes" and fault.field == "code" and fault.value in repeated:
            continue
        if fault.table == "metrics" and fault.field == "rule" and not fault.value:
            if metrics[fault.index].leaf in watched:
                continue
            remedy = f"计分的指标每个子项都要有计分规则；{fault.remedy}"
            fault = replace(fault, rule="缺少计分规则", remedy=remedy)
        yield fault


def _places(heap: Sequence[Indicator]) -> Iterator[Fault]:
    """What belongs to an indicator carries its code, so that no two indicators of a system ever collide."""
    at = dict.fromkeys(_PARTS, 0)
    for each in heap:
        for index, metric in enumerate(each.metrics, start=at["metrics"]):
            if metric.leaf != each.code:
                yield Fault("metrics", index, "leaf", "子项不属于这个指标", metric.leaf, f"应为 {each.code}")
            elif metric.code and not metric.code.startswith(f"{each.code}-"):
                rule = f"子项编码须以“{each.code}-”开头"
                yield Fault("metrics", index, "code", rule, metric.code, f"例如 {each.code}-1")
        own = {metric.code for metric in each.metrics}
        for index, item in enumerate(each.items, start=at["items"]):
            if item.metric not in own:
                yield Fault("items", index, "metric", "清单项不属于这个指标的子项", item.metric, "改子项编码")
            elif item.code and not item.code.startswith(f"{item.metric}#"):
                rule = f"清单项编码须以“{item.metric}#”开头"
                yield Fault("items", index, "code", rule, item.code, f"例如 {item.metric}#1")
        for index, event in enumerate(each.events, start=at["events"]):
            if event.leaf != each.code:
                yield Fault(
                    "events", index, "leaf", "附加扣分不属于这个指标", event.leaf, f"应为 {each.code}"
                )
            elif event.code and not event.code.startswith(f"{each.code}!"):
                rule = f"附加扣分编码须以“{each.code}!”开头"
                yield Fault("events", index, "code", rule, event.code, f"例如 {each.code}!1")
        for name in _PARTS:
            count = len(getattr(each, name))
            if count > MOST_PARTS:
                rule = f"一个指标不得超过 {MOST_PARTS} 行"
                yield Fault(name, at[name], "code", rule, f"{count} 行", "请拆分指标")
            at[name] += count
