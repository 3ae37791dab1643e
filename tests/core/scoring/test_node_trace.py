"""Traces of nodes and totals."""

from fractions import Fraction

import pytest

from core.scoring.engine import score
from core.scoring.node_trace import node_trace, node_traces
from tests.core.scoring.boards import board, county, department, random_board, tiny_system
from tests.core.scoring.test_scores import FULL, PILLARS, _board


@pytest.mark.parametrize("make", [department, county])
def test_every_node_of_a_published_board_recomputes_from_its_trace(make):
    scores = score(make(), random_board(make(), 8, seed=4))

    for row, unit in enumerate(scores.values.units):
        for found in node_traces(scores, unit.code):
            assert found.recompute() == found.points, found.code
        assert node_trace(scores, unit.code).points == scores.base.decimal(row)


def test_a_leaf_names_its_metrics_events_and_full_marks():
    row = {"A-1/分子": 3, "A-1/分母": 4, "A-2/分子": 9, "A-2/分母": 10, "A!1": 2, "B-1": 1}
    found = node_trace(score(tiny_system(), board(tiny_system(), row)), "U000", "A")

    assert [(part.code, part.value, part.weight) for part in found.parts] == [
        ("A-1", Fraction(1, 2), 60),
        ("A-2", Fraction(1, 2), 40),
    ]
    assert (found.full, found.taken * found.full) == (60, 3)
    assert found.points == 27


def test_a_mean_names_its_parts_and_its_kind():
    found = node_trace(score(PILLARS, _board(PILLARS, FULL | {"B1-1": None})), "U0", "B")

    assert found.way == "arithmetic"
    assert [(part.code, part.value) for part in found.parts] == [("B1", None), ("B2", Fraction(2, 5))]
    assert found.points == found.recompute() == 40


def test_an_unknown_node_is_an_error():
    with pytest.raises(KeyError):
        node_trace(score(PILLARS, _board(PILLARS, FULL)), "U0", "Z")
