"""The Gender Inequality Index: geometric means inside a harmonic one, cuts, and less is better.

Published as 1 − H / G with H the harmonic mean of women and men and G a geometric mean over arithmetic
ones. H / G is the harmonic mean of women / G and men / G; and w / ((w + m) / 2) = 2 / (1 + m / w) is the
harmonic mean of 1 and w / m. So it is a tree of means of what women have to what men have, and back.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from core.indicators.node import Node
from core.indicators.system import IndicatorSystem, Metric
from tests.published.building import PLAIN, metric, node, weighted
from tests.published.printed import Row, inversions, missed, printed, scored, table, totals

# Deaths are cut to 10–1000 and counted in tens; what is better when small is turned over.
DEATHS = ("goalposts", "下限=10；上限=1000；区间=1~100")
TURNED = ("distance", "参照=1；方向=越小越好")
BOTH = {"aggregation": "harmonic"}
ROOT = {"aggregation": "geometric"}
REMAINDER = ("goalposts", "下限=0；上限=1；方向=越小越好；截断=不截断")


@cache
def gender_inequality() -> IndicatorSystem:
    sides = [_side("w", TURNED), _side("m", PLAIN)]
    return weighted(
        "GII",
        tuple(part for nodes, _ in sides for part in nodes),
        tuple(part for _, metrics in sides for part in metrics),
        aggregation="harmonic",
        scale=REMAINDER,
        leaf_digits=6,
        total_digits=3,
    )


def _side(side: str, turn: tuple[str, str]) -> tuple[tuple[Node, ...], tuple[Metric, ...]]:
    """Women to men, or men to women, in health, empowerment and labour."""
    nodes = (
        node(side, **ROOT),
        node(f"{side}-health", side, **BOTH),
        node(f"{side}-birth", f"{side}-health", **ROOT),
        node(f"{side}-deaths", f"{side}-birth", scale=turn),
        node(f"{side}-young", f"{side}-birth", scale=turn),
        node(f"{side}-health-1", f"{side}-health"),
        node(f"{side}-empowerment", side, **BOTH),
        node(f"{side}-power", f"{side}-empowerment", **ROOT),
        node(f"{side}-empowerment-1", f"{side}-empowerment"),
        node(f"{side}-labour", side, **BOTH),
    )
    metrics = (
        metric(f"{side}-mmr", f"{side}-deaths", DEATHS),
        metric(f"{side}-abr", f"{side}-young"),
        metric(f"{side}-one", f"{side}-health-1"),
        metric(f"{side}-parliament", f"{side}-power", input="ratio"),
        metric(f"{side}-school", f"{side}-power", input="ratio"),
        metric(f"{side}-two", f"{side}-empowerment-1"),
        metric(f"{side}-work", f"{side}-labour", input="ratio"),
        metric(f"{side}-three", f"{side}-labour"),
    )
    return nodes, metrics


def _rows() -> list[dict[str, str]]:
    return [{**row, **dict(_columns(row))} for row in table("gii_hdr2021_22/values")]


def _columns(row: Row) -> Iterator[tuple[str, str]]:
    """The printed columns for both sides; a parliament without women counts as one with 0.1 %."""
    women = row["parliament_seats_female_pct"]
    shares = {
        "parliament": (women if float(women) else "0.1", str(100 - Decimal(women))),
        "school": (row["secondary_education_female_pct"], row["secondary_education_male_pct"]),
        "work": (row["labour_force_female_pct"], row["labour_force_male_pct"]),
    }
    for side, order in (("w", 1), ("m", -1)):
        yield f"{side}-mmr", row["maternal_mortality_ratio"]
        yield f"{side}-abr", row["adolescent_birth_rate"]
        yield from ((f"{side}-{name}", "1") for name in ("one", "two", "three"))
        for name, pair in shares.items():
            yield from zip((f"{side}-{name}/分子", f"{side}-{name}/分母"), pair[::order], strict=True)


def test_the_index_of_gender_inequality_follows_from_the_printed_inputs():
    rows = _rows()
    found = totals(scored(gender_inequality(), rows))
    flagged = printed(rows, "gii", "reproduces_exactly")
    assert len(flagged) == 68
    assert missed(found, flagged) == {}
    assert missed(found, printed(rows, "gii"), "0.002") == {}


def test_the_order_of_countries_by_inequality_is_the_printed_one():
    rows = _rows()
    found = totals(scored(gender_inequality(), rows))
    worst_first = {code: -number for code, number in printed(rows, "gii").items()}
    assert inversions(found, worst_first, "0.002") == set()
