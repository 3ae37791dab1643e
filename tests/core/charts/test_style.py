"""One house style for every figure."""

import plotly.graph_objects as go

from core.charts.style import FONT, GRADE_COLOURS, TEMPLATE, finish, two_line_finding
from tests.core.results.boards import board


def test_a_finished_figure_says_what_how_and_whence():
    figure = finish(go.Figure(), finding="甲居首", definition="总分", source="某版次", height=400)
    assert figure.layout.title.text.startswith("甲居首<br>")
    assert "总分" in figure.layout.title.text
    assert "某版次" in figure.layout.title.text
    assert figure.layout.height == 400
    assert figure.layout.template == TEMPLATE
    assert figure.layout.template.layout.font.family == FONT


def test_a_finding_of_two_lines_has_more_room_than_one():
    figure = finish(
        two_line_finding(go.Figure()), finding="甲，<br>乙", definition="总分", source="某版次", height=400
    )
    assert figure.layout.margin.t > TEMPLATE.layout.margin.t
    assert figure.layout.title.y == 1
    assert figure.layout.title.text.startswith("甲，<br>乙<br>")


def test_fonts_of_windows_mac_and_linux_are_named_before_the_generic_one():
    names = FONT.replace("'", "").split(",")
    assert {"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC"} <= set(names)
    assert names[-1] == "sans-serif"


def test_every_grade_of_both_systems_has_its_colour():
    for audience in ("department", "county"):
        assert {band.name for band in board(audience).system.grades} <= set(GRADE_COLOURS)
    assert len(set(GRADE_COLOURS.values())) == len(GRADE_COLOURS)
