"""Where an answer stands: every box of a form has a key of its own, and is saved, kept and exported by it.

`Q1` is a question's own box, `Q1/r1/c2` a cell of a matrix, `Q1+a` the text beside the option a (其他，请注明),
`Q1?` the reason for leaving it empty. Lines a unit adds to a matrix are numbered `1`, `2`, …
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.questionnaires.form import Column, Form, Kind, Limits, Need, Option, Question, Row

# The lines a unit may add to a matrix at most, whatever the form says.
MOST_OPEN_ROWS: Final = 200
# What is written beside an option or as a reason is a remark, not a report.
LONGEST_REMARK: Final = 500
# From the strictest on: of two needs the milder one counts.
_MILDER: Final = (Need.REQUIRED, Need.REASONED, Need.OPTIONAL)


@dataclass(frozen=True, slots=True)
class Cell:
    """One box: its key, what it takes, and the words that say where it is.

    `row` and `column` are set in a matrix, `option` for the text beside an option; `reason` marks the box
    for the reason a question was left empty.
    """

    key: str
    question: Question
    kind: Kind
    need: Need
    limits: Limits
    options: tuple[Option, ...] = ()
    row: Row | None = None
    column: Column | None = None
    option: Option | None = None
    reason: bool = False

    @property
    def place(self) -> str:
        """The position in words: “A1 目录编制”的“基础信息”行“条数”列, of a line of one's own 第 2 行“条数”列."""
        words = f"“{self.question.code} {self.question.title}”"
        if self.row is not None and self.column is not None:
            row = f"“{self.row.label}”行" if self.question.rows else self.row.label
            return f"{words}的{row}“{self.column.label}”列"
        if self.option is not None:
            return f"{words}的“{self.option.label}”说明"
        return f"{words}的缺答说明" if self.reason else words


def open_row(number: int) -> Row:
    """A line a unit added, the first being 1."""
    return Row(str(number), f"第 {number} 行")


def rows_of(question: Question) -> tuple[Row, ...]:
    """The lines of a matrix, those a unit may add included."""
    if question.rows:
        return question.rows
    return tuple(open_row(number) for number in range(1, min(question.open_rows, MOST_OPEN_ROWS) + 1))


def cells_of(question: Question) -> Iterator[Cell]:
    """The boxes an answer to the question is written into, without reasons and texts beside options."""
    if question.kind is not Kind.MATRIX:
        yield _own(question)
        return
    for row in rows_of(question):
        for column in question.columns:
            yield _of_matrix(question, row, column)


def cells(form: Form) -> Iterator[Cell]:
    """Every box of a form that holds an answer itself, in order."""
    for question in form.questions:
        yield from cells_of(question)


def cell_at(form: Form, key: str) -> Cell | None:
    """The box with this key, reasons and texts beside options included; None where the form has none."""
    if key.endswith("?"):
        question = form.question_by_code.get(key[:-1])
        return reason_cell(question) if question is not None and may_reason(question) else None
    if "+" in key:
        code, _, chosen = key.partition("+")
        question = form.question_by_code.get(code)
        option = next((each for each in question.options if each.code == chosen), None) if question else None
        if question is None or option is None or not option.other:
            return None
        return text_cell(question, option)
    code, *place = key.split("/")
    question = form.question_by_code.get(code)
    if question is None or (question.kind is Kind.MATRIX) != (len(place) == 2):
        return None
    if not place:
        return _own(question)
    row = next((each for each in rows_of(question) if each.code == place[0]), None)
    column = next((each for each in question.columns if each.code == place[1]), None)
    return _of_matrix(question, row, column) if row is not None and column is not None else None


def question_code(key: str) -> str:
    """The code of the question a key belongs to."""
    return key.rstrip("?").partition("/")[0].partition("+")[0]


def may_reason(question: Question) -> bool:
    """Whether a reason may stand in for an answer: of the question itself, or of a column of its matrix."""
    if question.kind is not Kind.MATRIX:
        return question.need is Need.REASONED
    return any(_milder(question.need, column.need) is Need.REASONED for column in question.columns)


def reason_cell(question: Question) -> Cell:
    """The box for the reason for leaving a question empty."""
    limits = Limits(longest=LONGEST_REMARK)
    return Cell(reason_key(question), question, Kind.TEXT, Need.OPTIONAL, limits, reason=True)


def text_cell(question: Question, option: Option) -> Cell:
    """The box for the text beside an option."""
    limits = Limits(longest=LONGEST_REMARK)
    return Cell(text_key(question, option), question, Kind.TEXT, Need.OPTIONAL, limits, option=option)


def bound_key(cell: Cell) -> str:
    """The key of the box whose number this one may not exceed, "" where its limits name none."""
    within = cell.limits.within
    if cell.row is not None and any(each.code == within for each in cell.question.columns):
        return f"{cell.question.code}/{cell.row.code}/{within}"
    return within


def reason_key(question: Question) -> str:
    """The key of the reason for leaving a question empty."""
    return f"{question.code}?"


def text_key(question: Question, option: Option) -> str:
    """The key of the text beside an option."""
    return f"{question.code}+{option.code}"


def _own(question: Question) -> Cell:
    return Cell(question.code, question, question.kind, question.need, question.limits, question.options)


def _of_matrix(question: Question, row: Row, column: Column) -> Cell:
    return Cell(
        f"{question.code}/{row.code}/{column.code}",
        question,
        column.kind,
        _milder(question.need, column.need),
        column.limits,
        column.options,
        row,
        column,
    )


def _milder(one: Need, two: Need) -> Need:
    return max(one, two, key=_MILDER.index)
