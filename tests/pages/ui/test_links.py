"""Addresses are made in one place and match the routes and screens that answer them."""

import pytest
from starlette.routing import Match

from pages.server import files
from pages.ui import links
from tests.pages.desk import screens


@pytest.mark.parametrize(
    "address",
    [
        links.board_file(3, "department"),
        links.board_chart(3, "county"),
        links.board_chart(3, "county", "svg"),
        links.unit_file(3, "M05"),
        links.unit_chart(3, "371402"),
        links.evidence(7),
        links.evidence(7, 2),
        links.system_file(2),
        links.values_template(2),
        links.trail_file(),
        links.list_file("projects"),
        links.list_file("designs"),
        links.list_file("online"),
        links.list_file("values"),
        links.list_file("editions"),
        links.list_file("systems"),
        links.list_file("designs/5/weightings"),
        links.list_file("rounds/3/calls"),
        links.heat_file("2020"),
        links.heat_chart("2020", "q1", "rows", kind="svg"),
        links.cockpit_file(3),
        links.cockpit_chart(3),
        links.brief(3, "docx"),
        links.within_file(3, "M05"),
        links.peers_file(3, "county", "C12", "png"),
        links.periods_file(3, "M05", ""),
    ],
)
def test_every_file_address_meets_its_route(address):
    scope = {"type": "http", "method": "GET", "path": address, "root_path": ""}
    assert [route.path for route in files.routes() if route.matches(scope)[0] is Match.FULL]


def test_a_screen_address_repeats_its_choices():
    assert links.unit(1, "M05") == "/unit?edition=1&unit=M05"
    assert links.unit(1, "M05", "A11-1") == "/unit?edition=1&unit=M05&metric=A11-1"
    assert links.heat(year="2020", topic="208", month="") == "/heat?year=2020&topic=208"
    assert links.unit(1, "M05", leaf="C12") == "/unit?edition=1&unit=M05&leaf=C12"
    assert links.cockpit(1) == "/cockpit?edition=1"
    assert links.compare(1, "peers", board="county", indicator="C12") == (
        "/compare?edition=1&mode=peers&board=county&indicator=C12"
    )
    assert links.periods_file(1, "M05", "") == "/api/results/1/compare/periods/M05/total.xlsx"
    assert links.board(1, "county") == "/board?edition=1&board=county"
    assert links.project(4) == "/projects?project=4"
    assert links.project(4, "状态") == "/projects?project=4&part=%E7%8A%B6%E6%80%81"
    assert links.system(2) == "/systems?system=2"
    assert links.system(2, "C12") == "/systems?system=2&node=C12"
    assert (links.projects(), links.values()) == ("/projects", "/values")
    assert (links.people(), links.online(), links.trail()) == ("/people", "/online", "/trail")
    assert {"pages/results/unit.py", "pages/results/board.py", "pages/projects/projects.py"} <= set(screens())


def test_nothing_in_a_code_can_leave_its_place_in_an_address():
    assert links.unit(1, "a&unit=b#c") == "/unit?edition=1&unit=a%26unit%3Db%23c"
    assert links.unit_file(1, "甲 乙") == "/api/results/1/units/%E7%94%B2%20%E4%B9%99.xlsx"
