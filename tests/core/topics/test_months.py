"""Months people look at together."""

from dataclasses import replace

from core.topics.months import SPANS, spans
from tests.builders.year import heat_view


def test_a_whole_year_offers_every_span_with_its_months():
    found = spans(heat_view(), "2020")
    assert list(found) == list(SPANS)
    assert found["q2"] == ("2020-04", "2020-05", "2020-06")
    assert len(found["all"]) == 12


def test_a_year_under_way_offers_only_what_it_holds():
    view = replace(heat_view(), months=("2020-11", "2020-12", "2021-01"))
    assert spans(view, "2021") == {"all": ("2021-01",), "h1": ("2021-01",), "q1": ("2021-01",)}
    assert spans(view, "2019") == {}
