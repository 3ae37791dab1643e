"""What a board answers about itself in a system of weights."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from core.collection.values import NA, LedgerEntry, Unit, build_values
from core.indicators.node import Node
from core.indicators.rules import RULE_KINDS
from core.indicators.system import Divisor, IndicatorSystem, LedgerItem, LedgerLevel, Metric
from core.scoring.engine import score
from core.scoring.node_trace import node_trace
from tests.builders.systems import parameters

RATE = (Fraction(0), Fraction(100))


def _metric(code, leaf, share=1, **more):
    return Metric(code, leaf, code, Decimal(share), "value", "linear", RATE, "na", unit="", **more)


PILLARS = IndicatorSystem(
    "P",
    "两支柱",
    "1",
    "general",
    (
        Node("A", "甲", weight=Decimal(3)),
        Node("B", "乙", weight=Decimal(1)),
        Node("B1", "丙", "B", weight=Decimal(1)),
        Node("B2", "丁", "B", weight=Decimal(1)),
    ),
    (_metric("A-1", "A", 2), _metric("A-2", "A", 1), _metric("B1-1", "B1"), _metric("B2-1", "B2")),
    scheme="weights",
)


def _board(system, *rows):
    units = tuple(Unit(f"U{at}", f"单位{at}", "组") for at in range(len(rows)))
    numbers = {
        (unit.code, code): value for unit, row in zip(units, rows, strict=True) for code, value in row.items()
    }
    return build_values(system, units, numbers)


FULL = {"A-1": 60, "A-2": 30, "B1-1": 80, "B2-1": 40}


def test_a_total_is_a_mean_of_means():
    scores = score(PILLARS, _board(PILLARS, FULL))

    # A = (2·60 + 30) ÷ 3 = 50; B = (80 + 40) ÷ 2 = 60; total = (3·50 + 60) ÷ 4 = 52.5.
    assert scores.total.decimal(0) == Decimal("52.5")
    assert [scores.nodes.decimal(0, at) for at in range(4)] == [50, 60, 80, 40]


def test_a_missing_branch_leaves_its_weight_to_its_siblings_only():
    scores = score(PILLARS, _board(PILLARS, FULL | {"B1-1": None}, FULL | {"B1-1": NA, "B2-1": None}))

    # B keeps its quarter of the total while B1 is gone: (3·50 + 40) ÷ 4; without B only A is left.
    assert scores.total.decimal(0) == Decimal("47.5")
    assert scores.total.decimal(1) == 50
    assert scores.leaf_scores.applicable.tolist() == [[True, False, True], [True, False, False]]
    assert np.isnan(scores.rates("B")[1])


def test_too_little_data_gives_no_mean_and_a_unit_without_any_comes_last():
    system = replace(PILLARS, availability=Fraction(1))
    scores = score(system, _board(system, FULL | {"B1-1": None, "B2-1": None}, {"A-1": 1, "B1-1": 1}))

    assert [block.reason for block in scores.blocked] == ["可得的指标不足，算不出总分"]
    assert scores.rank.tolist() == [2, 1]


def test_digits_of_levels_are_published_but_not_added_up():
    system = replace(PILLARS, level_digits=(0, 1), total_digits=3)
    scores = score(system, _board(system, {"A-1": 61, "A-2": 30, "B1-1": 80.06, "B2-1": 40}))

    assert [scores.nodes.decimal(0, at) for at in range(4)] == [51, 60, Decimal("80.1"), 40]
    # (3 · 152/3 + 60.03) ÷ 4 = 53.0075, not (3·51 + 60) ÷ 4.
    assert scores.total.decimal(0) == Decimal("53.008")


def test_ranks_look_at_published_digits_unless_told_otherwise():
    rows = [FULL | {"A-1": 60 + step} for step in (0, 0.001, 5)]
    system = replace(PILLARS, total_digits=1)

    assert score(system, _board(system, *rows)).rank.tolist() == [2, 2, 1]
    finer = replace(system, rank_digits=6)
    assert score(finer, _board(finer, *rows)).rank.tolist() == [3, 2, 1]
    average = replace(system, ties="average")
    assert score(average, _board(average, *rows)).rank.tolist() == [2.5, 2.5, 1]


def test_a_mean_of_means_can_be_put_on_a_scale_of_its_own():
    nodes = (replace(PILLARS.nodes[0], rule="min_max", parameters=parameters("min_max")), *PILLARS.nodes[1:])
    system = replace(PILLARS, nodes=nodes)

    scores = score(system, _board(system, FULL, FULL | {"A-1": 0}, FULL | {"A-1": 30}))

    assert scores.tree[:, 0] == pytest.approx([1, 0, 0.5])


def test_values_are_divided_by_a_common_denominator_first():
    metric = _metric("A-1", "A", divisor="POP", factor=Decimal(100))
    system = replace(PILLARS, metrics=(metric, *PILLARS.metrics[1:]), divisors=())
    system = replace(system, divisors=(Divisor("POP", "人口", "万人"),))
    scores = score(system, _board(system, FULL | {"A-1": 7, "POP": 20}, FULL | {"A-1": 7}))

    assert scores.measured.x[0, 0] == 35
    assert scores.measured.blank[1, 0]


def test_a_number_its_rule_cannot_take_blocks_the_leaf():
    rule = ("goalposts", "下限=1；上限=100；对数=是；截断=不截断")
    metric = replace(PILLARS.metrics[0], rule=rule[0], parameters=RULE_KINDS[rule[0]].form.read(rule[1]))
    system = replace(PILLARS, metrics=(metric, *PILLARS.metrics[1:]))

    scores = score(system, _board(system, FULL | {"A-1": 0}))

    assert [(block.leaf, "A-1" in block.reason) for block in scores.blocked] == [("A", True)]


@pytest.mark.parametrize("mean", ["geometric", "harmonic", "minimum", "maximum"])
def test_the_total_may_be_another_mean(mean):
    system = replace(PILLARS, aggregation=mean)
    total = score(system, _board(system, FULL)).total.floats[0]

    expected = {
        "geometric": (50**3 * 60) ** 0.25,
        "harmonic": 4 / (3 / 50 + 1 / 60),
        "minimum": 50,
        "maximum": 60,
    }[mean]
    assert total == pytest.approx(expected, abs=0.005)


def _one_node(rule, text, more=()):
    """One leaf of three equal metrics whose mean goes on a scale; what stands above may be given."""
    leaf = Node("A", "甲", "T" if more else "", weight=Fraction(1), rule=rule, parameters=_read(rule, text))
    metrics = tuple(
        Metric(
            f"A-{at}", "A", "某", 1, "value", "goalposts", _read("goalposts", "下限=0；上限=1"), "na", unit=""
        )
        for at in range(3)
    )
    return IndicatorSystem("N", "一节点", "1", "general", (*more, leaf), metrics, scheme="weights")


def _read(rule, text):
    return RULE_KINDS[rule].form.read(text)


ALIKE = [(0.1, 0.2, 0.3), (0.3, 0.2, 0.1), (0.2, 0.2, 0.2), (0.9, 0.2, 0.2)]


def _three(rows):
    return [{f"A-{at}": number for at, number in enumerate(row)} for row in rows]


def test_units_with_equal_means_share_a_place_on_a_scale_of_places():
    system = _one_node("rank", "")
    scores = score(system, _board(system, *_three(ALIKE)))

    assert scores.tree[:, 0] == pytest.approx([1 / 3, 1 / 3, 1 / 3, 1])
    assert scores.rank.tolist() == [2, 2, 2, 1]


def test_a_tier_above_a_scale_takes_the_best_unit_for_the_best():
    top = Node("T", "顶", weight=Fraction(1), rule="tiers", parameters=_read("tiers", "≥1：1；≥0.9：0.5"))
    system = _one_node("distance", "参照=最大值", (top,))
    scores = score(system, _board(system, *_three([(0.961, 0.832, 0.646), (0.1, 0.2, 0.7)])))

    assert scores.total.decimal(0) == 100
    assert node_trace(scores, "U0", "T").recompute() == 100


def test_ranks_of_finer_digits_settle_ties_exactly():
    # Means of two numbers with three decimals often end in exactly …5 at the fourth.
    dice = np.random.default_rng(3)
    rows = [{"A-1": float(f"{a:.3f}"), "A-2": float(f"{b:.3f}")} for a, b in dice.uniform(20, 20.4, (200, 2))]
    nodes = (Node("A", "甲", weight=Fraction(1)),)
    metrics = (_metric("A-1", "A"), _metric("A-2", "A"))
    plain = replace(PILLARS, nodes=nodes, metrics=metrics, total_digits=3)
    finer = replace(plain, total_digits=1, rank_digits=3)

    published, ranked = (score(system, _board(system, *rows)) for system in (plain, finer))

    assert published.rank.tolist() == ranked.rank.tolist()


def test_a_mean_that_negative_parts_forbid_is_not_called_missing_data():
    metric = replace(PILLARS.metrics[0], rule="z_score", parameters=_read("z_score", ""))
    nodes = (replace(PILLARS.nodes[0], aggregation="geometric"),)
    system = replace(PILLARS, nodes=nodes, metrics=(metric,))

    scores = score(system, _board(system, {"A-1": 1}, {"A-1": 5}))

    assert [(block.unit, "负数" in block.reason) for block in scores.blocked] == [("U0", True)]


def test_ranks_of_other_digits_count_bonus_and_deduction_before_they_round():
    item = LedgerItem("G1", "表扬", "bonus", Decimal(5), (LedgerLevel("市级", Decimal("1.25")),))
    nodes = (*PILLARS.nodes, Node("G", "加减分项", ledger=True))
    system = replace(PILLARS, nodes=nodes, ledger=(item,), rank_digits=0)
    values = _board(system, FULL | {"A-1": 60.3}, FULL | {"A-1": 62})
    entry = LedgerEntry("U0", "G1", "市级", Decimal(1), "某事项", "某文")

    scores = score(system, replace(values, ledger=(entry,)))

    # 52.65 + 1.25 = 53.90 stands before 53.50; both would round to 54 and 54 and share the place.
    assert [scores.total.decimal(row) for row in (0, 1)] == [Decimal("53.90"), Decimal("53.50")]
    assert scores.rank.tolist() == [1, 1]
    finer = score(replace(system, rank_digits=1), replace(values, ledger=(entry,)))
    assert finer.rank.tolist() == [1, 2]


def test_half_a_ratio_is_unfinished_on_either_side():
    metric = Metric("A-1", "A", "率", 1, "ratio", "linear", (Fraction(0), Fraction(1)), "full")
    system = replace(PILLARS, metrics=(metric, *PILLARS.metrics[1:]))

    scores = score(system, _board(system, {"A-1/分子": 5}, {"A-1/分母": 5}, {}))

    assert scores.measured.unfinished[:, 0].tolist() == [True, True, False]
    assert "只采集了一个" in scores.blocked[0].reason


def test_the_same_numbers_in_another_group_settle_their_own_ties():
    # 0.0015 of 10 is 0.015 points, of 30 it is 0.005: both lie on a tie, and not on the same one.
    metric = Metric("A-1", "A", "某", 1, "value", "min_max", _read("min_max", "范围=同组"), "na", unit="")
    system = replace(PILLARS, nodes=(Node("A", "甲", weight=Fraction(1)),), metrics=(metric,))
    units = tuple(Unit(f"U{at}", f"单位{at}", "甲组" if at < 3 else "乙组") for at in range(6))
    numbers = (0, 0.0015, 10, 0, 0.0015, 30)
    values = build_values(
        system, units, {(unit.code, "A-1"): number for unit, number in zip(units, numbers, strict=True)}
    )

    totals = score(system, values).total

    assert [totals.decimal(1), totals.decimal(4)] == [Decimal("0.02"), Decimal("0.01")]
