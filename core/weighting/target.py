"""What is being weighed: the indicators of one group, and what their weights are to add up to."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from core.errors import NotFound, Problem
from core.indicators.canonical import plain_decimal
from core.indicators.numerals import plain_number
from core.indicators.system import IndicatorSystem
from core.weighting.judgements import name_problems

# Metrics share a hundred per cent of their indicator's full marks.
PER_CENT: Final = Decimal(100)
SHARE_DIGITS, WEIGHT_DIGITS = 2, 4


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator or metric of the group."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Target:
    """One group of a system, published or a draft: what hangs under the node `group`, the top if empty.

    `whole` is what the group's full marks or weights add up to, with so many `digits`; `share` is the
    group's own part of the total (1 for the top), so that weight × share is the effective weight.
    """

    system_code: str
    system_title: str
    group: str
    group_name: str
    items: tuple[Item, ...]
    whole: Decimal
    digits: int
    share: Fraction

    @property
    def names(self) -> tuple[str, ...]:
        """How the members are called in sentences."""
        return tuple(f"{item.code} {item.name}".strip() for item in self.items)


def target_of(system: IndicatorSystem, group: str) -> Target:
    """The group under a node: its children, or its metrics where it is a leaf. Raises `NotFound`.

    In a system of marks the group's own full marks are given out; in one of weights the sum stays where
    it is a whole number, such as 1 or 100, and is 1 otherwise.
    """
    node = system.node_by_code.get(group)
    if (group and node is None) or (node is not None and node.ledger):
        raise NotFound(f"指标体系中没有“{group}”这一组", remedy="请从指标树重新选择")
    below = [child for child in system.children(group) if not child.ledger]
    metrics = () if below else system.metrics_of(group)
    items = [Item(child.code, child.title) for child in below] + [Item(m.code, m.name) for m in metrics]
    whole, digits = _whole(system, group)
    return Target(
        system_code=system.code,
        system_title=f"{system.name} {system.version}",
        group=group,
        group_name=node.title if node else "一级指标",
        items=tuple(items),
        whole=whole,
        digits=digits,
        share=system.part_of(group),
    )


def target_problems(target: Target) -> list[Problem]:
    """What keeps a group from being weighed."""
    found = [
        Problem(f"“{called}”不能为空", remedy="请填写")
        for called, text in (("体系编号", target.system_code), ("体系名称", target.system_title))
        if not text.strip()
    ]
    if not target.items:
        found.append(Problem("这一组没有指标", target.group_name, "先在体系中添加指标"))
    found += name_problems([item.code for item in target.items], "指标")
    if not 0 <= target.digits <= 6:
        found.append(Problem("小数位应在 0 到 6 之间", str(target.digits), "通常为 2"))
    elif target.whole <= 0 or target.whole != round(target.whole, target.digits):
        rule = f"这一组的总分应大于 0，最多 {target.digits} 位小数"
        found.append(Problem(rule, plain_decimal(target.whole), "先定上一级的分"))
    if not 0 <= target.share <= 1:
        found.append(Problem("这一组占总分的比例应在 0 到 1 之间", plain_number(target.share), "先定上一级"))
    return found


def _whole(system: IndicatorSystem, group: str) -> tuple[Decimal, int]:
    leaf = bool(group) and system.is_leaf(group)
    if system.scheme == "marks":
        if leaf:
            return PER_CENT, SHARE_DIGITS
        return (system.marks_under(group) if group else system.full_marks), system.leaf_digits
    below = [Fraction(child.weight or 0) for child in system.children(group) if not child.ledger]
    held = sum((metric.share for metric in system.metrics_of(group)) if leaf else below, Fraction(0))
    if held <= 0 or held.denominator != 1:
        return Decimal(1), WEIGHT_DIGITS
    return Decimal(held.numerator), WEIGHT_DIGITS if held < PER_CENT else SHARE_DIGITS
