"""Official papers keep their page, their fonts and their numbers."""

from io import BytesIO

from docx import Document
from docx.shared import Length

from core.documents.paper import HEADING, TITLE, Paper, merge


def written() -> Document:
    paper = Paper("通知")
    paper.title("关于开展评估的通知")
    paper.heading("一、评估目的")
    paper.body("第一段。\n\n第二段。")
    paper.annex("附件1", landscape=True)
    cells = paper.table(
        ("一级", "二级"), [("甲", "甲一"), ("", "甲二"), ("乙", "乙一")], (30, 60), centred=(0,)
    )
    merge(cells, 0, 1, 0, 0)
    return Document(BytesIO(paper.bytes()))


def test_pages_are_a4_and_an_annex_lies_on_its_side():
    first, second = written().sections
    # Word keeps twentieths of a point.
    assert [round(Length(each).mm) for each in (first.page_width, first.page_height)] == [210, 297]
    assert [round(Length(each).mm) for each in (second.page_width, second.page_height)] == [297, 210]
    assert round(first.top_margin.mm) == 37


def test_titles_headings_and_paragraphs_have_the_fonts_of_such_papers():
    texts = {
        paragraph.text: paragraph.runs[0].font.name for paragraph in written().paragraphs if paragraph.runs
    }
    assert texts["关于开展评估的通知"] == TITLE
    assert texts["一、评估目的"] == HEADING
    assert {"第一段。", "第二段。"} <= set(texts)


def test_every_page_is_numbered_at_its_outer_edge():
    document = written()
    assert document.settings.odd_and_even_pages_header_footer
    for footer in (document.sections[0].footer, document.sections[0].even_page_footer):
        assert footer.paragraphs[0].text.startswith("— ")
        assert "PAGE" in footer.paragraphs[0]._p.xml


def test_a_table_repeats_its_header_and_merged_cells_hold_their_text_once():
    table = written().tables[0]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert table.cell(1, 0).text == table.cell(2, 0).text == "甲"
    assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
    assert table.cell(3, 0).text == "乙"
