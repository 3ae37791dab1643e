"""Every denominator of both systems has a size that can be reckoned in the order of the columns."""

import pytest

from core.collection.columns import denominator, numerator
from core.demo.draws import Draws
from core.demo.prepare import committed_system
from core.demo.sizes import FIXED_NUMERATORS, SIZES, quantities, size_of
from core.demo.stories import unit_stories


@pytest.mark.parametrize("audience", ["department", "county"])
def test_every_ratio_has_a_size_reckoned_from_what_comes_before(audience):
    system, _ = committed_system(audience)
    known = set(quantities(next(iter(unit_stories().values())), Draws(1)))
    for metric in system.metrics:
        if metric.input in ("ratio", "complement"):
            source = FIXED_NUMERATORS.get(metric.code) or SIZES[metric.code].of
            assert source in known, metric.code
            known |= {numerator(metric.code), denominator(metric.code)}


def test_sizes_keep_their_lower_bound():
    assert size_of("A11-4", {numerator("A11-1"): 1}, "M01", Draws(1)) == 2
    assert size_of("B22-3", {"catalogues": 0}, "M01", Draws(1)) == 0
