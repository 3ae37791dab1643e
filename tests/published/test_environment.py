"""The Environmental Performance Index: four levels, and branches that are missing from the bottom up."""

from decimal import Decimal
from functools import cache

import pytest

from core.scoring.scores import Scores
from tests.published.building import PLAIN_OF_HUNDRED, metric, node, weighted
from tests.published.printed import inversions, missed, points, printed, scored, table, totals

ROWS = table("epi_2020/values")
TREE = table("epi_2020/weights")
NODES = [row["node"] for row in TREE if row["kind"] == "node"]


@cache
def performance() -> Scores:
    system = weighted(
        "EPI",
        tuple(node(row["node"], row["parent"], row["weight"] or "1") for row in TREE),
        tuple(metric(row["node"], row["node"], PLAIN_OF_HUNDRED) for row in TREE if row["kind"] == "leaf"),
        full_marks=Decimal(100),
        leaf_digits=1,
        total_digits=1,
    )
    return scored(system, ROWS)


def test_the_index_of_environment_follows_from_thirty_two_indicators():
    scores = performance()
    assert scores.system.level_counts() == (1, 2, 11, 32)
    assert missed(totals(scores), printed(ROWS, "EPI")) == {}
    assert inversions(totals(scores), printed(ROWS, "rank_of_180")) == set()


@pytest.mark.parametrize("code", NODES)
def test_every_node_above_the_indicators_is_as_printed(code: str):
    found = points(performance(), code)
    assert missed(found, printed(ROWS, code), "0.1") == {}


def test_a_country_without_sea_has_no_fisheries_and_the_others_take_their_weight():
    scores = performance()
    at = scores.system.nodes.index(scores.system.node_by_code["FSH"])
    inland = {row["code"] for row in ROWS if not row["FSH"]}
    marks = {unit.code: scores.node_marks.decimal(row, at) for row, unit in enumerate(scores.values.units)}
    assert inland == {code for code, number in marks.items() if not number}
    assert len(inland) == 10
