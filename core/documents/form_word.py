"""A questionnaire on paper: blank, or as one unit answered it, with the lines it is signed on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from core.documents.paper import HEADING, Paper
from core.indicators.canonical import plain_decimal
from core.questionnaires.answers import Answer, number_in
from core.questionnaires.cells import Cell, cells_of, reason_key, rows_of, text_key
from core.questionnaires.form import Column, Form, Kind, Question, Row
from core.responses.wording import said

SIZE, SMALL = 11.0, 9.5
# Millimetres between the margins of a form.
WIDTH: Final = 170
# Lines printed of a matrix whose lines the unit adds, where nothing is filled in.
BLANK_LINES: Final = 5
SIGNED: Final = ("填报人（签字）", "审核人（签字）", "单位（盖章）", "日期")
_LINE = "＿" * 14


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands on the paper; the blank form has neither answers nor files, and shows every question."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    files: Mapping[str, Sequence[str]] = field(default_factory=dict)
    seen: frozenset[str] | None = None

    @property
    def is_blank(self) -> bool:
        """Whether it is to be filled by hand."""
        return self.seen is None


def form_word(form: Form, filling: Filling, *, head: Sequence[tuple[str, str]], footer: str) -> bytes:
    """The paper: title, `head` as labelled facts, every question shown, and where it is signed."""
    paper = Paper(form.title)
    paper.form(footer)
    paper.title(form.title, size=18)
    paper.blank()
    _facts(paper, head)
    if form.note:
        _line(paper, form.note)
    for number, section in enumerate(form.sections, start=1):
        asked = [each for each in section.questions if filling.seen is None or each.code in filling.seen]
        if asked:
            paper.heading(f"{_numeral(number)}、{section.title}", size=14)
            if section.note:
                _line(paper, section.note)
        for question in asked:
            _question(paper, question, filling)
    paper.blank()
    paper.document.paragraphs[-1].paragraph_format.keep_with_next = True
    _signatures(paper)
    return paper.bytes()


def _facts(paper: Paper, head: Sequence[tuple[str, str]]) -> None:
    first, *rest = head
    paper.table(first, [list(each) for each in rest], (34, WIDTH - 34), size=SIZE)
    for row in paper.document.tables[-1].rows:
        row.height = Mm(8)
    paper.line("", size=4)


def _signatures(paper: Paper) -> None:
    """Where it is signed and stamped: two rows high enough for a seal, never parted by a page's end."""
    first, second = (SIGNED[0], "", SIGNED[1], ""), [SIGNED[2], "", SIGNED[3], "　　　年　　月　　日"]
    paper.table(first, [second], (32, 53, 32, 53), centred=(0, 2, 3), size=SIZE)
    for row, height in zip(paper.document.tables[-1].rows, (14, 28), strict=True):
        row.height = Mm(height)
    for cell in paper.document.tables[-1].rows[0].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _question(paper: Paper, question: Question, filling: Filling) -> None:
    told = f"（{question.kind.label}，{question.need.label}）" if filling.is_blank else ""
    paper.line(f"{question.code}　{question.title}{told}", font=HEADING, size=SIZE, spacing=1.6)
    paper.document.paragraphs[-1].paragraph_format.keep_with_next = True
    if question.note and filling.is_blank:
        _line(paper, f"说明：{question.note}")
    if question.kind is Kind.MATRIX:
        _matrix(paper, question, filling)
    elif question.kind.has_options:
        _line(paper, "　　".join(_boxed(question, filling)))
    elif question.kind is not Kind.FILE:
        cell = next(cells_of(question))
        _line(paper, said(cell, filling.answers.get(question.code, "")) or _empty(question, filling))
    names = filling.files.get(question.code, ())
    if question.kind is Kind.FILE or names:
        _line(paper, f"附件：{'；'.join(names)}" if names else f"附件：{_empty(question, filling)}")
    reason = filling.answers.get(reason_key(question), "")
    if reason:
        _line(paper, f"缺答说明：{reason}")


def _boxed(question: Question, filling: Filling) -> list[str]:
    chosen = filling.answers.get(question.code, "")
    codes = chosen if isinstance(chosen, list) else [chosen]
    found = []
    for option in question.options:
        mark = "☑" if option.code in codes else "□"
        beside = filling.answers.get(text_key(question, option), "") if option.other else ""
        blank = _LINE[:6] if option.other and filling.is_blank else ""
        found.append(f"{mark} {option.label}{f'：{beside}' if beside else blank}")
    known = {option.code for option in question.options}
    # What was chosen of an option taken away since is not left out.
    return found + [f"☑ {code}" for code in codes if code and code not in known]


def _matrix(paper: Paper, question: Question, filling: Filling) -> None:
    cells = {cell.key: cell for cell in cells_of(question)}
    rows = _printed_rows(question, filling)
    header = ["", *(f"{each.label}（{each.unit}）" if each.unit else each.label for each in question.columns)]
    sums = [each for each in question.columns if each.kind is Kind.NUMBER] if question.row_totals else []
    if sums:
        header.append("合计")
    lines = [
        [
            row.label,
            *(_in_box(cells.get(_key(question, row, column)), filling) for column in question.columns),
            *([_sum(question, [row], sums, filling)] if sums else []),
        ]
        for row in rows
    ]
    if any(column.total for column in question.columns):
        totals = [_sum(question, rows, [each], filling) if each.total else "" for each in question.columns]
        lines.append(["合计", *totals, *([""] if sums else [])])
    first = 30 if len(header) < 8 else 22
    rest = (WIDTH - first) // (len(header) - 1)
    paper.table(header, lines, (first, *(rest for _ in header[1:])), size=SMALL if len(header) < 8 else 8)
    paper.line("", size=4)


def _printed_rows(question: Question, filling: Filling) -> list[Row]:
    rows = list(rows_of(question))
    if question.rows:
        return rows
    keys = [key.split("/")[1] for key in filling.answers if key.startswith(f"{question.code}/")]
    most = max((int(key) for key in keys if key.isdecimal()), default=0)
    return rows[: most or (BLANK_LINES if filling.is_blank else 1)]


def _in_box(cell: Cell | None, filling: Filling) -> str:
    if cell is None:
        return ""
    if filling.is_blank and cell.kind.has_options:
        return "\n".join(f"□ {option.label}" for option in cell.options)
    answer = filling.answers.get(cell.key, "")
    # The unit stands in the header.
    return str(answer) if cell.kind is Kind.NUMBER else said(cell, answer)


def _sum(question: Question, rows: Sequence[Row], columns: Sequence[Column], filling: Filling) -> str:
    keys = [_key(question, row, column) for row in rows for column in columns]
    numbers = [number_in(str(filling.answers.get(key, ""))) for key in keys]
    held = [number for number in numbers if number is not None]
    return plain_decimal(sum(held, Decimal(0))) if held else ""


def _key(question: Question, row: Row, column: Column) -> str:
    return f"{question.code}/{row.code}/{column.code}"


def _empty(question: Question, filling: Filling) -> str:
    if not filling.is_blank:
        return "（未填）"
    return f"{_LINE}{question.unit}"


def _line(paper: Paper, text: str) -> None:
    for each in text.splitlines() or [""]:
        paper.line(each, size=SIZE, spacing=1.55, align=WD_ALIGN_PARAGRAPH.LEFT)
        paper.document.paragraphs[-1].paragraph_format.left_indent = None


def _numeral(number: int) -> str:
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
