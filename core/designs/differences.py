"""What differs between two systems, every change named in a sentence."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from core.designs.metric_edits import rule_text
from core.indicators.canonical import plain_decimal
from core.indicators.layout import LAYOUTS, SYSTEM_ROWS
from core.indicators.numerals import plain_number
from core.indicators.system import (
    AGGREGATIONS,
    AUDIENCES,
    DIRECTIONS,
    EMPTY_POLICIES,
    INPUTS,
    SCHEMES,
    TIES,
    IndicatorSystem,
    LedgerItem,
    Metric,
)

# Tables of parts with a code, and what one of them is called.
TABLES: Final[Mapping[str, str]] = {
    "nodes": "指标",
    "metrics": "子项",
    "divisors": "公用分母",
    "items": "清单项",
    "events": "附加扣分",
    "ledger": "加减分项",
    "grades": "等次",
    "monitored": "监测指标",
}
# What no column of a workbook is called by itself.
_TITLES: Final[Mapping[str, str]] = {
    "least": "最低可得个数",
    "full_marks": "满分",
    "levels": "档次",
    "lower": "下限",
}
_CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "audience": AUDIENCES,
    "scheme": SCHEMES,
    "aggregation": AGGREGATIONS,
    "ties": TIES,
    "input": INPUTS,
    "empty": EMPTY_POLICIES,
    "direction": DIRECTIONS,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: the table it is in (system for the head), the code of the part, its field, a sentence.

    `field` is added, removed or order for what is about a whole part.
    """

    table: str
    code: str
    field: str
    sentence: str


def differences(old: IndicatorSystem, new: IndicatorSystem) -> tuple[Difference, ...]:
    """Every change from `old` to `new` in the order of the workbook; none where they are equal."""
    found = [*_head(old, new)]
    for table in TABLES:
        found += _parts(table, old, new)
    if not found and old != new:
        found.append(Difference("system", "", "order", "内容有其他变化，请导出两个版本核对"))
    return tuple(found)


def _head(old: IndicatorSystem, new: IndicatorSystem) -> Iterator[Difference]:
    for field in fields(IndicatorSystem):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.name not in TABLES and before != after:
            title = SYSTEM_ROWS.get(field.name, _TITLES.get(field.name, field.name)).partition("（")[0]
            yield Difference("system", "", field.name, f"体系：{title}由 {_shown(field.name, before)} 改为 {_shown(field.name, after)}")  # fmt: skip


def _parts(table: str, old: IndicatorSystem, new: IndicatorSystem) -> Iterator[Difference]:
    kind = TABLES[table]
    before, after = _by_code(getattr(old, table)), _by_code(getattr(new, table))
    for code, part in before.items():
        if code not in after:
            yield Difference(table, code, "removed", f"删除{kind} {_named(part)}{_where(old, part)}")
    for code, part in after.items():
        if code not in before:
            yield Difference(table, code, "added", f"新增{kind} {_named(part)}{_where(new, part)}")
            continue
        for field, sentence in _changes(old, new, before[code], part):
            yield Difference(table, code, field, sentence)
    common = [code for code in before if code in after]
    order = [code for code in after if code in before]
    if common != order:
        moved = _out_of_place(common, order)
        names = "、".join(_named(after[code]) for code in moved[:5])
        more = f" 等 {len(moved)} 个" if len(moved) > 5 else ""
        yield Difference(table, moved[0], "order", f"{kind}的先后顺序调整：{names}{more}")


def _changes(
    old: IndicatorSystem, new: IndicatorSystem, before: Any, after: Any
) -> Iterator[tuple[str, str]]:
    called = f"{after.code} {getattr(before, 'name', '')}".strip()
    ruled = isinstance(after, Metric)
    if ruled and (before.rule, before.parameters) != (after.rule, after.parameters):
        yield "rule", _rule_changed(called, before, after)
    for field in fields(after):
        one, two = getattr(before, field.name), getattr(after, field.name)
        if one == two or (ruled and field.name in ("rule", "parameters")):
            continue
        if field.name in ("parent", "leaf", "metric"):
            yield field.name, f"{called} 由 {_place(old, one)} 移到 {_place(new, two)}"
        elif field.name == "name":
            yield "name", f"{called} 更名为 {two or '空'}"
        elif field.name == "levels" and isinstance(after, LedgerItem):
            yield "levels", f"{called} 的档次由 {_levels(before)} 改为 {_levels(after)}"
        else:
            title = _title(type(after).__name__, field.name)
            yield field.name, f"{called} 的{title}由 {_shown(field.name, one)} 改为 {_shown(field.name, two)}"


def _rule_changed(called: str, before: Metric, after: Metric) -> str:
    one, two = rule_text(before), rule_text(after)
    if one == two:
        one, two = (
            f"{text}，即 {_shown('', part.parameters)}" for text, part in ((one, before), (two, after))
        )
    return f"{called} 的计分规则由 {one} 改为 {two}"


def _title(kind: str, field: str) -> str:
    table = {"Node": "nodes", "Metric": "metrics", "ChecklistItem": "items", "EventDeduction": "events",
             "LedgerItem": "ledger", "GradeBand": "grades", "Divisor": "divisors", "Monitored": "monitored"}[kind]  # fmt: skip
    if field == "ledger" and kind == "Node":
        return "类型"
    return _TITLES.get(field) or LAYOUTS[table].headers.get(field, field)


def _shown(field: str, value: Any) -> str:
    """A value for people; texts are cut where they are long, and told in full by the documents."""
    if value is None or value == "":
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, Fraction):
        return plain_number(value)
    if isinstance(value, tuple):
        return "；".join(_shown("", each) for each in value) or "空"
    text = _CHOICES.get(field, {}).get(str(value), str(value))
    return f"“{text}”" if isinstance(value, str) and field not in _CHOICES else text


def _levels(item: LedgerItem) -> str:
    return "、".join(
        f"{level.name} {plain_decimal(level.points)} 分" + (f"（至多 {level.grade_cap}）" if level.grade_cap else "")
        for level in item.levels
    ) or "空"  # fmt: skip


def _named(part: Any) -> str:
    return f"{part.code} {getattr(part, 'name', '')}".strip()


def _place(system: IndicatorSystem, code: str) -> str:
    part = system.node_by_code.get(code) or system.metric_by_code.get(code)
    return _named(part) if part else (code or "一级")


def _where(system: IndicatorSystem, part: Any) -> str:
    """Where a part was added or removed, and what it is worth."""
    code = getattr(part, "parent", None) or getattr(part, "leaf", None) or getattr(part, "metric", None)
    marks = getattr(part, "full_marks", None)
    worth = "" if marks is None else f"，满分 {plain_decimal(marks)}"
    return f"（{_place(system, code) if code else '一级'}{worth}）" if hasattr(part, "parent") or code else ""


def _by_code(parts: Sequence[Any]) -> dict[str, Any]:
    """Parts by code; one that repeats an earlier code is known by its place among them."""
    seen: Counter[str] = Counter()
    found = {}
    for part in parts:
        seen[part.code] += 1
        again = seen[part.code]
        found[part.code if again == 1 else f"{part.code}（第 {again} 个）"] = part
    return found


def _out_of_place(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The fewest codes that, moved, make one order of the other: those outside a longest common run."""
    place = {code: at for at, code in enumerate(before)}
    at = [place[code] for code in after]
    best: list[list[int]] = []
    for index, value in enumerate(at):
        longest = max((run for end, run in enumerate(best) if at[end] < value), key=len, default=[])
        best.append([*longest, index])
    kept = {after[index] for index in max(best, key=len, default=[])}
    return [code for code in after if code not in kept]
