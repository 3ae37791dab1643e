"""Deductions in a system of weights."""

from dataclasses import replace
from decimal import Decimal

from core.indicators.system import EventDeduction
from core.scoring.engine import score
from core.scoring.mean_lines import mean_lines
from tests.core.scoring.test_scores import FULL, PILLARS, _board


def _lines(system, row):
    scores = score(system, _board(system, row))
    return scores, mean_lines(scores, "U0")


def test_weighted_sums_are_told_apart_by_metric():
    scores, lines = _lines(PILLARS, FULL)

    # A-1 weighs 3/4 · 2/3 = 1/2 of a hundred points and lost 40 % of them.
    assert {line.metric: line.points for line in lines} == {
        "A-1": Decimal("20.00"),
        "A-2": Decimal("17.50"),
        "B1-1": Decimal("2.50"),
        "B2-1": Decimal("7.50"),
    }
    assert sum(line.points for line in lines) == 100 - scores.total.decimal(0)
    assert "权重 2" in lines[0].sentence


def test_what_is_no_weighted_sum_is_one_line_with_its_formula():
    nodes = (PILLARS.nodes[0], replace(PILLARS.nodes[1], aggregation="geometric"), *PILLARS.nodes[2:])
    _, lines = _lines(replace(PILLARS, nodes=nodes), FULL)

    line = next(line for line in lines if line.kind == "mean")
    assert line.leaf == "B"
    assert "几何平均合成，非加权求和，不逐项分摊" in line.sentence
    assert "B1 丙 0.8（权重 1）" in line.sentence


def test_events_are_a_line_of_their_own_and_never_take_more_than_there_is():
    system = replace(PILLARS, events=(EventDeduction("A!1", "A", "被通报", Decimal(40)),))
    scores, lines = _lines(system, FULL | {"A!1": 2})

    event = next(line for line in lines if line.kind == "event")
    # A had 50 of its hundred; two events of 40 take all of it: 3/4 of 50 points of the total.
    assert event.points == Decimal("37.50")
    assert scores.total.decimal(0) == 15


def test_a_unit_without_a_total_has_one_line_that_says_so():
    _, (line,) = _lines(PILLARS, {})

    assert line.kind == "blocked"
    assert line.points == 100
    assert "补报" in line.sentence
