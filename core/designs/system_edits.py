"""Changes of the system as a whole: its head, indicators watched without points, a whole workbook."""

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from core.designs.edit import checked_code, checked_name, node_of, refused, titled
from core.designs.tree_edits import without
from core.indicators.canonical import plain_decimal
from core.indicators.system import IndicatorSystem, Monitored

HIGHEST_MARKS = Decimal(10000)


@dataclass(frozen=True, slots=True)
class SetHead:
    """What the system is called, and what its points are out of."""

    name: str
    version: str
    full_marks: str
    bonus_cap: str
    deduction_cap: str

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        version = self.version.strip()
        if not 0 < len(version) <= 30:
            raise refused("版本号应为 1 到 30 个字符", version, "例如 2021")
        full = _decimal(self.full_marks, "满分")
        if full <= 0:
            raise refused("满分应大于 0", self.full_marks, "通常为 100")
        return replace(
            system,
            name=checked_name(self.name),
            version=version,
            full_marks=full,
            bonus_cap=_decimal(self.bonus_cap, "加分封顶"),
            deduction_cap=_decimal(self.deduction_cap, "减分封顶"),
        )

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        after = self.applied(system)
        changes = [
            f"{called}由 {_shown(getattr(system, field))} 改为 {_shown(getattr(after, field))}"
            for field, called in _HEAD.items()
            if getattr(system, field) != getattr(after, field)
        ]
        return f"修改体系信息：{'，'.join(changes) or '未变'}"


@dataclass(frozen=True, slots=True)
class PutMonitored:
    """An indicator watched without points; a new one where nobody has its code."""

    part: Monitored

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        held = any(each.code == self.part.code for each in system.monitored)
        code = self.part.code if held else checked_code(system, self.part.code)
        if self.part.parent and node_of(system, self.part.parent).ledger:
            raise refused("监测指标不挂在加减分节点下", "", "请选择别的上级，或不选上级")
        part = replace(self.part, code=code, name=checked_name(self.part.name))
        if held:
            parts = tuple(part if each.code == code else each for each in system.monitored)
        else:
            parts = (*system.monitored, part)
        return replace(system, monitored=parts)

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        return f"登记监测指标 {self.part.code} {self.part.name.strip()}（不计分）"


@dataclass(frozen=True, slots=True)
class RemoveMonitored:
    """An indicator no longer watched."""

    code: str

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        if all(part.code != self.code for part in system.monitored):
            raise refused("没有这个监测指标", self.code, "可能刚被他人删除，请刷新")
        return replace(system, monitored=tuple(part for part in system.monitored if part.code != self.code))

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        return f"删除监测指标 {self.code}"


@dataclass(frozen=True, slots=True)
class WatchInstead:
    """A scoring leaf that is from now on watched without points; its metrics go."""

    code: str

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        node = node_of(system, self.code)
        if node.ledger or system.children(self.code):
            raise refused("只有末级指标能改为监测不计分", titled(system, self.code), "请选择末级指标")
        formula = "；".join(m.formula or m.name for m in system.metrics_of(self.code))
        source = "：".join(text for text in (node.source, node.platform) if text)
        part = Monitored(
            node.code,
            node.title,
            node.parent,
            node.definition,
            formula,
            node.unit,
            source,
            node.frequency,
        )
        left = without(system, frozenset({self.code}))
        return replace(left, monitored=(*left.monitored, part))

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        return f"把指标 {titled(system, self.code)} 改为监测不计分"


@dataclass(frozen=True, slots=True)
class Replace:
    """The whole system as a workbook has it; code, kind of units and scheme of the draft stay."""

    system: IndicatorSystem

    def applied(self, system: IndicatorSystem) -> IndicatorSystem:
        """See `Edit.applied`."""
        for field, called in (("audience", "适用对象"), ("scheme", "计分方式")):
            if getattr(self.system, field) != getattr(system, field):
                raise refused(f"工作簿的{called}与草案不同", "", "改正工作簿，或以工作簿另建草案")
        return replace(self.system, code=system.code)

    def told(self, system: IndicatorSystem) -> str:
        """See `Edit.told`."""
        return f"以工作簿更新草案（{len(self.system.leaves)} 个末级指标）"


_HEAD = {
    "name": "名称",
    "version": "版本",
    "full_marks": "满分",
    "bonus_cap": "加分封顶",
    "deduction_cap": "减分封顶",
}


def _shown(value: object) -> str:
    return plain_decimal(value) if isinstance(value, Decimal) else str(value)


def _decimal(text: str, called: str) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation as error:
        raise refused(f"“{called}”应为数字", text, "例如 100") from error
    if not number.is_finite() or not 0 <= number <= HIGHEST_MARKS:
        raise refused(f"“{called}”应在 0 到 {HIGHEST_MARKS} 之间", text, "请改正")
    return number
