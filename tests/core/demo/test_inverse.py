"""Rules backwards: the value they give earns the wanted part again."""

from fractions import Fraction

import numpy as np
import pytest

from core.demo.inverse import INVERSES, value_earning
from core.demo.prepare import committed_system
from core.indicators.rules import RULE_KINDS


def _metrics(*rules: str):
    system, _ = committed_system("department")
    return [metric for metric in system.metrics if metric.rule in rules]


@pytest.mark.parametrize("metric", _metrics("linear", "reverse", "per_point"), ids=lambda metric: metric.code)
@pytest.mark.parametrize("part", [0.25, 0.5, 0.9])
def test_a_rule_gives_the_wanted_part_for_the_value_its_inverse_found(metric, part):
    value = value_earning(metric, part)
    (earned,) = RULE_KINDS[metric.rule].function(
        np.array([value]), [float(number) for number in metric.parameters], None
    )
    assert earned == pytest.approx(part)


@pytest.mark.parametrize("metric", _metrics("tiers"), ids=lambda metric: metric.code)
def test_a_ramp_through_tiers_reaches_both_ends(metric):
    top = max(metric.parameters[::2])
    assert value_earning(metric, 1.0) == pytest.approx(float(top))
    assert value_earning(metric, 0.0) < float(min(metric.parameters[::2]))


def test_rates_stay_within_nothing_and_all():
    (metric,) = _metrics("linear")[:1]
    assert (value_earning(metric, 9.0), value_earning(metric, -9.0)) == (1.0, 0.0)


def test_every_rule_that_measures_something_has_an_inverse():
    left_out = {metric.rule for metric in committed_system("county")[0].metrics} - set(INVERSES)
    assert left_out == {"checklist", "expert", "group_p90_log"}
    assert isinstance(_metrics("tiers")[0].parameters[0], Fraction)
