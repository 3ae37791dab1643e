"""Answers in the form's own words: for people to read, and as cells of a sheet."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from core.indicators.canonical import plain_decimal
from core.questionnaires.answers import Answer, date_in, is_empty, number_in
from core.questionnaires.cells import Cell
from core.questionnaires.form import Kind, Question

# A number a spreadsheet keeps to the last digit; longer ones are written as texts.
EXACT_DIGITS = 15
BETWEEN = "；"
Value = str | int | float | date | None


def said(cell: Cell, answer: Answer) -> str:
    """The answer as people read it: labels of options, numbers with their unit; what is unfit as it was typed."""
    if is_empty(answer):
        return ""
    if cell.kind.has_options:
        return "、".join(labels_of(cell, answer))
    text = str(answer)
    if cell.kind is Kind.NUMBER and number_in(text) is not None:
        return f"{plain_decimal(number_in(text) or Decimal(0))}{unit_of(cell)}"
    return text


def labels_of(cell: Cell, answer: Answer) -> list[str]:
    """The labels of what was chosen, in the form's order; a code the form has not stands for itself."""
    names = {option.code: option.label for option in cell.options}
    return [names.get(code, code) for code in (answer if isinstance(answer, list) else [answer])]


def unit_of(cell: Cell) -> str:
    """The unit behind a number."""
    return cell.column.unit if cell.column is not None else cell.question.unit


def reader(cell: Cell) -> Callable[[Answer], Value]:
    """What turns an answer of this box into a cell of a sheet: numbers and dates as such, labels for options."""
    if cell.kind is Kind.SINGLE:
        names: dict[str, Value] = {option.code: option.label for option in cell.options}
        return lambda answer: names.get(str(answer), str(answer))
    if cell.kind is Kind.MULTIPLE:
        return lambda answer: BETWEEN.join(labels_of(cell, answer))
    if cell.kind is Kind.NUMBER:
        return number_cell
    if cell.kind is Kind.DATE:
        return lambda answer: date_in(str(answer)) or str(answer)
    return str


def number_cell(answer: Answer) -> Value:
    """The number an answer says as a sheet keeps it; what is none, or has too many digits, as text."""
    number = number_in(str(answer))
    if number is None or len(number.as_tuple().digits) > EXACT_DIGITS:
        return str(answer)
    return int(number) if number == number.to_integral_value() else float(number)


def titled(question: Question) -> str:
    """A question as headers name it: 题号 题目."""
    return f"{question.code} {question.title}"


def header(cell: Cell) -> str:
    """A box as headers name it: 题号 题目·行·列."""
    head = titled(cell.question)
    if cell.row is not None and cell.column is not None:
        return f"{head}·{cell.row.label}·{cell.column.label}"
    if cell.option is not None:
        return f"{head}·{cell.option.label}（说明）"
    return f"{head}·缺答说明" if cell.reason else head
