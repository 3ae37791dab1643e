"""The figures of the three comparisons show the rows they are given and break where definitions do."""

from dataclasses import replace

import pytest

from core.charts.comparing import (
    gap_words,
    peers_chart,
    peers_finding,
    periods_chart,
    periods_finding,
    within_chart,
)
from core.charts.style import OWN
from core.results.comparing import PeerRow, Peers, PeriodPoint, Periods, Within
from core.results.content import NodePoints
from tests.core.charts.views import EDITION, board_view, unit_view


def peers(*, only: str = "") -> Peers:
    view = board_view("county", only=only)
    found = [
        PeerRow(unit, node := unit.node("C12"), float(node.points / node.marks), unit.rank, 0.1)
        for unit in view.units
    ]
    return Peers(view, "C12", "数据交互", tuple(found), 0.9, None)


def periods(*facts: tuple[str, str, bool]) -> Periods:
    """Points of (period, total, joined)."""
    from decimal import Decimal

    made = [
        PeriodPoint(
            replace(EDITION, period=period),
            NodePoints("", Decimal(total), Decimal(100)),
            float(total) / 100,
            None,
            3,
            joined,
            "" if joined else "口径有变",
        )
        for period, total, joined in facts
    ]
    return Periods(unit_view("M05"), "", "总分", tuple(made))


def test_within_draws_the_profile_and_the_line_of_full_marks():
    figure = within_chart(Within(unit_view("M05"), ()))
    assert [shape.x0 for shape in figure.layout.shapes] == [1]
    assert figure.layout.annotations[0].text == "满分线"
    assert "低于同组中位数" in figure.layout.title.text


def test_peers_draw_every_row_and_the_mean_of_the_best_three():
    found = peers()
    figure = peers_chart(found)
    (bars,) = figure.data
    assert list(bars.x) == [row.rate for row in found.rows]
    assert figure.layout.shapes[0].x0 == 0.9
    assert "2020年度初评版" in figure.layout.title.text


def test_a_unit_alone_is_drawn_in_its_own_colour_and_told_its_own_gap():
    found = peers(only="371402")
    (bars,) = peers_chart(found).data
    assert len(bars.y) == 1
    assert list(bars.marker.color) == [OWN]
    assert peers_finding(found).endswith("比前三平均低 10.0 个百分点")


@pytest.mark.parametrize(
    ("gap", "text"), [(0.081, "比前三平均低 8.1 个百分点"), (0.0, "达到前三平均"), (-0.1, "达到前三平均"), (None, "不适用")]
)  # fmt: skip
def test_a_gap_is_told_in_points_of_a_per_cent(gap, text):
    assert gap_words(gap) == text


def test_a_line_is_joined_over_comparable_periods_and_broken_elsewhere():
    found = periods(("一季度", "70", True), ("二季度", "75", True), ("三季度", "60", False))
    lines = [trace for trace in periods_chart(found).data if trace.name == found.view.unit.short_name]
    assert [list(trace.x) for trace in lines] == [["一季度", "二季度"], ["三季度"]]
    assert [round(y, 2) for trace in lines for y in trace.y] == [0.7, 0.75, 0.6]
    assert periods_finding(found).endswith("总分：口径有变，与上期不作比较")


def test_five_quarters_stand_level_and_the_axis_says_where_it_begins():
    found = periods(("2020年三季度", "72", True), ("2020年四季度", "75", True), ("2020年度", "76", True))
    figure = periods_chart(found)
    assert list(figure.layout.xaxis.ticktext) == ["2020年<br>三季度", "2020年<br>四季度", "2020年度"]
    assert figure.layout.xaxis.tickangle == 0
    # The lowest is 72 %: the axis begins a step of ten below 70 %.
    assert figure.layout.yaxis.range[0] == 0.6
    assert "纵轴从 60% 起" in figure.layout.title.text
    low = periods_chart(periods(("2020年度", "8", True)))
    assert low.layout.yaxis.range[0] == 0
    assert "纵轴" not in low.layout.title.text


def test_the_change_is_told_where_there_is_one_and_why_not_where_there_is_none():
    name = unit_view("M05").unit.short_name
    assert (
        periods_finding(periods(("一季度", "70", True), ("二季度", "75.5", True)))
        == f"{name}总分较一季度 +5.50 分"
    )
    assert periods_finding(periods(("一季度", "70", True))) == f"{name}只有一季度一期，不作升降比较"
