"""Official papers in Word: A4, the fonts and margins of GB/T 9704, page numbers, tables with merged cells."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

# GB/T 9704 names these fonts; a machine without them shows its own in their place.
TITLE, BODY, HEADING, PAGE = "方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"
# Points: 二号, 三号, 四号, 五号.
SECOND, THIRD, FOURTH, FIFTH = 22.0, 16.0, 14.0, 10.5
# Top, bottom, left, right in millimetres: 天头 37, 订口 28, text 156 × 225.
MARGINS: Final = (37, 35, 28, 26)
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Paper:
    """One paper being written from top to bottom."""

    def __init__(self, title: str, *, landscape: bool = False) -> None:
        self.document = Document()
        section = self.document.sections[0]
        _page(section, landscape=landscape)
        style = self.document.styles["Normal"].font
        style.name, style.size = BODY, Pt(THIRD)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
        # Numbers stand at the outer edge of each page, as GB/T 9704 has them.
        self.document.settings.odd_and_even_pages_header_footer = True
        _number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
        _number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
        self.document.core_properties.title = title
        self.document.core_properties.author = "数评"

    def bytes(self) -> bytes:
        """The finished file."""
        kept = BytesIO()
        self.document.save(kept)
        return kept.getvalue()

    def form(self, footer: str) -> None:
        """Make it a form instead of an official paper: narrow margins, and one footer line on every page.

        Behind the text stands 第 1 页 共 3 页, so that no page of a signed form can be taken out unseen.
        """
        section = self.document.sections[0]
        for side in ("top_margin", "left_margin", "right_margin"):
            setattr(section, side, Mm(20))
        section.bottom_margin, section.footer_distance = Mm(22), Mm(11)
        self.document.settings.odd_and_even_pages_header_footer = False
        paragraph = section.footer.paragraphs[0]
        paragraph.clear()
        paragraph.alignment, paragraph.paragraph_format.right_indent = WD_ALIGN_PARAGRAPH.CENTER, None
        write(paragraph, f"{footer}　　第 ", PAGE, 9)
        _field(paragraph, "PAGE", 9)
        write(paragraph, " 页 共 ", PAGE, 9)
        _field(paragraph, "NUMPAGES", 9)
        write(paragraph, " 页", PAGE, 9)

    def title(self, text: str, *, size: float = SECOND) -> None:
        """The paper's name, centred."""
        self.line(text, font=TITLE, size=size, align=WD_ALIGN_PARAGRAPH.CENTER, spacing=1.45)

    def heading(self, text: str, *, size: float = THIRD) -> None:
        """A heading of the first level: 一、……"""
        self.line(text, font=HEADING, size=size, indent=True)
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def body(self, text: str) -> None:
        """Paragraphs of the text, each indented by two characters."""
        for each in text.splitlines():
            if each.strip():
                self.line(each.strip(), indent=True)

    def line(
        self,
        text: str,
        *,
        font: str = BODY,
        size: float = THIRD,
        align: WD_ALIGN_PARAGRAPH | None = None,
        indent: bool = False,
        spacing: float = 1.78,
    ) -> None:
        """One paragraph on lines of a fixed height."""
        paragraph = self.document.add_paragraph()
        layout = paragraph.paragraph_format
        layout.space_before = layout.space_after = Pt(0)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size * spacing)
        if align is not None:
            paragraph.alignment = align
        if indent:
            layout.first_line_indent = Pt(2 * size)
        write(paragraph, text, font, size)

    def blank(self) -> None:
        """An empty line."""
        self.line("")

    def annex(self, label: str, *, landscape: bool) -> None:
        """Begin an annex on a page of its own."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        _page(section, landscape=landscape)
        self.line(label, font=HEADING)

    def table(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[int],
        *,
        centred: Sequence[int] = (),
        size: float = FIFTH,
    ) -> list[list[Any]]:
        """A table whose header stands on every page; returns its body's cells, to be merged."""
        table = self.document.add_table(rows=1 + len(rows), cols=len(header), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        grid = [list(row.cells) for row in table.rows]
        for at, (cells, texts) in enumerate(zip(grid, [header, *rows], strict=True)):
            _row(table.rows[at], header=at == 0)
            for place, (cell, text, width) in enumerate(zip(cells, texts, widths, strict=True)):
                cell.width = Mm(width)
                fill(
                    cell,
                    text,
                    font=HEADING if at == 0 else BODY,
                    size=size,
                    centred=at == 0 or place in centred,
                )
        return grid[1:]


def fill(cell: Any, text: str, *, font: str = BODY, size: float = FIFTH, centred: bool = False) -> None:
    """Write a cell, a paragraph for each line of the text."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for at, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        layout = paragraph.paragraph_format
        layout.space_before = layout.space_after = Pt(0)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size * 1.35)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        write(paragraph, line, font, size)


def merge(cells: Sequence[Sequence[Any]], top: int, bottom: int, left: int, right: int) -> None:
    """Make one cell of a block whose text stands in its first cell; the others must be empty."""
    if (top, left) == (bottom, right):
        return
    merged = cells[top][left].merge(cells[bottom][right])
    for empty in merged.paragraphs[1:]:
        if not empty.text:
            empty._element.getparent().remove(empty._element)


def write(paragraph: Any, text: str, font: str, size: float) -> None:
    """A run in a font of ours, for Latin and Chinese alike."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _page(section: Any, *, landscape: bool) -> None:
    width, height = (297, 210) if landscape else (210, 297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    top, bottom, left, right = (28, 26, 25, 25) if landscape else MARGINS
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.footer_distance = Mm(18 if landscape else 25)


def _number(footer: Any, align: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — in the footer, one character in from the edge."""
    paragraph = footer.paragraphs[0]
    paragraph.alignment = align
    margin = "right_indent" if align == WD_ALIGN_PARAGRAPH.RIGHT else "left_indent"
    setattr(paragraph.paragraph_format, margin, Pt(FOURTH))
    write(paragraph, "— ", PAGE, FOURTH)
    _field(paragraph, "PAGE", FOURTH)
    write(paragraph, " —", PAGE, FOURTH)


def _field(paragraph: Any, name: str, size: float) -> None:
    """What Word counts itself: PAGE or NUMPAGES; each part a run of its own, or its size is lost."""
    for kind, text in (("begin", ""), ("", f" {name} "), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        run.font.name, run.font.size = PAGE, Pt(size)
        if kind == "text":
            run.text = text
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.set(qn("xml:space"), "preserve")
            element.text = text
        run._element.append(element)


def _row(row: Any, *, header: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
