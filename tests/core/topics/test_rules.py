"""The index against cases worked by hand."""

import math
from dataclasses import replace
from decimal import Decimal

import pytest

from core.topics.parameters import read
from core.topics.rules import Measures, PartKind, distance, heats, ranks, window

PARAMETERS = read()
YEAR = [f"2020-{month:02d}" for month in range(1, 13)]


def cell(topic, month, calls, **facts):
    usual = {"raw": calls, "calls": calls, "counted": float(calls), "consumers": calls, "rows": calls,
             "published": 10, "resources": 5}  # fmt: skip
    return Measures(topic, month, **{**usual, **facts})


def test_two_topics_of_one_month_stand_at_both_ends_of_the_scale():
    found = heats([cell("A", "2020-01", 0, resources=0), cell("B", "2020-01", 100)], PARAMETERS)
    cold, hot = found["A", "2020-01"], found["B", "2020-01"]
    # Growth of a first month is 0.5: 100 x 0.15 x 0.5.
    assert cold.published == Decimal("7.5")
    # Calls, consumers, rows and usage all at 1: 100 x (0.85 + 0.075).
    assert hot.published == Decimal("92.5")
    assert [part.points for part in hot.parts] == [
        Decimal(p) for p in ("30.0", "25.0", "15.0", "15.0", "7.5")
    ]


def test_growth_is_the_month_over_the_mean_of_at_most_three_before():
    calls = [9, 19, 39, 59, 79]
    found = heats([cell("A", month, n) for month, n in zip(YEAR, calls, strict=False)], PARAMETERS)

    def growth(month):
        return next(p for p in found["A", month].parts if p.kind is PartKind.GROWTH)

    assert growth("2020-01").normalised == 0.5
    assert growth("2020-02").value == pytest.approx(20 / 10)
    assert growth("2020-03").value == pytest.approx(40 / 15)
    assert growth("2020-05").value == pytest.approx(80 / 40)
    assert growth("2020-05").normalised == pytest.approx(0.5 + 0.5 * math.tanh(math.log(2)))


def test_failures_above_one_percent_take_off_twice_their_excess_down_to_four_fifths():
    for failures, quality in ((1, 1.0), (6, 0.9), (50, 0.8)):
        own = cell("A", "2020-01", 100, failures=failures)
        heat = heats([own, cell("B", "2020-01", 0)], PARAMETERS)["A", "2020-01"]
        assert heat.quality == pytest.approx(quality)
        assert (heat.parts[-1].kind is PartKind.QUALITY) == (quality < 1)
        assert sum(part.points for part in heat.parts) == heat.published


def test_the_trend_halves_what_lies_three_months_back():
    calls = [100, 0, 0, 0]
    own = [cell("A", month, n, resources=0) for month, n in zip(YEAR, calls, strict=False)]
    found = heats(own, PARAMETERS)
    values = [found["A", month].index for month in YEAR[:4]]
    expected = values[0]
    for value in values[1:]:
        expected = value * (1 - 0.5 ** (1 / 3)) + expected * 0.5 ** (1 / 3)
    assert found["A", "2020-04"].trend == pytest.approx(expected)


def test_a_silent_month_of_a_topic_counts_as_zeros_with_its_published_resources():
    found = heats([cell("A", "2020-01", 5), cell("A", "2020-02", 5), cell("B", "2020-02", 5)], PARAMETERS)
    assert found["B", "2020-01"].measures == Measures("B", "2020-01", published=10)


def test_the_window_is_the_past_twelve_months_or_the_whole_year_where_fewer_are_held():
    assert window(YEAR, "2020-05", PARAMETERS) == YEAR
    both = [f"2019-{month:02d}" for month in range(6, 13)] + YEAR
    assert window(both, "2020-05", PARAMETERS) == both[:12]
    assert window(both, "2020-04", PARAMETERS) == YEAR
    assert distance("2019-11", "2020-02") == 3


def test_a_scale_of_one_point_tells_only_above_from_not_above():
    same = [cell(topic, "2020-01", 7) for topic in "ABC"]
    assert {heat.parts[0].normalised for heat in heats(same, PARAMETERS).values()} == {0.0}


def test_another_weight_moves_the_index_by_its_part():
    own = [cell("A", "2020-01", 0), cell("B", "2020-01", 100)]
    moved = replace(PARAMETERS, weight_calls=0.2, weight_growth=0.25)
    assert heats(own, moved)["B", "2020-01"].index == pytest.approx(87.5)


def test_equal_indices_share_a_place_and_the_next_is_skipped():
    values = {"a": Decimal("9.1"), "b": Decimal("8.0"), "c": Decimal("8.0"), "d": Decimal("1.0")}
    assert ranks(values) == {"a": 1, "b": 2, "c": 2, "d": 4}
