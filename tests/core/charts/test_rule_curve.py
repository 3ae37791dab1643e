"""A rule's curve turns where the rule says and earns what the engine would give."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from core.charts.rule_curve import finding, has_curve, rule_curve
from core.indicators.rules import RULE_KINDS
from core.indicators.system import Metric
from tests.builders.evaluation import prepared
from tests.builders.systems import ABSOLUTE, COMPARING, parameters

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


def scored_by(rule: str) -> Metric:
    return replace(LINEAR, rule=rule, input="value", unit="", parameters=parameters(rule))


@pytest.mark.parametrize("rule", ABSOLUTE)
def test_every_absolute_rule_runs_from_nothing_to_the_full_marks(rule):
    assert has_curve(scored_by(rule))
    points, trace = line(scored_by(rule), "3.3")
    assert (round(max(points.values()), 4), round(min(points.values()), 4)) == (3.3, 0.0)
    assert list(trace.x) == sorted(trace.x)


def test_a_rule_on_a_logarithm_is_drawn_as_a_curve_and_single_values_as_dots():
    points, trace = line(scored_by("goalposts"))
    assert len(points) > 100
    # ln(10) is half of ln(100): the middle of the marks, though ten is far from the middle of the values.
    nearest = min(points, key=lambda value: abs(value - 10))
    assert points[nearest] == pytest.approx(1, abs=0.05)
    assert len(rule_curve(scored_by("goalposts"), Decimal(2)).layout.yaxis.tickvals) == 2
    dots, trace = line(scored_by("lookup"))
    assert trace.mode == "markers"
    assert dots == {0.0: 0.0, 50.0: 1.0, 100.0: 2.0}


def test_rates_stay_within_the_whole_and_below_zero_is_drawn_where_a_rule_turns_there():
    assert max(line(LINEAR)[0]) == 1.0
    below = replace(LINEAR, input="value", unit="", parameters=(Fraction(-10), Fraction(10)))
    assert min(line(below)[0]) == -14.0


def test_what_has_no_marks_is_drawn_in_per_cent():
    figure = rule_curve(LINEAR, None)
    assert max(figure.data[0].y) == 100
    assert list(figure.layout.yaxis.ticktext) == ["0%", "100%"]
    assert figure.layout.title.text == "达到 100% 得满分"


def test_a_change_is_drawn_beside_what_was_before():
    before = replace(LINEAR, parameters=(Fraction(1, 2), Fraction(4, 5)))
    figure = rule_curve(LINEAR, None, before=before)
    assert [trace.name for trace in figure.data] == ["改动前", "现在"]
    assert figure.layout.showlegend
    # Both over the same stretch, ticks where the rule of today turns.
    assert [trace.x[0] for trace in figure.data] == [0.4, 0.4]
    assert list(figure.layout.xaxis.ticktext) == ["60%", "100%"]


def test_the_same_rule_or_one_without_a_curve_is_nothing_to_compare_with():
    ranked = replace(LINEAR, rule="rank", parameters=parameters("rank"))
    for before in (LINEAR, replace(LINEAR, name="改了名"), ranked):
        assert len(rule_curve(LINEAR, None, before=before).data) == 1


def test_rules_that_compare_with_others_list_or_count_votes_have_no_curve():
    for code in COMPARING:
        assert code in RULE_KINDS
        assert not has_curve(replace(LINEAR, rule=code, parameters=parameters(code)))
    for code in ("group_p90_log", "checklist", "expert", ""):
        assert not has_curve(replace(LINEAR, rule=code, parameters=()))
