"""The distribution counts every unit once, in its band."""

from core.charts.distribution import distribution, finding
from core.charts.style import TEMPLATE
from tests.core.results.boards import board, city


def test_every_unit_is_counted_once_in_its_band():
    figure = distribution(city())
    for trace, audience in zip(figure.data, ("department", "county"), strict=True):
        totals = [unit.total for unit in board(audience).units]
        assert sum(trace.y) == len(totals)
        for name, count in zip(trace.x, trace.y, strict=True):
            low, high = map(int, name.split("–"))
            assert count == sum(low <= total < high or total == high == 100 for total in totals)


def test_the_title_is_the_finding_and_the_edition_stands_below_it():
    view = city()
    title = distribution(view).layout.title.text
    assert title.startswith(finding(view))
    assert "市级部门" in finding(view)
    assert "县市区" in finding(view)
    assert "较上期增减" in title
    assert "2020年度初评版 · 校验码 abababab" in title
    assert distribution(view).layout.template == TEMPLATE


def test_with_one_edition_no_change_is_drawn():
    figure = distribution(city(compared=False))
    assert "较上期" not in figure.layout.title.text
    assert all("<br>" not in text for trace in figure.data for text in trace.text)
