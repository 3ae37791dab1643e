"""Sustainable connectivity of the ASEM countries: two pillars of pillars."""

from decimal import Decimal

from tests.published.building import PLAIN_OF_HUNDRED, metric, node, weighted
from tests.published.printed import inversions, missed, points, printed, scored, table, totals

ROWS = table("coinr_asem_levels/values")
PILLARS = {
    "Conn": ("Physical", "ConEcFin", "Political", "Instit", "P2P"),
    "Sust": ("Environ", "Social", "SusEcFin"),
}


def test_the_index_of_connectivity_follows_from_its_eight_pillars():
    system = weighted(
        "ASEM",
        tuple(
            node(code, parent)
            for above, below in PILLARS.items()
            for code, parent in ((above, ""), *((pillar, above) for pillar in below))
        ),
        tuple(metric(pillar, pillar, PLAIN_OF_HUNDRED) for below in PILLARS.values() for pillar in below),
        full_marks=Decimal(100),
    )
    scores = scored(system, ROWS)
    assert missed(totals(scores), printed(ROWS, "Index")) == {}
    assert inversions(totals(scores), printed(ROWS, "rank_of_51")) == set()
    for above in PILLARS:
        assert missed(points(scores, above), printed(ROWS, above), "0.01") == {}
