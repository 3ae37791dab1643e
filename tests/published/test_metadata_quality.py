"""The metadata quality of an open data catalogue: 23 checks in five dimensions, and a rating."""

from decimal import Decimal
from functools import cache

from core.indicators.curve_rules import LINEAR
from core.indicators.node import Node
from core.indicators.system import GradeBand, IndicatorSystem, Metric
from core.scoring.scores import Scores
from tests.published.building import read_back
from tests.published.printed import scored, table

CHECKS = table("mqa_ckan_checklist/values")
DIMENSIONS = tuple(dict.fromkeys(row["dimension"] for row in CHECKS))
BANDS = {"Excellent": 351, "Good": 221, "Sufficient": 121, "Bad": 0}


@cache
def catalogue() -> IndicatorSystem:
    checks = (
        Node(
            row["code"],
            row["indicator"],
            row["dimension"],
            full_marks=Decimal(row["weight"]),
            definition="通过率",
        )
        for row in CHECKS
    )
    whole = LINEAR.form.read("零分线=0%；满分线=100%")
    return read_back(
        IndicatorSystem(
            "MQA",
            "元数据质量",
            "1",
            "general",
            (*(Node(name, name) for name in DIMENSIONS), *checks),
            tuple(
                Metric(
                    f"{row['code']}-1", row["code"], row["indicator"], Decimal(100), "ratio", "linear", whole
                )
                for row in CHECKS
            ),
            grades=tuple(GradeBand(name, name, Decimal(lower)) for name, lower in BANDS.items()),
            full_marks=Decimal(405),
        )
    )


def _scores() -> Scores:
    counted = {
        f"{row['code']}-1/{part}": row[header]
        for row in CHECKS
        for part, header in (("分子", "count"), ("分母", "population"))
    }
    return scored(catalogue(), [{"code": "CKAN", "name": "CKAN", **counted}])


def test_the_points_of_every_check_follow_from_its_count():
    scores = _scores()
    assert [scores.leaves.decimal(0, at) for at in range(23)] == [
        Decimal(row["points_printed"]) for row in CHECKS
    ]


def test_the_total_and_rating_of_the_catalogue_follow_from_rounded_checks():
    scores = _scores()
    assert scores.total.decimal(0) == Decimal("280.31")
    assert scores.bands[0].name == "Good"
