"""The Word brief is one A4 sheet with the brief's words in the fonts of official papers."""

from io import BytesIO

import pytest
from docx import Document

from core.documents.brief import RANKING, brief
from core.documents.brief_word import BODY, HEADING, TITLE, WIDTHS, brief_word
from tests.core.results.boards import city


@pytest.fixture
def document():
    return Document(BytesIO(brief_word(brief(city()))))


def test_every_sentence_and_every_number_is_in_the_document(document):
    made = brief(city())
    written = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for text in (made.title, *made.summary, *made.problems, *made.decisions, made.rule, made.source):
        assert text in written
    figures, boards = document.tables
    assert [[cell.text for cell in row.cells] for row in figures.rows] == [
        [figure[at] for figure in made.figures] for at in range(3)
    ]
    columns = len(WIDTHS)
    for at, ranking in enumerate(made.rankings):
        rows = [[cell.text for cell in row.cells][at * columns :][:columns] for row in boards.rows]
        assert rows[0] == [ranking.title] * columns
        assert rows[1] == [*RANKING[:columns]]
        assert rows[2:] == [[*row[:columns]] for row in ranking.rows]


def test_it_is_a4_and_names_the_fonts_of_official_papers(document):
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fonts = {run.font.name for paragraph in document.paragraphs for run in paragraph.runs}
    assert fonts == {TITLE, BODY, HEADING}


def test_all_ink_is_black(document):
    colours = {run.font.color.rgb for paragraph in document.paragraphs for run in paragraph.runs}
    assert colours == {None}
