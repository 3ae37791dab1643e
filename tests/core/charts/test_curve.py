"""The curve is the scoring engine's own function, drawn over the values that can be."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from core.charts.curve import curve, has_curve
from core.indicators.rules import RULE_KINDS
from tests.builders.indicators import LIST, RATE, indicator, watched

DRAWN = {
    "linear": ("ratio", "零分线=60%；满分线=100%"),
    "reverse": ("ratio", "满分线=2%；零分线=20%"),
    "tiers": ("ratio", "≥95%：1；≥80%：2/3；≥60%：1/3"),
    "tiers_down": ("ratio", "≤2%：1；≤5%：0.5"),
    "per_point": ("ratio", "目标=100%；每低1个百分点扣=5%"),
    "per_issue": ("count", "每项扣=20%"),
    "lookup": ("value", "0：0；1：0.5；2：1"),
    "piecewise": ("value", "0：0；60：0.6；100：1"),
    "goalposts": ("value", "下限=1；上限=100；对数=是"),
}


def metric(rule: str):
    measured, text = DRAWN[rule]
    unit = "%" if measured == "ratio" else "项"
    return replace(RATE, rule=rule, input=measured, parameters=RULE_KINDS[rule].form.read(text), unit=unit)


@pytest.mark.parametrize("rule", DRAWN)
def test_a_curve_runs_from_nothing_to_the_marks_of_its_part(rule):
    figure = curve(indicator(), metric(rule), number=3)
    [line] = figure.data
    assert np.isfinite(line.y).all()
    # 5.5 marks, of which the metric is worth 60 %.
    assert (round(max(line.y), 4), round(min(line.y), 4)) == (3.3, 0.0)
    assert list(line.x) == sorted(line.x)
    if metric(rule).unit == "%":
        assert 0 <= min(line.x) < max(line.x) <= 100
    assert "第 3 版" in figure.layout.title.text


def test_the_line_bends_where_the_rule_says():
    [line] = curve(indicator(), RATE, number=1).data
    points = dict(zip(np.round(line.x, 6), np.round(line.y, 6), strict=True))
    assert points[60.0] == 0
    assert points[100.0] == 3.3


def test_what_is_not_scored_is_drawn_in_per_cent():
    figure = curve(replace(watched(), metrics=(RATE,)), RATE, number=1)
    assert max(figure.data[0].y) == 100
    assert figure.layout.yaxis.title.text == "得分（%）"


def test_rules_that_look_at_others_or_at_lists_have_no_curve():
    assert has_curve(RATE)
    assert not has_curve(LIST)
    assert not has_curve(replace(RATE, rule=""))
    assert not has_curve(replace(RATE, rule="group_p90_log", input="value", parameters=()))
    assert not has_curve(replace(RATE, rule="rank", input="value", parameters=(Fraction(0),) * 6))
