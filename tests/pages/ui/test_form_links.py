"""Addresses of questionnaires and responses lead to screens and routes there are."""

from starlette.routing import Match

from pages.server import files
from pages.ui import form_links, links
from tests.builders.questionnaires import FORM


def test_every_file_of_a_questionnaire_has_a_route():
    for address in (
        form_links.form_file(3),
        form_links.form_file(3, 2),
        links.list_file("questionnaires"),
    ):
        scope = {"type": "http", "method": "GET", "path": address}
        assert any(route.matches(scope)[0] is Match.FULL for route in files.routes()), address


def test_a_questionnaire_is_opened_at_a_part_and_a_question():
    assert form_links.questionnaire(3) == "/questionnaires?questionnaire=3"
    address = form_links.questionnaire(3, "编制", at="Q1")
    assert address.startswith("/questionnaires?questionnaire=3&part=")
    assert address.endswith("&at=Q1")


def test_a_box_is_reached_at_its_section_and_question():
    assert form_links.cell(FORM, 7, "B2/r1/c2") == "/fill?response=7&section=S2&at=B2"
    assert form_links.cell(FORM, 7, "A3?") == "/fill?response=7&section=S1&at=A3"


def test_a_task_is_begun_or_gone_on_with():
    assert form_links.task(7, 1, 2, 3) == "/fill?response=7"
    assert form_links.task(None, 1, None, 3) == "/fill?questionnaire=1&round=0&unit=3"


def test_the_bureaus_screens_are_opened_at_what_is_meant():
    assert form_links.questionnaire(4, "发布") == "/questionnaires?questionnaire=4&part=%E5%8F%91%E5%B8%83"
    assert form_links.collected(4, 2, response=9) == "/collected?of=4-2&response=9"
    assert form_links.collected(4) == "/collected?of=4-0"
