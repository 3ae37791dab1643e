"""The health check of an indicator system before it is published (体系体检)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from core.errors import Problem
from core.indicators.canonical import plain_decimal
from core.indicators.checks import check_system
from core.indicators.fault import Fault
from core.indicators.numerals import plain_number
from core.indicators.system import IndicatorSystem

# Parts of the total beyond which one leaf decides too much, or too little to be worth collecting.
_HEAVY: Final = Decimal("0.25")
_LIGHT: Final = Decimal("0.01")


class Light(StrEnum):
    """Red blocks publishing, amber should be looked at, green is sound."""

    RED = "红"
    AMBER = "黄"
    GREEN = "绿"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result: what was looked at, what was found where, what to do; `codes` are the nodes it is about."""

    light: Light
    subject: str
    text: str
    remedy: str = ""
    codes: tuple[str, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        remedy = f"。处理办法：{self.remedy}" if self.remedy else ""
        return f"[{self.light}] {self.subject}：{self.text}{remedy}"


def examine(system: IndicatorSystem, *, allow_any_depth: bool = True) -> tuple[Finding, ...]:
    """Everything found, red first; at least one green line a subject that is sound."""
    faults = [
        Finding(
            Light.RED,
            "结构",
            f"{fault.rule}{f'，现为“{fault.value}”' if fault.value else ''}",
            fault.remedy,
            _codes_at(system, fault),
        )
        for fault in check_system(system, allow_any_depth=allow_any_depth)
    ]
    found = [
        *faults,
        *_balance(system),
        *_same_names(system),
        *_missing(
            system, "来源", [leaf.code for leaf in system.leaves if not (leaf.source or leaf.platform)]
        ),
        *_missing(system, "口径", [leaf.code for leaf in system.leaves if not leaf.definition]),
        *_missing(system, "公式", [metric.code for metric in system.metrics if not metric.formula]),
        *_grades(system),
    ]
    return ordered(found)


def refused(problems: Sequence[Problem]) -> tuple[Finding, ...]:
    """The findings of a workbook that cannot be read as a system: every problem is red."""
    return tuple(
        Finding(
            Light.RED,
            problem.place or "整个文件",
            f"{problem.rule}{f'，现为“{problem.value}”' if problem.value else ''}",
            problem.remedy,
        )
        for problem in problems
    )


def ordered(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Red first, then amber, then green."""
    return tuple(sorted(found, key=lambda finding: list(Light).index(finding.light)))


def _codes_at(system: IndicatorSystem, fault: Fault) -> tuple[str, ...]:
    """The node somebody opens to mend a fault: none where it is about a whole table."""
    parts = getattr(system, fault.table, ())
    if fault.table == "system" or not 0 <= fault.index < len(parts):
        return ()
    part = parts[fault.index]
    match fault.table:
        case "nodes" | "monitored":
            return (part.code,)
        case "metrics" | "events":
            return (part.leaf,)
        case "items":
            held = system.metric_by_code.get(part.metric)
            return (held.leaf,) if held else ()
    return ()


def _balance(system: IndicatorSystem) -> Iterator[Finding]:
    whole = sum(system.leaf_marks.values(), Decimal(0))
    marks = system.scheme == "marks"
    if marks and whole == system.full_marks:
        yield Finding(
            Light.GREEN, "满分合计", f"{len(system.leaves)} 个末级指标合计 {plain_decimal(whole)} 分"
        )
    if not marks:
        yield Finding(
            Light.GREEN, "组内权重", "每组权重按合计折算为 100%，各末级指标的有效权重见体系页或导出的工作簿"
        )
    heavy = [code for code, part in system.leaf_marks.items() if part > _HEAVY * system.full_marks]
    light = [code for code, part in system.leaf_marks.items() if part < _LIGHT * system.full_marks]
    yield from _mixed_weights(system)
    if heavy and len(system.leaves) > 4:
        yield Finding(
            Light.AMBER,
            "有效权重",
            f"{_named(system, heavy)} 占总分 25% 以上",
            "确认是否有意让它决定名次",
            tuple(heavy),
        )
    if light:
        yield Finding(
            Light.AMBER,
            "有效权重",
            f"{_named(system, light)} 不足总分 1%",
            "考虑合并，或改为监测不计分",
            tuple(light),
        )


def _mixed_weights(system: IndicatorSystem) -> Iterator[Finding]:
    """Siblings of which one weighs fifty times another were probably written in two ways."""
    for parent, children in system.children_by_code.items():
        weights = [node.weight for node in children if node.weight]
        if weights and max(weights) > 50 * min(weights):
            shown = "、".join(plain_number(weight) for weight in weights)
            where = f"{parent} 之下" if parent else "一级指标"
            yield Finding(
                Light.AMBER, "组内权重", f"{where}的权重 {shown} 相差悬殊", "是否混用了 30% 与 70 两种写法"
            )
        elif weights and max(weights) <= 1 and sum(weights) != 1 and len(weights) > 1:
            shown = plain_number(sum(weights, Fraction(0)))
            where = f"{parent} 之下" if parent else "一级指标"
            yield Finding(
                Light.AMBER,
                "组内权重",
                f"{where}的权重合计 {shown}，不是 1",
                "核对是否漏写，计算时按比例折算",
            )


def _same_names(system: IndicatorSystem) -> Iterator[Finding]:
    groups = [
        *((f"{node.parent}", node.name) for node in system.nodes),
        *((f"子项 {metric.leaf}", metric.name) for metric in system.metrics),
    ]
    twice = [name for (_, name), count in Counter(groups).items() if count > 1]
    if twice:
        yield Finding(Light.AMBER, "重名", f"同一上级下重名：{'、'.join(twice)}", "改名，或用“全称”区分")
    else:
        yield Finding(Light.GREEN, "重名", "同一上级下没有重名")


def _missing(system: IndicatorSystem, what: str, codes: Sequence[str]) -> Iterator[Finding]:
    if codes:
        leaves = {metric.code: metric.leaf for metric in system.metrics}
        yield Finding(
            Light.AMBER,
            what,
            f"{_named(system, codes)} 没有填写{what}",
            f"补写{what}，单位申诉时以此为准",
            tuple(dict.fromkeys(leaves.get(code, code) for code in codes)),
        )
    else:
        yield Finding(Light.GREEN, what, f"每个指标都有{what}")


def _grades(system: IndicatorSystem) -> Iterator[Finding]:
    if not system.grades:
        yield Finding(Light.AMBER, "等次", "没有划分等次", "在“等次”表写明各等次的下限")
    else:
        yield Finding(Light.GREEN, "等次", f"{len(system.grades)} 个等次首尾相接")


def _named(system: IndicatorSystem, codes: Sequence[str]) -> str:
    """At most five codes with names, and how many more."""
    titles = {node.code: node.title for node in system.nodes} | {
        metric.code: metric.name for metric in system.metrics
    }
    listed = "、".join(f"{code} {titles.get(code, '')}".rstrip() for code in codes[:5])
    return listed if len(codes) <= 5 else f"{listed} 等 {len(codes)} 个"
