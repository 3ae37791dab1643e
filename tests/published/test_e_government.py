"""The E-Government Development Index: scaled between the least and the most of all countries, then averaged."""

from functools import cache

from core.indicators.system import IndicatorSystem
from tests.published.building import PLAIN, flat, metric, node, weighted
from tests.published.printed import inversions, missed, places, points, printed, scored, table, totals

FOUR = {"leaf_digits": 4, "total_digits": 4}
ROWS = table("egdi_2018/values")
INDICES = {"osi": "1", "tii": "1", "hci": "1"}


@cache
def from_points() -> IndicatorSystem:
    """The online service index is made here, of the points of every country."""
    nodes = (node("osi", scale=("min_max", "")), node("tii"), node("hci"))
    metrics = (metric("osi_points_derived", "osi"), metric("tii", "tii"), metric("hci", "hci"))
    return weighted("EGDI-POINTS", nodes, metrics, **FOUR)


def test_the_index_of_all_countries_follows_from_its_three_printed_indices():
    scores = scored(flat("EGDI", INDICES, **FOUR), ROWS)
    assert len(ROWS) == 193
    assert missed(totals(scores), printed(ROWS, "egdi")) == {}
    assert places(scores) == printed(ROWS, "rank")


def test_the_printed_ties_are_ties_of_the_printed_digits():
    behind = places(scored(flat("EGDI-9", INDICES, **FOUR, rank_digits=9), ROWS))
    assert missed(behind, printed(ROWS, "rank")).keys() == {"IRQ", "SRB"}


def test_the_online_service_index_follows_from_the_points_of_all_countries():
    scores = scored(from_points(), ROWS)
    assert missed(points(scores, "osi"), printed(ROWS, "osi")) == {}
    assert missed(totals(scores), printed(ROWS, "egdi"), "0.0001") == {}
    assert inversions(totals(scores), printed(ROWS, "rank"), "0.0001") == set()


def test_the_index_of_participation_follows_from_the_points_of_all_countries():
    one = flat("EPART", {"epart_points_derived": "1"}, PLAIN, scale=("min_max", ""), **FOUR)
    assert missed(totals(scored(one, ROWS)), printed(ROWS, "e_participation_index")) == {}
