"""The Corruption Perceptions Index: the plain mean of the sources there are, of three at least."""

from decimal import Decimal
from functools import cache

from core.indicators.system import IndicatorSystem
from tests.published.building import PLAIN_OF_HUNDRED, flat
from tests.published.printed import inversions, missed, places, printed, scored, table, totals

ROWS = table("cpi_2020/values")
HEADERS = tuple(ROWS[0])
SOURCES = HEADERS[2 : HEADERS.index("number_of_sources")]
WHOLE = {"full_marks": Decimal(100), "leaf_digits": 0, "total_digits": 0}


@cache
def perceptions() -> IndicatorSystem:
    return flat("CPI", dict.fromkeys(SOURCES, "1"), PLAIN_OF_HUNDRED, least=3, **WHOLE)


def test_the_scores_of_all_countries_follow_from_the_sources_there_are():
    found = totals(scored(perceptions(), ROWS))
    assert len(SOURCES) == 13
    flagged = printed(ROWS, "score", "reproduces_exactly")
    assert (len(found), len(flagged)) == (180, 166)
    assert missed(found, flagged) == {}
    assert missed(found, printed(ROWS, "score"), "1") == {}
    assert inversions(found, printed(ROWS, "rank"), "1") == set()


def test_the_ranks_of_all_countries_follow_from_the_whole_score():
    one = flat("CPI-RANK", {"score": "1"}, PLAIN_OF_HUNDRED, **WHOLE)
    assert places(scored(one, ROWS)) == printed(ROWS, "rank")


def test_a_country_with_two_sources_is_not_scored():
    fewest = next(row for row in ROWS if row["number_of_sources"] == "3")
    given = [source for source in SOURCES if fewest[source]]
    rows = [fewest, {**fewest, "code": "TWO", given[0]: ""}]
    scores = scored(perceptions(), rows)
    assert [(block.unit, block.leaf) for block in scores.blocked] == [("TWO", "")]
    assert totals(scores) == {fewest["code"]: Decimal(fewest["score"]), "TWO": Decimal(0)}
    assert places(scores) == {fewest["code"]: 1, "TWO": 2}
