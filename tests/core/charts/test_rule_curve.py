"""A rule's curve turns where the rule says and earns what the engine would give."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from core.charts.rule_curve import finding, has_curve, rule_curve
from core.indicators.rules import RULE_KINDS
from core.indicators.system import Metric
from tests.builders.evaluation import prepared

LINEAR = Metric("A21-1", "A21", "编目完整率", Fraction(35), "ratio", "linear", (Fraction(3, 5), Fraction(1)))


def line(metric: Metric, full: str = "2"):
    (trace,) = rule_curve(metric, Decimal(full)).data
    return dict(zip((round(x, 6) for x in trace.x), trace.y, strict=True)), trace


def test_a_line_runs_from_nothing_to_the_full_marks_worked_by_hand():
    # 60 % earns nothing, 100 % the whole 2 points; the drawing begins a fifth of the 40 points before 60 %.
    points, trace = line(LINEAR)
    assert points == {0.52: 0.0, 0.6: 0.0, 1.0: 2.0}
    assert trace.line.shape == "linear"
    figure = rule_curve(LINEAR, Decimal(2))
    assert list(figure.layout.xaxis.ticktext) == ["60%", "100%"]
    assert list(figure.layout.yaxis.ticktext) == ["0.00 分", "2.00 分"]
    assert figure.layout.title.text == "达到 100% 得 2.00 分"


def test_tiers_keep_their_height_from_the_bound_on():
    tiers = replace(
        LINEAR, rule="tiers", parameters=(Fraction(19, 20), Fraction(1), Fraction(4, 5), Fraction(1, 2))
    )
    points, trace = line(tiers)
    assert trace.line.shape == "hv"
    assert points[0.8] == 1.0
    assert points[0.95] == 2.0


def test_less_is_better_falls_and_counts_begin_at_none():
    slow = replace(
        LINEAR, rule="reverse", input="value", unit="毫秒", parameters=(Fraction(1000), Fraction(3000))
    )
    points, _ = line(slow)
    assert points == {600.0: 2.0, 1000.0: 2.0, 3000.0: 0.0, 3400.0: 0.0}
    assert finding(slow, Decimal(2)) == "不超过 1000毫秒 得 2.00 分"
    issues = replace(LINEAR, rule="per_issue", input="count", unit="项", parameters=(Fraction(1, 5),))
    points, _ = line(issues)
    assert points == {0.0: 2.0, 5.0: 0.0, 6.0: 0.0}
    assert finding(issues, Decimal(2)) == "为 0项 得 2.00 分"


@pytest.mark.parametrize("audience", ["department", "county"])
def test_every_metric_of_both_systems_is_drawn_or_compares_with_others(audience):
    for metric in prepared(audience).system.metrics:
        if has_curve(metric):
            assert max(rule_curve(metric, Decimal(3)).data[0].y) == pytest.approx(3)
        else:
            assert metric.rule in ("checklist", "group_p90_log", "expert")


def test_rules_that_compare_with_others_have_no_curve():
    for code in ("group_p90_log", "min_max", "z_score", "rank", "percentile", "distance"):
        assert code in RULE_KINDS
        assert not has_curve(replace(LINEAR, rule=code))
