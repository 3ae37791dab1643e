"""Systems and boards the scoring tests share: the two published systems, a tiny one, made-up values."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np

from core.collection.values import NA, ExpertMark, LedgerEntry, NotApplicable, Unit, Values, build_values
from core.indicators.node import Node
from core.indicators.system import (
    ChecklistItem,
    EventDeduction,
    GradeBand,
    IndicatorSystem,
    LedgerItem,
    LedgerLevel,
    Metric,
)
from core.indicators.workbook import read_system
from core.settings import REFERENCE

Numbers = dict[tuple[str, str], float | NotApplicable | None]
FOLDER = Path(REFERENCE) / "indicator_systems"


@cache
def department() -> IndicatorSystem:
    name = "德州市2020市级部门指标体系.xlsx"
    return read_system((FOLDER / name).read_bytes(), name)


@cache
def county() -> IndicatorSystem:
    name = "德州市2020县市区指标体系.xlsx"
    return read_system((FOLDER / name).read_bytes(), name)


def tiny_system(**changes: object) -> IndicatorSystem:
    """Two leaves: A (60 marks) with two rates, B (40 marks) with one count; an event, a small ledger."""
    parts: dict[str, object] = {
        "code": "T",
        "name": "小体系",
        "version": "1",
        "audience": "department",
        "nodes": (
            Node("A", "甲", full_marks=Decimal(60), definition="甲的口径"),
            Node("B", "乙", full_marks=Decimal(40), definition="乙的口径"),
            Node("G", "加减分项", ledger=True),
        ),
        "metrics": (
            Metric(
                "A-1", "A", "登记率", Decimal(60), "ratio", "linear", _numbers("0.5", "1"), "na", "已登记数"
            ),
            Metric("A-2", "A", "及时率", Decimal(40), "ratio", "per_point", _numbers("1", "0.05"), "zero"),
            Metric(
                "B-1", "B", "问题数", Decimal(100), "count", "per_issue", _numbers("0.2"), "full", unit="项"
            ),
        ),
        "events": (EventDeduction("A!1", "A", "被通报", Decimal("1.5")),),
        "ledger": (
            LedgerItem("G-B1", "表扬", "bonus", Decimal(5), _levels(("国家级", 3), ("市级", 1))),
            LedgerItem(
                "G-B2",
                "批示",
                "bonus",
                Decimal(8),
                _levels(
                    ("省级", 4),
                ),
            ),
            LedgerItem(
                "G-D1",
                "安全事件",
                "deduction",
                Decimal(10),
                (LedgerLevel("一般", Decimal(3)), LedgerLevel("重大", Decimal(10), "C")),
            ),
        ),
        "grades": (
            GradeBand("A", "优秀", Decimal(90)),
            GradeBand("B", "良好", Decimal(80)),
            GradeBand("C", "合格", Decimal(60)),
            GradeBand("D", "不合格", Decimal(0)),
        ),
    }
    return IndicatorSystem(**{**parts, **changes})  # type: ignore[arg-type]


def checklist_system(empty: str = "zero") -> IndicatorSystem:
    """One leaf whose only metric is a checklist of three items, the third standing on the second."""
    return tiny_system(
        nodes=(
            Node("A", "甲", full_marks=Decimal(100), definition="口径"),
            Node("G", "加减分项", ledger=True),
        ),
        metrics=(Metric("A-1", "A", "清单", Decimal(100), "items", "checklist", (), empty, unit=""),),
        items=(
            ChecklistItem("A-1#1", "A-1", "制度", Decimal(10)),
            ChecklistItem("A-1#2", "A-1", "备案", Decimal(20)),
            ChecklistItem("A-1#3", "A-1", "测评", Decimal(10), prerequisite="A-1#2"),
        ),
        events=(),
    )


def units(count: int = 1) -> tuple[Unit, ...]:
    return tuple(Unit(f"U{number:03}", f"单位{number}", f"第{number % 3}组") for number in range(count))


def board(
    system: IndicatorSystem, *rows: Mapping[str, float | NotApplicable | None], **more: object
) -> Values:
    """Values of as many units as rows are given, each a mapping from column code to number."""
    numbers = {
        (unit.code, column): value
        for unit, row in zip(units(len(rows)), rows, strict=True)
        for column, value in row.items()
    }
    return build_values(system, units(len(rows)), numbers, **more)  # type: ignore[arg-type]


def entry(unit: str, item: str, level: str, quantity: int = 1, matter: str = "某事项") -> LedgerEntry:
    return LedgerEntry(unit, item, level, Decimal(quantity), matter, "某文〔2020〕1号")


def extreme_board(system: IndicatorSystem, *, best: bool) -> Values:
    """Three units that are all as good, or all as bad, as every rule can tell."""
    numbers: Numbers = {}
    marks = []
    for unit in units(3):
        for metric in system.metrics:
            numbers.update(
                {(unit.code, code): value for code, value in _extreme(system, metric, best).items()}
            )
            if metric.input == "experts":
                score = Decimal(100 if best else 0)
                marks += [
                    ExpertMark(unit.code, metric.code, case, f"专家{number}", score)
                    for case in ("甲案例", "乙案例")
                    for number in range(3)
                ]
    return build_values(system, units(3), numbers, marks=marks)


def random_board(system: IndicatorSystem, count: int, seed: int) -> Values:
    """A made-up population with gaps, exemptions, events, ledger matters and cases."""
    dice = np.random.default_rng(seed)
    numbers: Numbers = {}
    marks: list[ExpertMark] = []
    ledger: list[LedgerEntry] = []
    for unit in units(count):
        for metric in system.metrics:
            excused = dice.random() < 0.05
            for code, value in _random(system, metric, dice).items():
                numbers[unit.code, code] = NA if excused else value
            if metric.input == "experts":
                marks += _random_marks(unit.code, metric.code, dice)
        for event in system.events:
            numbers[unit.code, event.code] = int(dice.integers(0, 3))
        for item in system.ledger:
            if dice.random() < 0.25:
                level = item.levels[int(dice.integers(len(item.levels)))]
                ledger.append(entry(unit.code, item.code, level.name, int(dice.integers(1, 4))))
    return build_values(system, units(count), numbers, marks=marks, ledger=ledger)


def _numbers(*texts: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(text) for text in texts)


def _levels(*pairs: tuple[str, int]) -> tuple[LedgerLevel, ...]:
    return tuple(LedgerLevel(name, Decimal(points)) for name, points in pairs)


def _extreme(system: IndicatorSystem, metric: Metric, best: bool) -> dict[str, float]:
    if metric.input == "items":
        return {item.code: 1 if best else 0 for item in system.items_of(metric.code)}
    if metric.input in ("ratio", "complement"):
        high = best != (metric.rule == "reverse" or metric.input == "complement")
        return {f"{metric.code}/分子": 500 if high else 0, f"{metric.code}/分母": 500}
    if metric.input == "experts":
        return {}
    high = best == (metric.rule not in ("reverse", "per_issue"))
    return {metric.code: 100_000 if high else 0}


def _random(system: IndicatorSystem, metric: Metric, dice: np.random.Generator) -> dict[str, float | None]:
    if metric.input == "items":
        choices = [0, 0.5, 1, 0.83]
        return {item.code: float(dice.choice(choices)) for item in system.items_of(metric.code)}
    if metric.input in ("ratio", "complement"):
        bottom = int(dice.integers(0, 60))
        top = round(bottom * dice.beta(8, 1.5))
        good = metric.rule != "reverse" and metric.input != "complement"
        return {f"{metric.code}/分子": top if good else bottom - top, f"{metric.code}/分母": bottom}
    if metric.input == "experts":
        return {}
    if metric.rule == "group_p90_log":
        return {metric.code: int(dice.lognormal(8, 2))}
    if metric.input == "count":
        return {metric.code: int(dice.integers(0, 5))}
    return {metric.code: round(float(dice.uniform(50, 100 if metric.rule == "linear" else 3500)), 1)}


def _random_marks(unit: str, metric: str, dice: np.random.Generator) -> list[ExpertMark]:
    found = []
    for case in range(int(dice.integers(1, 4))):
        called = bool(dice.random() < 0.8)
        found += [
            ExpertMark(
                unit, metric, f"案例{case}", f"专家{each}", Decimal(int(dice.integers(40, 101))), called
            )
            for each in range(int(dice.integers(3, 7)))
        ]
    return found
