"""Addresses of responses and their files are quoted, and say whether drafts count."""

from pages.ui import response_links as links


def test_the_screen_is_opened_at_what_is_named():
    assert links.collected() == "/collected"
    assert links.collected(of="1-2", part="") == "/collected?of=1-2"
    assert links.response(7, view="x") == "/collected?response=7&view=x"


def test_files_are_addressed_by_place_and_name():
    assert links.response_file(7) == "/api/responses/7/paper.docx"
    assert links.blank_form(3, "docx") == "/api/questionnaires/3/blank.docx"
    assert links.answers_file(3, None, "wide") == "/api/answers/3/0/handed-in/wide.xlsx"
    assert links.answers_file(3, 5, "long", drafts=True) == "/api/answers/3/5/all/long.xlsx"
    assert links.question_chart(3, 5, "B2:c1", "svg").endswith("/handed-in/questions/B2%3Ac1/chart.svg")
    assert links.crossing_file(3, 5, "A/1", "q:A4", "xlsx").endswith("/questions/A%2F1/by/q%3AA4.xlsx")
    assert links.fed_file(3, 5, "county") == "/api/answers/3/5/values/county.xlsx"
    assert links.fed_sources(3, 5) == "/api/answers/3/5/sources.xlsx"
