"""The Academic Ranking of World Universities: a weighted sum laid on the best, ties skipping places."""

from decimal import Decimal
from functools import cache

from core.indicators.system import IndicatorSystem
from tests.published.building import PLAIN_OF_HUNDRED, flat
from tests.published.printed import inversions, missed, places, printed, scored, table, totals

ROWS = table("arwu_2025/values")
WEIGHTS = {"alumni": "10", "award": "20", "hici": "20", "ns": "20", "pub": "20", "pcp": "10"}


@cache
def ranking() -> IndicatorSystem:
    best = ("distance", "参照=最大值")
    return flat(
        "ARWU", WEIGHTS, PLAIN_OF_HUNDRED, scale=best, full_marks=Decimal(100), leaf_digits=1, total_digits=1
    )


def test_the_totals_of_universities_follow_from_their_six_scores():
    found = totals(scored(ranking(), ROWS))
    flagged = printed(ROWS, "total", "reproduces_exactly")
    assert len(flagged) == 50
    assert missed(found, flagged) == {}
    assert missed(found, printed(ROWS, "total"), "0.1") == {}


def test_the_order_of_universities_is_the_printed_one():
    assert inversions(totals(scored(ranking(), ROWS)), printed(ROWS, "rank")) == set()


def test_the_ranks_of_universities_follow_from_the_printed_totals():
    one = flat("ARWU-RANK", {"total": "1"}, PLAIN_OF_HUNDRED, full_marks=Decimal(100), total_digits=1)
    assert places(scored(one, ROWS)) == printed(ROWS, "rank")
