"""Addresses of questionnaires lead to screens and routes there are."""

from starlette.routing import Match

from pages.server import files
from pages.ui import form_links, links


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
