"""The bounds stand below what would hurt the house."""

from connectors.base import MOST_ROWS, MOST_SECONDS
from core.collection.runs import CLAIM_TIME


def test_no_fetch_may_outlast_the_claim_it_is_made_under():
    assert CLAIM_TIME.total_seconds() > MOST_SECONDS
    assert MOST_ROWS == 100_000
