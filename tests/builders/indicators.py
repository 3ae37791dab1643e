"""Indicators of a library: one of each kind, and as many as a large city might have."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from core.indicators.system import ChecklistItem, EventDeduction, Metric
from core.library.indicator import Indicator
from core.library.rules import Terms

TERMS = Terms(("资产清查", "数据采集", "数据共享"), ("日", "月", "季", "年"))
RATE = Metric(
    "X1-1", "X1", "编目完整率", Fraction(60), "ratio", "linear", (Fraction(3, 5), Fraction(1)),
    "zero", "已发布目录数", "应编目录数",
)  # fmt: skip
LIST = Metric("X1-2", "X1", "三清单", Fraction(40), "items", "checklist", (), "zero", unit="")
ITEMS = (
    ChecklistItem("X1-2#1", "X1-2", "需求清单", Decimal(1), "本年更新"),
    ChecklistItem("X1-2#2", "X1-2", "责任清单", Decimal(2), "本年更新", "X1-2#1"),
)
EVENTS = (EventDeduction("X1!1", "X1", "目录失实", Decimal("0.5")),)


def indicator(code: str = "X1", **facts) -> Indicator:
    """A scored indicator with a rate, a checklist and an event."""
    made = Indicator(
        code, f"目录编制{code}", "资产清查", "general", "反映家底清不清", "已发布目录数与应编目录数之比",
        "按月取数", "国发〔2016〕51号", "目录系统", "核对确认表", "月", "system", "positive", "%",
        Decimal("5.5"), metrics=_of(code, (RATE, LIST)), items=_of(code, ITEMS), events=_of(code, EVENTS),
    )  # fmt: skip
    return replace(made, **facts)


def watched(code: str = "T1", **facts) -> Indicator:
    """An indicator that is only watched: no marks, no rule."""
    metric = Metric(f"{code}-1", code, "日均交换量", Fraction(100), "value", "", unit="条")
    made = Indicator(
        code, f"趋势{code}", "数据共享", definition="每日交换条数", frequency="日", metrics=(metric,)
    )
    return replace(made, **facts)


def many(count: int) -> list[Indicator]:
    """That many indicators; the same ones every time."""
    return [watched(f"L{at:05}") if at % 10 == 9 else indicator(f"L{at:05}") for at in range(count)]


def recoded(made: Indicator, code: str) -> Indicator:
    """The same indicator under another code, its parts with it."""
    parts = {name: _of(code, getattr(made, name), made.code) for name in ("metrics", "items", "events")}
    return replace(made, code=code, **parts)


def _of(code: str, parts, before: str = "X1"):
    """The same parts under another indicator's code."""

    def moved(text: str) -> str:
        return code + text[len(before) :] if text.startswith(before) else text

    names = ("code", "leaf", "metric", "prerequisite")
    return tuple(
        replace(part, **{name: moved(getattr(part, name)) for name in names if hasattr(part, name)})
        for part in parts
    )
