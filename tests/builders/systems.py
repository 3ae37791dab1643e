"""Indicator systems made by dice: any depth, every rule, every mean, both schemes; and values for them."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from core.collection.columns import value_columns
from core.collection.values import NA, Unit, Values, build_values
from core.indicators.node import Node
from core.indicators.rules import RULE_KINDS
from core.indicators.system import (
    AGGREGATIONS,
    Divisor,
    EventDeduction,
    GradeBand,
    IndicatorSystem,
    LedgerItem,
    LedgerLevel,
    Metric,
)

ABSOLUTE = ("linear", "reverse", "tiers", "tiers_down", "per_point", "lookup", "piecewise", "goalposts")
COMPARING = ("min_max", "distance", "z_score", "rank", "percentile")
# Rules in which more (or less) is better throughout, so that a unit that improves cannot lose.
RISING = ("linear", "tiers", "piecewise", "goalposts", "min_max", "z_score", "rank", "percentile")
PARAMETERS = {
    "linear": "零分线=10；满分线=90",
    "reverse": "满分线=5；零分线=80",
    "tiers": "≥80：1；≥40：0.5；≥20：1/3",
    "tiers_down": "≤20：1；≤60：0.4",
    "per_point": "目标=0.9；每低1个百分点扣=2%",
    "lookup": "0：0；50：0.5；100：1",
    "piecewise": "0：0；30：0.4；100：1",
    "goalposts": "下限=1；上限=100；对数=是",
    "min_max": "",
    "distance": "参照=最大值",
    "z_score": "结果均值=0.5；结果标准差=0.1",
    "rank": "",
    "percentile": "口径=中点",
}


def parameters(rule: str) -> tuple[Fraction, ...]:
    return RULE_KINDS[rule].form.read(PARAMETERS[rule])


def random_system(seed: int, *, scheme: str = "weights", rules: tuple[str, ...] = ()) -> IndicatorSystem:
    """A system of up to four levels; the same seed gives the same one."""
    dice = np.random.default_rng(seed)
    nodes = _tree(dice)
    parents = {node.parent for node in nodes}
    leaves = [node for node in nodes if node.code not in parents]
    rules = rules or (ABSOLUTE if scheme == "marks" else ABSOLUTE + COMPARING)
    metrics = [metric for leaf in leaves for metric in _metrics(dice, leaf.code, rules, scheme)]
    system = IndicatorSystem(
        f"R{seed}",
        f"随机体系{seed}",
        "1",
        "general",
        tuple(nodes),
        tuple(metrics),
        scheme=scheme,
        total_digits=int(dice.integers(1, 5)),
        grades=(GradeBand("A", "高", Decimal(60)), GradeBand("B", "低", Decimal(0))),
    )
    return _with_marks(dice, system) if scheme == "marks" else _with_weights(dice, system)


def random_values(system: IndicatorSystem, count: int, seed: int, *, holes: float = 0.1) -> Values:
    """Numbers from 1 to 100 with blanks and exemptions, in three groups."""
    dice = np.random.default_rng(seed)
    units = tuple(Unit(f"U{number}", f"单位{number}", f"第{number % 3}组") for number in range(count))
    numbers: dict[tuple[str, str], object] = {}
    for unit in units:
        for column in value_columns(system):
            if column.role == "event":
                numbers[unit.code, column.code] = int(dice.integers(0, 3))
            elif column.role == "divisor":
                numbers[unit.code, column.code] = int(dice.integers(1, 9))
            elif dice.random() > holes:
                numbers[unit.code, column.code] = round(float(dice.uniform(1, 100)), int(dice.integers(0, 3)))
            elif dice.random() < 0.3:
                numbers[unit.code, column.code] = NA
    return build_values(system, units, numbers)


def _tree(dice: np.random.Generator) -> list[Node]:
    nodes: list[Node] = []
    for top in range(int(dice.integers(2, 4))):
        nodes.append(Node(f"N{top}", f"一级{top}", definition="口径"))
        parent = f"N{top}"
        for _ in range(int(dice.integers(0, 4))):
            below = [f"{parent}{at}" for at in range(int(dice.integers(1, 4)))]
            nodes += [Node(code, f"节点{code}", parent, definition="口径") for code in below]
            parent = below[0]
    return nodes


def _metrics(dice: np.random.Generator, leaf: str, rules: tuple[str, ...], scheme: str) -> list[Metric]:
    count = int(dice.integers(1, 4))
    shares = [Decimal(100 // count)] * (count - 1)
    shares.append(100 - sum(shares, Decimal(0)))
    found = []
    for at, share in enumerate(shares):
        rule = str(dice.choice(rules))
        empty = str(dice.choice(["na", "zero", "full"]))
        code = f"{leaf}-{at + 1}"
        divided = scheme == "weights" and dice.random() < 0.2
        found.append(
            Metric(
                code,
                leaf,
                f"子项{code}",
                share,
                "value",
                rule,
                parameters(rule),
                empty,
                unit="%" if rule == "per_point" else "",
                divisor="POP" if divided else "",
                factor=Decimal("2.5") if divided else Decimal(1),
                treatment="缩尾=2" if scheme == "weights" and dice.random() < 0.1 else "",
            )
        )
    return found


def _with_marks(dice: np.random.Generator, system: IndicatorSystem) -> IndicatorSystem:
    count = len(system.leaves)
    marks = [Decimal(100 // count)] * (count - 1)
    marks.append(100 - sum(marks, Decimal(0)))
    given = {leaf.code: each for leaf, each in zip(system.leaves, marks, strict=True)}
    nodes = [replace(node, full_marks=given.get(node.code)) for node in system.nodes]
    event = EventDeduction("X!1", system.leaves[0].code, "被通报", Decimal("1.5"))
    ledger = LedgerItem("G1", "表扬", "bonus", Decimal(5), (LedgerLevel("市级", Decimal(1)),))
    return replace(
        system, nodes=(*nodes, Node("G", "加减分项", ledger=True)), events=(event,), ledger=(ledger,)
    )


def _with_weights(dice: np.random.Generator, system: IndicatorSystem) -> IndicatorSystem:
    means = [mean for mean in AGGREGATIONS if mean != "sum"]
    nodes = []
    for node in system.nodes:
        scaled = dice.random() < 0.15
        nodes.append(
            replace(
                node,
                weight=Decimal(int(dice.integers(1, 6))),
                aggregation=str(dice.choice(means)) if dice.random() < 0.3 else "",
                availability=Fraction(1, 2) if dice.random() < 0.2 else None,
                rule="min_max" if scaled else "",
                parameters=parameters("min_max") if scaled else (),
            )
        )
    shared = (Divisor("POP", "人口", "万人"),) if any(metric.divisor for metric in system.metrics) else ()
    return replace(
        system,
        nodes=tuple(nodes),
        divisors=shared,
        aggregation=str(dice.choice(["arithmetic", "geometric"])),
        level_digits=(1, 2) if dice.random() < 0.5 else (),
    )
