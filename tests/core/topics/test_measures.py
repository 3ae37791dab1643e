"""Figures as people read them, and arrows where a month moved."""

from dataclasses import replace

import pytest

from core.topics.measures import MEASURES, amount
from core.topics.parameters import read
from core.topics.rules import Heat, Measures

PARAMETERS = read()


def heat(index=50.0, **facts):
    return Heat(Measures("A", "2020-01", **facts), index, index, 1.0, ())


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (3345, "3,345"), (12_900, "1.29万"), (2_569_502, "257万"), (221_400_000, "2.21亿")],
)
def test_large_counts_are_written_in_wan_and_yi(value, text):
    assert amount(value) == text


def test_an_arrow_stands_where_the_index_moved_by_the_threshold_and_not_below():
    arrow = MEASURES["heat"].arrow
    assert arrow(heat(52.0), heat(50.0), PARAMETERS) == "▲"
    assert arrow(heat(51.9), heat(50.0), PARAMETERS) == ""
    assert arrow(heat(48.0), heat(50.0), PARAMETERS) == "▼"
    assert arrow(heat(48.1), heat(50.0), PARAMETERS) == ""
    assert arrow(heat(90.0), None, PARAMETERS) == ""


def test_counts_are_compared_by_share_and_failures_by_points():
    calls, failures = MEASURES["calls"], MEASURES["failures"]
    assert calls.arrow(heat(calls=110), heat(calls=100), PARAMETERS) == "▲"
    assert calls.arrow(heat(calls=91), heat(calls=100), PARAMETERS) == ""
    assert calls.arrow(heat(calls=3), heat(calls=0), PARAMETERS) == "▲"
    now = heat(calls=1000, failures=15)
    assert failures.arrow(now, heat(calls=1000, failures=10), PARAMETERS) == "▲"
    assert failures.arrow(now, heat(calls=1000, failures=11), PARAMETERS) == ""


def test_every_rule_prints_the_threshold_in_force():
    moved = replace(PARAMETERS, arrow_points=3.5)
    assert "3.5 分" in MEASURES["heat"].rule(moved)
    assert "10%" in MEASURES["rows"].rule(PARAMETERS)
    assert "0.5 个百分点" in MEASURES["failures"].rule(PARAMETERS)


def test_every_measure_reads_one_figure_of_a_cell():
    own = heat(calls=20_000, rows=3, consumers=7, failures=200)
    assert {code: measure.exact(measure.value(own)) for code, measure in MEASURES.items()} == {
        "heat": "50.0 分", "calls": "20,000 次", "rows": "3 条", "consumers": "7 个", "failures": "1.0%",
    }  # fmt: skip
