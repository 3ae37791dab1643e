"""The page holds every word of the brief, and none of it as markup."""

import html
from dataclasses import replace

from core.documents.brief import brief
from core.documents.brief_page import brief_page
from tests.core.results.boards import city


def test_every_sentence_and_every_cell_is_on_the_page():
    made = brief(city())
    page = html.unescape(brief_page(made))
    texts = [made.title, made.subtitle, made.basis, made.rule, made.source, *made.summary, *made.lights]
    texts += [*made.problems, *made.decisions, *(text for figure in made.figures for text in figure)]
    texts += [cell for ranking in made.rankings for row in ranking.rows for cell in row]
    assert [text for text in texts if text not in page] == []


def test_it_is_made_for_one_sheet_of_a4_and_for_a_phone():
    page = brief_page(brief(city()))
    assert "@page { size: A4" in page
    assert "width=device-width" in page
    assert "<script" not in page


def test_nothing_in_a_name_can_become_markup():
    page = brief_page(replace(brief(city()), title="<script>alert(1)</script>"))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
