"""The engine as a whole."""

from decimal import Decimal

import numpy as np
import pytest

from core.collection.values import NA, ExpertMark
from core.indicators.node import Node
from core.indicators.system import Metric
from core.scoring.engine import score
from tests.core.scoring.boards import board, county, department, extreme_board, random_board, tiny_system

BEST = {"A-1/分子": 4, "A-1/分母": 4, "A-2/分子": 4, "A-2/分母": 4, "B-1": 0}


@pytest.mark.parametrize("make", [department, county])
def test_all_best_is_a_hundred_and_all_worst_is_nothing(make):
    best, worst = (score(make(), extreme_board(make(), best=flag)) for flag in (True, False))

    assert set(best.total.ticks.tolist()) == {10000}
    assert set(worst.total.ticks.tolist()) == {0}
    assert best.blocked == worst.blocked == ()
    assert best.rank.tolist() == [1, 1, 1]


def test_a_leaf_is_the_share_weighted_part_of_its_marks():
    # A: (60 × 0.5 + 40 × 0.5) ÷ 100 × 60 = 30, minus two events of 1.5; B: one issue of 20 % leaves 32.
    row = {"A-1/分子": 3, "A-1/分母": 4, "A-2/分子": 9, "A-2/分母": 10, "A!1": 2, "B-1": 1}

    scores = score(tiny_system(), board(tiny_system(), row))

    assert [scores.leaves.decimal(0, leaf) for leaf in (0, 1)] == [27, 32]
    assert scores.base.decimal(0) == 59


def test_shares_of_what_does_not_apply_are_spread_inside_the_leaf():
    row = BEST | {"A-1/分子": NA, "A-1/分母": NA, "A-2/分子": 9, "A-2/分母": 10}

    scores = score(tiny_system(), board(tiny_system(), row))

    assert scores.leaves.decimal(0, 0) == 30


def test_events_never_take_more_than_the_leaf_has():
    scores = score(tiny_system(), board(tiny_system(), BEST | {"A!1": 99}))

    assert scores.leaves.decimal(0, 0) == 0
    assert scores.base.decimal(0) == 40


def test_an_excused_leaf_leaves_the_denominator():
    # 75 applicable marks scaled by 4/3: the precedent for units without public services.
    nodes = (
        Node("A", "甲", full_marks=Decimal(75), definition="口径"),
        Node("B", "乙", full_marks=Decimal(25), definition="口径"),
        Node("G", "加减分项", ledger=True),
    )
    system = tiny_system(nodes=nodes)

    scores = score(system, board(system, BEST | {"B-1": NA}, BEST))

    assert scores.applicable_marks.decimal(0) == 75
    assert scores.leaves.decimal(0, 0) == 75
    assert scores.base.decimal(0) == 100
    assert scores.leaf_scores.applicable.tolist() == [[True, False], [True, True]]


def test_a_leaf_without_data_is_blocked_and_not_excused():
    metrics = tuple(
        Metric(
            metric.code,
            metric.leaf,
            metric.name,
            metric.share,
            metric.input,
            metric.rule,
            metric.parameters,
            "na",
        )
        for metric in tiny_system().metrics
    )
    system = tiny_system(metrics=metrics)

    scores = score(system, board(system, {"B-1": 0}, BEST))

    (block,) = scores.blocked
    assert (block.unit, block.leaf) == ("U000", "A")
    assert "没有数据不等于不适用" in block.reason
    assert scores.applicable_marks.decimal(0) == 100


def test_blocking_policies_unfinished_ratios_and_short_cases_are_named():
    metrics = list(tiny_system().metrics)
    metrics[2] = Metric(
        "B-1", "B", "问题数", Decimal(100), "count", "per_issue", metrics[2].parameters, "block"
    )
    system = tiny_system(metrics=tuple(metrics))

    scores = score(system, board(system, BEST | {"B-1": None, "A-1/分子": None}))

    assert [(block.leaf, block.reason[:7]) for block in scores.blocked] == [
        ("A", "A-1 登记率"),
        ("B", "B-1 问题数"),
    ]

    marks = [ExpertMark("U000", "D21-1", "甲", "专家", Decimal(90))]
    short = score(department(), board(department(), {}, marks=marks))
    assert any(block.leaf == "D21" and "专家不足3名" in block.reason for block in short.blocked)


def test_a_unit_to_which_nothing_applies_is_blocked_as_a_whole():
    row = dict.fromkeys(("A-1/分子", "A-1/分母", "A-2/分子", "A-2/分母", "B-1"), NA)

    scores = score(tiny_system(), board(tiny_system(), row))

    assert [block.leaf for block in scores.blocked] == [""]
    assert scores.base.decimal(0) == 0


def test_a_true_tie_is_rounded_up():
    # A has 60 marks: 60 × (0.6 × P₁ + 0.4) with P₁ = (77/160 … ) chosen so that points end in exactly 5.
    # x = 1121/1600: P₁ = (x − 0.5) ÷ 0.5 = 321/800, points = 36 × 321/800 + 24 = 38.445.
    row = BEST | {"A-1/分子": 1121, "A-1/分母": 1600}

    scores = score(tiny_system(), board(tiny_system(), row))

    assert scores.leaves.decimal(0, 0) == Decimal("38.45")


def test_nodes_are_sums_of_their_leaves():
    scores = score(department(), random_board(department(), 5, seed=1))

    system = scores.system
    first = [system.nodes.index(node) for node in system.nodes_at(1) if not node.ledger]
    leaves = sum(scores.leaves.decimal(2, leaf) for leaf in range(22))

    assert sum(scores.nodes.decimal(2, at) for at in first) == leaves
    assert sum(scores.node_marks.decimal(2, at) for at in first) == scores.applicable_marks.decimal(2)


def test_nobody_moves_because_a_neighbour_did():
    values = random_board(department(), 9, seed=3)
    alone = values.with_value("U004", "A11-1/分子", 0)

    before, after = score(department(), values), score(department(), alone)

    others = [row for row in range(9) if row != 4]
    assert before.total.ticks[others].tolist() == after.total.ticks[others].tolist()


def test_scoring_twice_gives_the_same_numbers():
    values = random_board(county(), 13, seed=2)

    first, second = score(county(), values), score(county(), values)

    assert np.array_equal(first.total.ticks, second.total.ticks)
    assert np.array_equal(first.leaves.ticks, second.leaves.ticks)


def test_rates_and_standings_of_any_code():
    scores = score(department(), random_board(department(), 9, seed=5))

    assert scores.rates().tolist() == scores.total.floats.tolist()
    for code in ("A", "A2", "A21", "A21-1"):
        rates = scores.rates(code)
        assert np.nanmax(rates) <= 1
    found = scores.standing("", "U000")
    assert found.count == 3
    assert found.position == scores.group_rank[0]
    with pytest.raises(KeyError):
        scores.rates("Z")
