"""A number can be computed again from its trace alone."""

from fractions import Fraction

import pytest

from core.collection.workbook import read_values, write_values
from core.scoring.engine import score
from core.scoring.fixed import half_up
from core.scoring.trace import trace
from tests.core.scoring.boards import board, department, random_board, tiny_system

ROW = {"A-1/分子": 17, "A-1/分母": 20, "A-2/分子": 10, "A-2/分母": 10, "B-1": 0}


def test_every_metric_of_a_board_recomputes_from_its_trace():
    scores = score(department(), random_board(department(), 12, seed=6))

    for unit in scores.values.units:
        for metric in scores.system.metrics:
            found = trace(scores, unit.code, metric.code)
            assert found.recomputed_points() == found.points, metric.code
            assert found.recompute() == found.contribution, metric.code


def test_contributions_of_a_leaf_round_to_its_published_points():
    scores = score(department(), random_board(department(), 12, seed=7))
    leaf = "B24"  # a leaf without event deductions

    for unit in scores.values.units:
        traces = [trace(scores, unit.code, metric.code) for metric in scores.system.metrics_of(leaf)]
        total = sum((found.contribution for found in traces), Fraction(0))
        assert half_up(total, 2) == int(traces[0].leaf_points * 100)


def test_a_trace_shows_fractions_rule_and_shares():
    found = trace(score(tiny_system(), board(tiny_system(), ROW)), "U000", "A-1")

    assert (found.numerator, found.denominator, found.value) == (17, 20, Fraction(17, 20))
    assert found.points == Fraction(7, 10)
    assert (found.share, found.share_sum, found.leaf_full) == (60, 100, 60)
    assert found.contribution == Fraction(252, 10)
    assert found.rule_text.startswith("线性：达到100%得满分")


def test_a_trace_ends_at_the_cell_of_the_workbook():
    system = tiny_system()
    values = read_values(write_values(board(system, ROW, ROW), system), "值.xlsx", system)

    found = trace(score(system, values), "U001", "A-1")

    assert [str(source.place) for source in found.sources] == ["工作表“指标值”D3", "工作表“指标值”E3"]
    assert [source.number for source in found.sources] == [17, 20]


def test_an_unknown_metric_or_unit_is_an_error():
    scores = score(tiny_system(), board(tiny_system(), ROW))

    with pytest.raises(KeyError):
        trace(scores, "U000", "Z-1")
    with pytest.raises(KeyError):
        trace(scores, "U009", "A-1")
