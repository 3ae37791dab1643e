"""Full marks, weights and shares of one group, written side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from core.designs.edit import node_of, refused, titled
from core.designs.tree_edits import exchanged
from core.indicators.canonical import plain_decimal
from core.indicators.numerals import exact_number, plain_number
from core.indicators.system import IndicatorSystem
from core.weighting.allocation import allocated


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a group: its amount as it is written, its part of the group, its part of the total.

    `amount` is full marks, a weight, or a metric's share; None where nothing was written yet.
    """

    code: str
    name: str
    amount: Fraction | None
    within: Fraction | None
    effective: Fraction | None
    leaf: bool


@dataclass(frozen=True, slots=True)
class Group:
    """What hangs under one node, and what its amounts should add up to (None where anything will do)."""

    code: str
    name: str
    members: tuple[Member, ...]
    total: Fraction
    wanted: Fraction | None

    @property
    def sound(self) -> bool:
        """Whether the amounts add up."""
        return self.wanted is None or self.total == self.wanted


def group_of(system: IndicatorSystem, code: str) -> Group:
    """The group under a node: its children, or its metrics where it is a leaf; the top if empty."""
    if code:
        node_of(system, code)
    children = [child for child in system.children(code) if not child.ledger]
    amounts = {child.code: _node_amount(system, child.code) for child in children}
    names = {child.code: child.title for child in children}
    wanted: Fraction | None = None
    if not children:
        metrics = system.metrics_of(code)
        amounts, names = {m.code: m.share for m in metrics}, {m.code: m.name for m in metrics}
        wanted = Fraction(100) if system.scheme == "marks" else None
    elif system.scheme == "marks" and not code:
        wanted = Fraction(system.full_marks)
    total = sum((amount or Fraction(0) for amount in amounts.values()), Fraction(0))
    # Metrics have their part of their leaf's part; nodes of a system of marks count by marks alone.
    own = Fraction(1) if children and system.scheme == "marks" else _part(system, code)
    members = tuple(
        Member(
            each,
            names[each],
            amount,
            amount / total if amount is not None and total else None,
            _effective(system, amount, total, own, marks=bool(children) and system.scheme == "marks"),
            not system.children(each),
        )
        for each, amount in amounts.items()
    )
    return Group(code, titled(system, code), members, total, wanted)


@dataclass(frozen=True, slots=True)
class SetAmounts:
    """Amounts of members of a group as people write them; members left out stay as they are.

    What a node without marks of its own is given is spread over its leaves in their present proportion.
    """

    group: str
    amounts: Mapping[str, str]

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        known = {member.code for member in group_of(system, self.group).members}
        strangers = [code for code in self.amounts if code not in known]
        if strangers:
            raise refused("这一组没有这个指标", "、".join(strangers), "请刷新后重新填写")
        for code, text in self.amounts.items():
            system = _given(system, code, _number(text, code))
        return system

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        held = {member.code: member.amount for member in group_of(system, self.group).members}
        changes = [
            f"{code} 由 {'空' if held.get(code) is None else plain_number(held[code] or Fraction(0))} 改为 {text.strip()}"
            for code, text in self.amounts.items()
            if held.get(code) is None or plain_number(held[code] or Fraction(0)) != text.strip()
        ]
        kind = "满分" if system.scheme == "marks" and system.children(self.group) else "权重"
        return f"“{titled(system, self.group)}”的{kind}：{'，'.join(changes) or '未变'}"


def _given(system: IndicatorSystem, code: str, number: Fraction) -> IndicatorSystem:
    metric = system.metric_by_code.get(code)
    if metric is not None and code not in system.node_by_code:
        if system.scheme == "marks" and number > 100:
            raise refused(
                f"“{code} {metric.name}”的占比超过 100", plain_number(number), "填 0 到 100 之间的数"
            )
        changed = replace(metric, share=number)
        return replace(
            system, metrics=tuple(changed if each.code == code else each for each in system.metrics)
        )
    node = node_of(system, code)
    if system.scheme == "weights":
        return exchanged(system, replace(node, weight=number))
    marks = _marks(system, code, number)
    leaves = system.leaves_under(code)
    held = [leaf.full_marks or Decimal(0) for leaf in leaves]
    weights = [Fraction(each) for each in held] if any(held) else [Fraction(1)] * len(leaves)
    parts = allocated(weights, marks, system.leaf_digits)
    for leaf, part in zip(leaves, parts, strict=True):
        system = exchanged(system, replace(leaf, full_marks=part))
    return system


def _marks(system: IndicatorSystem, code: str, number: Fraction) -> Decimal:
    marks = Decimal(number.numerator) / Decimal(number.denominator)
    if Fraction(round(marks, system.leaf_digits)) != number:
        rule = f"“{titled(system, code)}”的满分最多 {system.leaf_digits} 位小数"
        raise refused(rule, plain_number(number), "减少小数位")
    if marks > system.full_marks:
        rule = f"“{titled(system, code)}”的满分超过体系满分 {plain_decimal(system.full_marks)}"
        raise refused(rule, plain_number(number), "请改小")
    return marks


def _number(text: str, code: str) -> Fraction:
    try:
        number = exact_number(text)
    except ValueError as error:
        raise refused(f"“{code}”的数不合规：{error}", text, "只填数字，如 12 或 12.5") from error
    if number <= 0:
        raise refused(f"“{code}”的满分或权重应大于 0", text, "填正数；只想监测请改为监测不计分")
    return number


def _node_amount(system: IndicatorSystem, code: str) -> Fraction | None:
    if system.scheme == "weights":
        weight = system.node_by_code[code].weight
        return None if weight is None else Fraction(weight)
    held = [leaf.full_marks for leaf in system.leaves_under(code)]
    if not any(marks is not None for marks in held):
        return None
    return Fraction(sum((marks or Decimal(0) for marks in held), Decimal(0)))


def _part(system: IndicatorSystem, code: str) -> Fraction:
    return system.part_of(code) if system.full_marks else Fraction(0)


def _effective(
    system: IndicatorSystem, amount: Fraction | None, total: Fraction, own: Fraction, *, marks: bool
) -> Fraction | None:
    if amount is None or not total:
        return None
    if marks:
        return amount / Fraction(system.full_marks) if system.full_marks else None
    return own * amount / total
