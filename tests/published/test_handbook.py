"""The OECD/JRC handbook on composite indicators: its Technology Achievement Index and its small examples."""

from decimal import Decimal
from functools import cache
from math import log10

import pytest

from core.indicators.system import IndicatorSystem
from tests.published.building import PLAIN, flat, metric, node, weighted
from tests.published.printed import (
    Numbers,
    inversions,
    missed,
    places,
    points,
    printed,
    scored,
    table,
    totals,
)

ROWS = table("oecd_handbook_tai/values")
FIFTEEN = table("oecd_handbook_tai/table15_normalisation")
# Printed column: the rule of a metric, and what its node does with the result.
IN_PARTS = {
    "rank_ascending": (("percentile", "口径=名次；区间=0~23"), None),
    "z_score": (("z_score", ""), None),
    "min_max": (("min_max", ""), None),
    "ratio_to_mean": (("distance", "参照=均值"), None),
    "ratio_to_best": (("distance", "参照=最大值"), None),
    "ratio_to_worst": (("distance", "参照=最小值"), None),
    "diff_to_mean": (("distance", "参照=均值；区间=-1~0"), None),
    "diff_to_worst": (("distance", "参照=最小值；区间=-1~0"), None),
    "above_below_mean_p20": (("distance", "参照=均值"), ("tiers", "≥0：-1；≥0.8：0；≥1.2：1")),
}
CLASSES = "≥95%：1；≥85%：0.8；≥65%：0.6；≥35%：0.5；≥15%：0.4；≥5%：0.2"
IN_PERCENT = {
    "percentile": (("percentile", "口径=名次"), None),
    "categorical": (("percentile", "口径=名次"), ("tiers", CLASSES)),
}
GOALPOSTS = {
    "patents": "下限=0；上限=994",
    "royalties": "下限=0；上限=272.6",
    "internet": "下限=0；上限=232.4",
    "exports": "下限=0；上限=80.8",
    "telephones_log": f"下限=0；上限={log10(901):.9f}",
    "electricity_log": f"下限={log10(22):.9f}；上限={log10(6969):.9f}",
    "schooling": "下限=0.8；上限=12",
    "university": "下限=0.1；上限=27.4",
}
WEIGHTS = {
    "EW": "1 1 1 1 1 1 1 1",
    "FA": ".17 .15 .11 .06 .08 .13 .13 .17",
    "BAP": ".11 .11 .11 .18 .10 .06 .15 .18",
    "AHP": ".09 .10 .07 .21 .05 .06 .18 .25",
}
# Orders of four alternatives, best first, and by how many of 21 indicators: tables 25 and 26.
ORDERS = {"abcd": 3, "acbd": 5, "bdca": 7, "cbda": 6}


def _normalised(kinds: dict, full: int, digits: int) -> IndicatorSystem:
    """One column, schooling, put through every way of normalising it."""
    return weighted(
        "TABLE-15",
        tuple(node(name, scale=scale or ("", "")) for name, (_, scale) in kinds.items()),
        tuple(metric(name, name, rule) for name, (rule, _) in kinds.items()),
        full_marks=Decimal(full),
        leaf_digits=digits,
    )


@pytest.mark.parametrize("column", [*IN_PARTS, *IN_PERCENT])
def test_the_ways_of_normalising_of_table_fifteen_are_as_printed(column: str):
    kinds, full, digits = (IN_PARTS, 1, 2) if column in IN_PARTS else (IN_PERCENT, 100, 1)
    rows = [{**row, **dict.fromkeys(kinds, row["mean_years_of_school"])} for row in FIFTEEN]
    assert len(rows) == 23
    found = points(scored(_normalised(kinds, full, digits), rows), column)
    assert missed(found, printed(FIFTEEN, column)) == {}


@cache
def linear(way: str, digits: int = 4) -> IndicatorSystem:
    weights = dict(zip(GOALPOSTS, WEIGHTS[way].split(), strict=True))
    return weighted(
        f"TAI-{way}",
        tuple(node(code, weight=weight) for code, weight in weights.items()),
        tuple(metric(code, code, ("goalposts", text)) for code, text in GOALPOSTS.items()),
        total_digits=digits,
        rank_digits=9,
    )


@pytest.mark.parametrize("way", ["EW", "BAP"])
def test_the_ranks_of_technology_achievement_follow_from_goalposts_and_weights(way: str):
    assert places(scored(linear(way), ROWS)) == printed(ROWS, f"rank_linear_{way}")


@pytest.mark.parametrize("way", ["FA", "AHP"])
def test_the_ranks_by_rounded_weights_differ_only_between_near_equals(way: str):
    found = totals(scored(linear(way), ROWS))
    assert inversions(found, printed(ROWS, f"rank_linear_{way}"), "0.01") == set()


def test_the_achievement_to_two_decimals_is_the_published_one():
    found = totals(scored(linear("EW", 2), ROWS))
    assert missed(found, printed(ROWS, "tai_2dec_secondary")).keys() == {"ISR"}
    assert missed(found, printed(ROWS, "tai_2dec_secondary"), "0.01") == {}


def test_the_ranks_by_a_geometric_mean_of_raw_values_are_as_printed():
    system = flat("TAI-GME", dict.fromkeys(GOALPOSTS, "1"), aggregation="geometric", total_digits=6)
    assert places(scored(system, ROWS)) == printed(ROWS, "rank_geometric_raw_EW")


@pytest.mark.parametrize(
    ("aggregation", "uneven", "even"), [("arithmetic", "6", "6"), ("geometric", "2.14", "6")]
)
def test_a_geometric_mean_rewards_balance_as_the_handbook_says(aggregation: str, uneven: str, even: str):
    found = _of_four(aggregation, "21 1 1 1", "6 6 6 6")
    assert found == {"first": Decimal(uneven), "second": Decimal(even)}


def test_the_points_of_borda_follow_from_the_orders_of_twenty_one_indicators():
    weights = {order: str(count) for order, count in ORDERS.items()}
    system = flat("BORDA", weights, ("rank", "区间=0~3"), aggregation="sum", total_digits=0)
    rows = [
        {"code": each, "name": each, **{order: str(-order.index(each)) for order in ORDERS}}
        for each in "abcd"
    ]
    assert totals(scored(system, rows)) == {"a": 24, "b": 44, "c": 38, "d": 20}


def _of_four(aggregation: str, *numbers: str) -> Numbers:
    names = ("one", "two", "three", "four")
    system = flat("FOUR", dict.fromkeys(names, "1"), PLAIN, aggregation=aggregation)
    rows = [
        {"code": code, "name": code, **dict(zip(names, each.split(), strict=True))}
        for code, each in zip(("first", "second"), numbers, strict=True)
    ]
    return totals(scored(system, rows))
