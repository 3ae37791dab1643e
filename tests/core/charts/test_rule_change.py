"""The curve of a rule is the rule: what it draws is what the engine would give."""

import pytest

from core.charts.rule_change import drawable, rule_change
from core.indicators.rules import RULE_KINDS
from tests.builders.systems import ABSOLUTE, COMPARING, parameters

LINEAR = RULE_KINDS["linear"].form.read("零分线=60%；满分线=90%")


@pytest.mark.parametrize("rule", ABSOLUTE)
def test_every_absolute_rule_is_drawn_between_nothing_and_all(rule):
    numbers = parameters(rule)
    assert drawable(rule, numbers)
    figure = rule_change(rule, numbers, "%" if rule == "per_point" else "")
    y = list(figure.data[0].y)
    assert len(y) > 5
    assert min(y) >= 0
    assert max(y) <= 1
    assert len(set(y)) > 1


def test_the_line_passes_through_what_the_rule_says():
    figure = rule_change("linear", LINEAR, "%")
    points = dict(zip(figure.data[0].x, figure.data[0].y, strict=True))
    assert all(y == 0 for x, y in points.items() if x <= 0.6)
    assert all(y == 1 for x, y in points.items() if x >= 0.9)
    assert 0 <= min(points) < max(points) <= 1
    assert figure.layout.title.text.startswith("达到90%得满分，不高于60%不得分，<br>其间按比例计分")


def test_a_change_is_drawn_beside_what_was_before():
    before = ("linear", RULE_KINDS["linear"].form.read("零分线=70%；满分线=100%"))
    assert [trace.name for trace in rule_change("linear", LINEAR, "%", before=before).data] == [
        "改动前",
        "现在",
    ]
    assert len(rule_change("linear", LINEAR, "%", before=("linear", LINEAR)).data) == 1


def test_issues_are_drawn_to_the_last_that_costs_something():
    figure = rule_change("per_issue", RULE_KINDS["per_issue"].form.read("每项扣=20%"), "项")
    assert list(figure.data[0].x)[:2] == [0, 1]
    assert figure.data[0].y[5] == 0


@pytest.mark.parametrize("rule", ["group_p90_log", "checklist", "expert", *COMPARING, "magic"])
def test_what_compares_units_or_measures_no_number_is_no_curve(rule):
    assert not drawable(rule, parameters(rule) if rule in COMPARING else ())
