"""Which columns the answers of several versions make together: one a box, the newest version's first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.questionnaires.answers import Answer
from core.questionnaires.cells import Cell, cell_at, cells_of, reason_key, text_key
from core.questionnaires.form import Form, Kind, Need, Question
from core.responses.gathered import Filled, Gathered
from core.responses.wording import Value, header, reader

Reader = Callable[[Answer], Value]


@dataclass(frozen=True, slots=True)
class Box:
    """One column: the box in the newest version that has it, that version, and the column's unique header."""

    cell: Cell
    number: int
    header: str


def boxes(of: Gathered) -> tuple[Box, ...]:
    """Every box of every version answered, in order; of lines units add, as many as anybody filled."""
    used = {key for each in of.filled for key in each.answers}
    newest = of.versions[0][0]
    found: dict[str, Box] = {}
    heads: set[str] = set()
    for number, form in of.versions:
        for cell in _cells(form, used):
            if cell.key in found:
                continue
            head = header(cell) + ("" if number == newest else f"（第 {number} 版）")
            # Two rows of a matrix may bear one name; a sheet's columns may not.
            if head in heads:
                head = f"{head}（{cell.key}）"
            heads.add(head)
            found[cell.key] = Box(cell, number, head)
    return tuple(found.values())


def readers(of: Gathered) -> dict[int, Mapping[str, Reader]]:
    """What turns answers into cells, by version and key: an option is named as its own version names it."""
    used = {key for each in of.filled for key in each.answers}
    return {number: {cell.key: reader(cell) for cell in _cells(form, used)} for number, form in of.versions}


def value_in(filled: Filled, key: str, read: Mapping[str, Reader]) -> Value:
    """What stands in a response's box as a cell of a sheet; None where nothing does."""
    answer = filled.answers.get(key)
    return read[key](answer) if answer else None


def _cells(form: Form, used: set[str]) -> Iterator[Cell]:
    for question in form.questions:
        yield from _of_question(form, question, used)


def _of_question(form: Form, question: Question, used: set[str]) -> Iterator[Cell]:
    if question.kind is Kind.MATRIX and not question.rows:
        lines = _lines(question, used)
        yield from (cell for cell in cells_of(question) if cell.row is not None and cell.row.code in lines)
    else:
        yield from cells_of(question)
    beside = [text_key(question, option) for option in question.options if option.other]
    if question.need is Need.REASONED:
        beside.append(reason_key(question))
    for key in beside:
        cell = cell_at(form, key)
        if cell is not None:
            yield cell


def _lines(question: Question, used: set[str]) -> set[str]:
    """The lines anybody filled, those between them included."""
    filled = [int(key.split("/")[1]) for key in used if key.startswith(f"{question.code}/") and _is_line(key)]
    return {str(number) for number in range(1, max(filled, default=0) + 1)}


def _is_line(key: str) -> bool:
    place: Sequence[str] = key.split("/")
    return len(place) == 3 and place[1].isascii() and place[1].isdecimal()
