"""The ranking shows the edition's numbers and nothing out of reach."""

from statistics import mean

import pytest

from core.charts.ranking import finding, ranking
from core.charts.style import GRADE_COLOURS, OWN, TEMPLATE
from tests.core.charts.views import board_view


def bars(figure):
    """(unit code, total, colour) of every bar."""
    return {
        facts[0]: (facts, x, colour)
        for trace in figure.data
        for facts, x, colour in zip(trace.customdata, trace.x, trace.marker.color, strict=True)
    }


@pytest.mark.parametrize("audience", ["department", "county"])
def test_every_unit_has_its_total_its_rank_and_its_grades_colour(audience):
    view = board_view(audience)
    shown = bars(ranking(view))
    assert len(shown) == len(view.units)
    for unit in view.units:
        facts, x, colour = shown[unit.code]
        assert list(facts[1:]) == [unit.name, unit.rank, unit.grade]
        assert x == float(unit.total)
        assert colour == GRADE_COLOURS[unit.grade]


def test_the_own_unit_stands_out():
    shown = bars(ranking(board_view("department"), own_code="M05"))
    assert [code for code, (_, _, colour) in shown.items() if colour == OWN] == ["M05"]


def test_the_best_unit_stands_on_top():
    view = board_view("county")
    axis = ranking(view).layout.yaxis
    assert axis.categoryarray[0] == view.units[0].short_name
    assert axis.autorange == "reversed"


def test_the_title_is_the_finding_in_chinese_and_the_footer_names_the_edition():
    view = board_view("county")
    figure = ranking(view)
    average = mean(float(unit.total) for unit in view.units)
    assert finding(view) == f"{view.units[0].short_name}居首，13 个单位平均 {average:.2f} 分"
    assert figure.layout.title.text.startswith(finding(view))
    assert "虚线为平均分" in figure.layout.title.text
    assert "2020年度初评版 · 校验码 abababab" in figure.layout.title.text
    assert figure.layout.template == TEMPLATE
    assert figure.layout.shapes[0].x0 == pytest.approx(average)


def test_a_board_in_part_tells_places_and_no_average():
    view = board_view("department", only="M05")
    figure = ranking(view)
    assert list(bars(figure)) == ["M05"]
    assert finding(view) == f"{view.units[0].short_name}第 {view.units[0].rank} 名"
    assert "平均" not in figure.layout.title.text
    assert not figure.layout.shapes
