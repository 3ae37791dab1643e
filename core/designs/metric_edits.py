"""Changes of what hangs on a leaf: metrics with their rules, checklist items, event deductions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeVar

from core.designs.edit import checked_code, checked_name, node_of, refused, titled
from core.indicators.numerals import Parameters, exact_number
from core.indicators.rule_kind import RuleKind
from core.indicators.rules import RULE_KINDS
from core.indicators.system import (
    EMPTY_POLICIES,
    INPUTS,
    ChecklistItem,
    EventDeduction,
    IndicatorSystem,
    Metric,
)


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


_Part = TypeVar("_Part", bound=_Coded)


@dataclass(frozen=True, slots=True)
class PutMetric:
    """A metric as it is written; a new one at the end of its leaf where nobody has its code.

    `rule` is a key of `RULE_KINDS`, `parameters` the rule's numbers as people write them. A new metric
    has what its leaf's others leave of a hundred; the share of one that is there stays.
    """

    leaf: str
    code: str
    name: str
    input: str
    rule: str
    parameters: str = ""
    empty: str = "zero"
    numerator: str = ""
    denominator: str = ""
    unit: str = "%"
    formula: str = ""

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        _check_leaf(system, self.leaf)
        held = system.metric_by_code.get(self.code)
        if held is not None and held.leaf != self.leaf:
            raise refused("子项编码已被别的指标使用", f"{held.code} {held.name}", "请另编一个编码")
        code = self.code if held else checked_code(system, self.code)
        numbers = rule_numbers(self.rule, self.parameters, self.input)
        if self.empty not in EMPTY_POLICIES:
            raise refused("不认识的空值处理", self.empty, f"可填：{'、'.join(EMPTY_POLICIES.values())}")
        metric = Metric(
            code,
            self.leaf,
            checked_name(self.name),
            held.share if held else _left(system, self.leaf),
            self.input,
            self.rule,
            numbers,
            self.empty,
            self.numerator.strip(),
            self.denominator.strip(),
            self.unit.strip(),
            self.formula.strip(),
        )
        if held:
            metric = replace(metric, divisor=held.divisor, factor=held.factor, treatment=held.treatment)
        metrics = _put(system.metrics, metric)
        items = system.items if self.input == "items" else _without(system.items, code)
        return replace(system, metrics=metrics, items=items)

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        held = system.metric_by_code.get(self.code)
        act = "修改" if held else "增加"
        return f"{act}“{titled(system, self.leaf)}”的子项 {self.code} {self.name.strip()}，{self._rule_told(held)}"

    def _rule_told(self, held: Metric | None) -> str:
        now = f"{RULE_KINDS[self.rule].name}（{self.parameters.strip() or '无参数'}）"
        if held is None:
            return f"规则：{now}"
        before = rule_text(held)
        return f"规则由 {before} 改为 {now}" if before != now else "规则未变"


@dataclass(frozen=True, slots=True)
class RemoveMetric:
    """A metric gone with its checklist items."""

    code: str

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        _metric(system, self.code)
        left = tuple(metric for metric in system.metrics if metric.code != self.code)
        return replace(system, metrics=left, items=_without(system.items, self.code))

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        metric = _metric(system, self.code)
        return f"删除“{titled(system, metric.leaf)}”的子项 {metric.code} {metric.name}"


@dataclass(frozen=True, slots=True)
class PutItem:
    """A checklist item as it is written; a new one where nobody has its code."""

    metric: str
    code: str
    name: str
    weight: str
    standard: str = ""
    prerequisite: str = ""

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        if _metric(system, self.metric).input != "items":
            raise refused("只有清单子项才有清单项", self.metric, "先把取数方式改为“清单”")
        codes = {item.code for item in system.items_of(self.metric)}
        if self.code not in codes and any(item.code == self.code for item in system.items):
            raise refused("清单项编码已被使用", self.code, "请另编一个编码")
        if not self.code.strip():
            raise refused("清单项缺少编码", "", f"例如 {self.metric}#1")
        if self.prerequisite and (self.prerequisite not in codes or self.prerequisite == self.code):
            raise refused("前置项须是同一子项的另一项", self.prerequisite, "改或清空")
        weight = _positive(self.weight, "权重")
        item = ChecklistItem(
            self.code.strip(), self.metric, checked_name(self.name), weight, self.standard, self.prerequisite
        )
        return replace(system, items=_put(system.items, item))

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        return f"登记子项 {self.metric} 的清单项 {self.code} {self.name.strip()}，权重 {self.weight}"


@dataclass(frozen=True, slots=True)
class RemoveItem:
    """A checklist item gone, unless another one rests on it."""

    code: str

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        if all(item.code != self.code for item in system.items):
            raise refused("没有这个清单项", self.code, "可能刚被他人删除，请刷新")
        resting = [item.code for item in system.items if item.prerequisite == self.code]
        if resting:
            rule = f"清单项 {self.code} 是 {'、'.join(resting)} 的前置项，不能删除"
            raise refused(rule, "", "先清空它们的前置项")
        return replace(system, items=tuple(item for item in system.items if item.code != self.code))

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        return f"删除清单项 {self.code}"


@dataclass(frozen=True, slots=True)
class PutEvent:
    """An event deduction of a leaf as it is written; a new one where nobody has its code."""

    leaf: str
    code: str
    name: str
    points_each: str

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        _check_leaf(system, self.leaf)
        held = next((event for event in system.events if event.code == self.code), None)
        if not self.code.strip() or (held is not None and held.leaf != self.leaf):
            raise refused("附加扣分的编码为空或已被使用", self.code, f"例如 {self.leaf}!1")
        points = _positive(self.points_each, "每次扣分")
        event = EventDeduction(self.code.strip(), self.leaf, checked_name(self.name), points)
        return replace(system, events=_put(system.events, event))

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        return (
            f"登记“{titled(system, self.leaf)}”的附加扣分 {self.name.strip()}，每次扣 {self.points_each} 分"
        )


@dataclass(frozen=True, slots=True)
class RemoveEvent:
    """An event deduction gone."""

    code: str

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        if all(event.code != self.code for event in system.events):
            raise refused("没有这项附加扣分", self.code, "可能刚被他人删除，请刷新")
        return replace(system, events=tuple(event for event in system.events if event.code != self.code))

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        return f"删除附加扣分 {self.code}"


def rule_numbers(rule: str, parameters: str, measured: str) -> Parameters:
    """The numbers of a rule as people write them; refuses what the rule cannot be."""
    kind: RuleKind | None = RULE_KINDS.get(rule)
    if kind is None:
        names = "、".join(known.name for known in RULE_KINDS.values())
        raise refused("不认识的计分规则", rule, f"可填：{names}")
    if measured not in kind.inputs:
        allowed = "、".join(name for code, name in INPUTS.items() if code in kind.inputs)
        raise refused(f"“{kind.name}”不能用这种取数方式", INPUTS.get(measured, measured), f"可填：{allowed}")
    example = f"例：{kind.form.example or '留空'}"
    try:
        numbers = kind.form.read(parameters)
    except ValueError as error:
        raise refused(f"“{kind.name}”的参数不合规：{error}", parameters, example) from error
    fault = kind.fault(numbers)
    if fault:
        raise refused(f"“{kind.name}”的参数不合规：{fault}", parameters, example)
    return numbers


def rule_text(metric: Metric) -> str:
    """A metric's rule as it is written: its name and its parameters."""
    kind = RULE_KINDS.get(metric.rule)
    if kind is None:
        return metric.rule
    try:
        return f"{kind.name}（{kind.form.write(metric.parameters, metric.unit == '%') or '无参数'}）"
    except ValueError:
        return f"{kind.name}（{'、'.join(map(str, metric.parameters))}）"


def _check_leaf(system: IndicatorSystem, code: str) -> None:
    if node_of(system, code).ledger or system.children(code):
        raise refused("只有末级指标才有子项和附加扣分", titled(system, code), "请选择末级指标")


def _metric(system: IndicatorSystem, code: str) -> Metric:
    metric = system.metric_by_code.get(code)
    if metric is None:
        raise refused("没有这个子项", code, "可能刚被他人删除，请刷新后重新选择")
    return metric


def _left(system: IndicatorSystem, leaf: str) -> Fraction:
    held = sum((metric.share for metric in system.metrics_of(leaf)), Fraction(0))
    return max(Fraction(100) - held, Fraction(0)) if system.scheme == "marks" else Fraction(1)


def _positive(text: str, called: str) -> Decimal:
    try:
        number = exact_number(text)
    except ValueError as error:
        raise refused(f"“{called}”不合规：{error}", text, "填正数") from error
    if number <= 0:
        raise refused(f"“{called}”应大于 0", text, "填正数")
    return Decimal(number.numerator) / Decimal(number.denominator)


def _put(parts: Sequence[_Part], part: _Part) -> tuple[_Part, ...]:
    if any(each.code == part.code for each in parts):
        return tuple(part if each.code == part.code else each for each in parts)
    return (*parts, part)


def _without(items: Sequence[ChecklistItem], metric: str) -> tuple[ChecklistItem, ...]:
    return tuple(item for item in items if item.metric != metric)
