"""Evaluations of Chinese government websites: points added up, and two ways of counting places."""

from decimal import Decimal

import pytest

from core.indicators.curve_rules import LINEAR
from core.indicators.node import Node
from core.indicators.system import GradeBand, IndicatorSystem, Metric
from tests.published.building import read_back
from tests.published.printed import missed, places, printed, scored, table, totals

DIMENSIONS = {
    "information_disclosure_max30": 30,
    "online_service_max25": 25,
    "interaction_max10": 10,
    "user_satisfaction_max20": 20,
    "internationalisation_max15": 15,
}


def added(full: dict[str, int], ties: str = "competition") -> IndicatorSystem:
    """Points of the columns added up, each at most its full marks."""
    return read_back(
        IndicatorSystem(
            "SITES",
            "政府网站绩效",
            "1",
            "general",
            tuple(Node(code, code, full_marks=Decimal(most), definition="得分") for code, most in full.items()),
            tuple(
                Metric(
                    code, code, code, Decimal(100), "value", "linear",
                    LINEAR.form.read(f"零分线=0；满分线={most}"), unit="分",
                )
                for code, most in full.items()
            ),
            grades=(GradeBand("D", "全部", Decimal(0)),),
            leaf_digits=1,
            total_digits=1,
            ties=ties,
        )
    )  # fmt: skip


def test_the_totals_and_ranks_of_city_websites_follow_from_five_dimensions():
    rows = table("cn_gov_websites/values")
    scores = scored(added(DIMENSIONS), rows)
    assert missed(totals(scores), printed(rows, "total")) == {}
    assert places(scores) == printed(rows, "rank")


@pytest.mark.parametrize(("style", "count"), [("competition", 21), ("dense", 17)])
def test_the_ranks_of_ministries_follow_from_totals_with_either_way_of_counting(style: str, count: int):
    rows = [
        {**row, "code": row["name"]}
        for row in table("cn_gov_websites/rank_styles")
        if row["rank_style"] == style
    ]
    assert len(rows) == count
    assert places(scored(added({"total": 100}, style), rows)) == printed(rows, "rank")
