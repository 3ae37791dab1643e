"""The brief as a Word document in the manner of official papers, on one sheet of A4 in black and white."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.documents.brief import RANKING, Brief, Ranking

# GB/T 9704 names these fonts; a machine without them shows its own in their place.
TITLE, BODY, HEADING = "方正小标宋简体", "仿宋_GB2312", "黑体"
MARGINS: Final = {"top_margin": 16, "bottom_margin": 14, "left_margin": 18, "right_margin": 18}
BODY_SIZE, TABLE_SIZE, NOTE_SIZE = 10.5, 8.5, 8.5
# Millimetres of the first columns of `RANKING`; two boards make the width of the page.
WIDTHS: Final = (10, 29, 13, 14, 21)


def brief_word(brief: Brief) -> bytes:
    """The document's bytes."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, width in MARGINS.items():
        setattr(section, name, Mm(width))
    _style(document.styles["Normal"].font, BODY, BODY_SIZE)
    _line(document, brief.title, font=TITLE, size=17, centred=True)
    _line(document, brief.subtitle, centred=True)
    _heading(document, "一、总体情况")
    for text in brief.summary:
        _line(document, text, indent=True)
    _line(document, brief.basis, size=NOTE_SIZE)
    _figures(document, brief)
    _heading(document, "二、排名及位次变化")
    _rankings(document, brief.rankings)
    _heading(document, "三、一级指标对照序时目标")
    for text in brief.lights:
        _line(document, text, indent=True)
    _line(document, brief.rule, size=NOTE_SIZE)
    _heading(document, "四、主要问题")
    _numbered(document, brief.problems)
    _heading(document, "五、待拍板事项")
    _numbered(document, brief.decisions)
    _line(document, brief.source, size=NOTE_SIZE)
    document.core_properties.title = brief.subtitle
    document.core_properties.author = "数评"
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _style(font: Any, name: str, size: float) -> None:
    font.name, font.size = name, Pt(size)
    font.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _line(
    place: Any,
    text: str,
    *,
    font: str = BODY,
    size: float = BODY_SIZE,
    centred: bool = False,
    indent: bool = False,
) -> None:
    paragraph = place.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size * 1.42)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indent:
        layout.first_line_indent = Pt(2 * size)
    _write(paragraph, text, font, size)


def _write(paragraph: Any, text: str, font: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _heading(document: Any, text: str) -> None:
    _line(document, text, font=HEADING, size=12)
    document.paragraphs[-1].paragraph_format.space_before = Pt(4)


def _numbered(document: Any, texts: Iterable[str]) -> None:
    for number, text in enumerate(texts, start=1):
        _line(document, f"{number}. {text}", indent=True)


def _figures(document: Any, brief: Brief) -> None:
    rows = [[figure[at] for figure in brief.figures] for at in range(3)]
    _table(document, rows, (31, 33, 20, 22, 42, 26))


def _rankings(document: Any, rankings: Sequence[Ranking]) -> None:
    """The boards beside each other in one table; the grade is left to the page, the words need its room."""
    columns = len(WIDTHS)
    height = max((len(ranking.rows) for ranking in rankings), default=0)
    rows = [[cell for ranking in rankings for cell in (ranking.title, *[""] * (columns - 1))]]
    rows.append([*RANKING[:columns]] * len(rankings))
    for at in range(height):
        held = [ranking.rows[at] if at < len(ranking.rows) else ("",) * columns for ranking in rankings]
        rows.append([cell for row in held for cell in row[:columns]])
    table = _table(document, rows, WIDTHS * len(rankings))
    for at in range(len(rankings)):
        title = table.cell(0, at * columns).merge(table.cell(0, (at + 1) * columns - 1))
        for empty in title.paragraphs[1:]:
            empty._element.getparent().remove(empty._element)


def _table(document: Any, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Any:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            layout = paragraph.paragraph_format
            layout.space_before = layout.space_after = Pt(0)
            layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(TABLE_SIZE * 1.35)
            _write(paragraph, text, BODY, TABLE_SIZE)
    return table
