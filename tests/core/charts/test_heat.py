"""The heat map shows the figures of the view, one hue, arrows where a month moved."""

import pytest

from core.charts.heat import finding, heat_map
from core.topics.measures import MEASURES
from core.topics.ranking import places
from tests.builders.year import heat_view

YEAR = heat_view().months


@pytest.mark.parametrize("measure", MEASURES)
def test_every_cell_holds_the_figure_of_the_view(measure):
    view = heat_view()
    colours, cells = heat_map(view, measure, YEAR).data
    shown = MEASURES[measure]
    rows = [place.topic for place in places(view, "2020-12")]
    assert [list(row) for row in colours.z] == [
        [shown.value(view.heat(topic, month)) for month in YEAR] for topic in rows
    ]
    assert len(cells.text) == 144
    for text, facts in zip(cells.text, cells.customdata, strict=True):
        value = shown.value(view.heat(facts[0], facts[1]))
        assert text.rstrip("▲▼") == shown.text(value)
        assert facts[2] == shown.exact(value)


def test_arrows_are_those_of_the_month_before_and_january_has_none():
    view = heat_view()
    _, cells = heat_map(view, "heat", YEAR).data
    for text, (topic, month, *_) in zip(cells.text, cells.customdata, strict=True):
        before = view.before(month)
        change = view.heat(topic, month).published - view.heat(topic, before).published if before else 0
        assert text.endswith("▲") == (change >= 2)
        assert text.endswith("▼") == (change <= -2)


def test_a_part_of_the_year_keeps_the_month_before_its_first():
    _, cells = heat_map(heat_view(), "heat", YEAR[3:6]).data
    assert len(cells.text) == 36
    whole = heat_map(heat_view(), "heat", YEAR).data[1]
    texts = {tuple(facts[:2]): text for text, facts in zip(whole.text, whole.customdata, strict=True)}
    for text, facts in zip(cells.text, cells.customdata, strict=True):
        assert text == texts[tuple(facts[:2])]


def test_the_cell_looked_into_is_framed_and_no_other():
    assert not heat_map(heat_view(), "heat", YEAR).layout.shapes
    [frame] = heat_map(heat_view(), "heat", YEAR, ("206", "2020-09")).layout.shapes
    assert (frame.x0 + frame.x1) / 2 == pytest.approx(8)


def test_the_title_says_who_and_the_line_below_where_it_is_from():
    view = heat_view()
    text = heat_map(view, "heat", YEAR).layout.title.text
    assert text.replace("<br>", "").startswith(finding(view, "2020-12"))
    assert "最热" in text
    assert "▲▼ 比上月升降 2 分及以上" in text
    assert view.state.mark in text
    assert f"参数版本 {view.parameters.version}" in text


def test_dark_cells_carry_white_figures():
    colours, cells = heat_map(heat_view(), "heat", YEAR).data
    flat = [value for row in colours.z for value in row]
    assert all(
        (colour == "#FFFFFF") == (value > 62)
        for colour, value in zip(cells.textfont.color, flat, strict=True)
    )
