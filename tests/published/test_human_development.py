"""The Human Development Index: goalposts, logarithms, caps, arithmetic inside geometric means."""

from functools import cache

import pytest

from core.indicators.system import IndicatorSystem
from tests.published.building import flat, metric, node, weighted
from tests.published.printed import inversions, missed, places, points, printed, scored, table, totals

OLD_INDICES = ("life_expectancy_index", "education_index", "gdp_index")


@cache
def since_2014() -> IndicatorSystem:
    return weighted(
        "HDI",
        (node("health"), node("education"), node("income")),
        (
            metric("life_expectancy", "health", ("goalposts", "下限=20；上限=85")),
            metric("expected_years_schooling", "education", ("goalposts", "下限=0；上限=18")),
            metric("mean_years_schooling", "education", ("goalposts", "下限=0；上限=15")),
            metric("gni_per_capita", "income", ("goalposts", "下限=100；上限=75000；对数=是")),
        ),
        aggregation="geometric",
        total_digits=3,
    )


@cache
def until_2009() -> IndicatorSystem:
    return weighted(
        "HDI-OLD",
        tuple(node(index) for index in OLD_INDICES),
        (
            metric("life_expectancy", "life_expectancy_index", ("goalposts", "下限=25；上限=85")),
            metric("adult_literacy_rate", "education_index", ("goalposts", "下限=0；上限=100"), "2"),
            metric("gross_enrolment_ratio", "education_index", ("goalposts", "下限=0；上限=100"), "1"),
            metric("gdp_per_capita", "gdp_index", ("goalposts", "下限=100；上限=40000；对数=是")),
        ),
        leaf_digits=3,
        total_digits=3,
        rank_digits=9,
    )


@pytest.mark.parametrize(("name", "exactly"), [("hdi_hdr2015", 17), ("hdi_hdr2021_22", 44)])
def test_the_index_of_human_development_follows_from_the_printed_inputs(name: str, exactly: int):
    rows = table(f"{name}/values")
    found = totals(scored(since_2014(), rows))
    flagged = printed(rows, "hdi", "reproduces_exactly")
    assert len(flagged) == exactly
    assert missed(found, flagged) == {}
    assert missed(found, printed(rows, "hdi"), "0.001") == {}


@pytest.mark.parametrize("name", ["hdi_hdr2015", "hdi_hdr2021_22"])
def test_the_order_of_countries_is_the_printed_one_but_for_the_rounding_of_inputs(name: str):
    rows = table(f"{name}/values")
    worst_first = {code: -number for code, number in printed(rows, "hdi").items()}
    assert inversions(totals(scored(since_2014(), rows)), worst_first, "0.001") == set()


def test_the_ranks_of_2014_follow_from_the_printed_index_with_its_ties():
    rows = table("hdi_hdr2015/values")
    scores = scored(flat("HDI-RANK", {"hdi": "1"}, total_digits=3), rows)
    assert places(scores) == printed(rows, "rank")
    assert len(set(places(scores).values())) < len(rows)


def test_what_is_above_a_goalpost_counts_as_the_goalpost():
    rows = [dict(row) for row in table("hdi_hdr2015/values")]
    before = totals(scored(since_2014(), rows))
    above = [row for row in rows if float(row["expected_years_schooling"]) > 18]
    assert len(above) == 5
    for row in above:
        row["expected_years_schooling"] = "18"
    assert totals(scored(since_2014(), rows)) == before


@pytest.mark.parametrize(
    ("index", "flag", "exactly"),
    [
        ("life_expectancy_index", "life_index_reproduces", 14),
        ("education_index", "education_index_reproduces", 21),
        ("gdp_index", "gdp_index_reproduces", 23),
    ],
)
def test_the_indices_of_2007_follow_from_the_printed_inputs(index: str, flag: str, exactly: int):
    rows = _old_rows()
    found = points(scored(until_2009(), rows), index)
    flagged = printed(rows, index, flag)
    assert len(flagged) == exactly
    assert missed(found, flagged) == {}
    blank = {"life_expectancy_index": {"LIE"}, "education_index": {"SGP"}}.get(index, set())
    wanted = {code: number for code, number in printed(rows, index).items() if code not in blank}
    assert missed(found, wanted, "0.001") == {}


def test_the_index_of_2007_follows_from_its_three_printed_indices():
    rows = table("hdi_old_hdr2009/values")
    found = totals(scored(flat("HDI-OLD-3", dict.fromkeys(OLD_INDICES, "1"), total_digits=3), rows))
    flagged = printed(rows, "hdi", "hdi_reproduces_from_printed_indices")
    assert len(flagged) == 19
    assert missed(found, flagged) == {}
    assert missed(found, printed(rows, "hdi"), "0.001") == {}


def test_the_ranks_of_2007_look_behind_the_printed_digits():
    rows = [row for row in _old_rows() if row["code"] not in ("LIE", "SGP")]
    scores = scored(until_2009(), rows)
    assert len(set(places(scores).values())) == len(rows)
    found = {code: -place for code, place in places(scores).items()}
    ties = ({"CHE", "JPN", "LUX"}, {"GBR", "DEU"})
    swapped = inversions(found, printed(rows, "rank"))
    assert all(any(set(pair) <= tie for tie in ties) for pair in swapped)


def _old_rows() -> list[dict[str, str]]:
    """The report applied 99.0 % where it printed no literacy rate."""
    rows = [dict(row) for row in table("hdi_old_hdr2009/values")]
    for row in rows:
        row["adult_literacy_rate"] = row["adult_literacy_rate"] or "99.0"
    return rows
