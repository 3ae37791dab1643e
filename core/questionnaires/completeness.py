"""What a form still lacks: counted box by box, so that a matrix of twenty rows is not one step.

A unit hands in when nothing required is missing, nothing left out lacks its reason, and nothing breaks a rule.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from core.errors import Problem
from core.questionnaires.answers import Answers, chosen_in, faults, is_empty
from core.questionnaires.cells import Cell, cells_of, reason_cell, text_cell
from core.questionnaires.form import Form, Kind, Need, Question
from core.questionnaires.logic import in_force, shown


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that keeps a form from being handed in, and the box it is mended in."""

    key: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the boxes that must be filled are: `done` of `due`; `lacks` says what is missing or wrong."""

    due: int
    done: int
    lacks: tuple[Lack, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing keeps it from being handed in."""
        return not self.lacks


@dataclass(frozen=True, slots=True)
class Standing:
    """How a form stands as a whole, by section and by question, and in a matrix by row (`Q1/r1`)."""

    whole: Progress
    sections: Mapping[str, Progress]
    questions: Mapping[str, Progress]
    rows: Mapping[str, Progress]
    shown: frozenset[str]


def standing(form: Form, answers: Answers, files: Mapping[str, int] | None = None) -> Standing:
    """How far a unit's answers have come; `files` counts the files put into each box."""
    seen, held = shown(form, answers), files or {}
    given = _Given(form, in_force(answers, seen))
    questions: dict[str, Progress] = {}
    rows: dict[str, Progress] = {}
    for question in form.questions:
        if question.code not in seen:
            continue
        if question.kind is Kind.MATRIX:
            by_row = _matrix(question, given)
            rows |= by_row
            questions[question.code] = _least_one(question, given, by_row)
        else:
            questions[question.code] = _simple(question, given, held)
    sections = {
        section.code: added(questions[each.code] for each in section.questions if each.code in questions)
        for section in form.sections
        if any(each.code in questions for each in section.questions)
    }
    return Standing(added(questions.values()), sections, questions, rows, seen)


def added(parts: Collection[Progress] | Iterator[Progress]) -> Progress:
    """Several progresses as one."""
    held = tuple(parts)
    return Progress(
        sum(part.due for part in held),
        sum(part.done for part in held),
        tuple(lack for part in held for lack in part.lacks),
    )


@dataclass(frozen=True, slots=True)
class _Given:
    """The answers in force, and the form whose words faults are told in."""

    form: Form
    answers: Answers

    def faults(self, cell: Cell) -> tuple[Lack, ...]:
        answer = self.answers.get(cell.key, "")
        return tuple(Lack(cell.key, each) for each in faults(cell, answer, self.answers, self.form))

    def has(self, cell: Cell) -> bool:
        return not is_empty(self.answers.get(cell.key))


def _simple(question: Question, given: _Given, files: Mapping[str, int]) -> Progress:
    if question.kind is Kind.FILE:
        return _files(question, given, files.get(question.code, 0))
    cell = next(cells_of(question))
    return added([_box(cell, given), *_texts(question, given)])


def _texts(question: Question, given: _Given) -> Iterator[Progress]:
    chosen = chosen_in(given.answers.get(question.code))
    for option in question.options:
        if option.other and option.code in chosen and question.kind.has_options:
            yield _needed(text_cell(question, option), given, f"选了“{option.label}”，请在旁边写明")


def _files(question: Question, given: _Given, count: int) -> Progress:
    if not count and question.need is Need.REASONED:
        return _reasoned(question, given)
    if not count and question.need is Need.OPTIONAL:
        return Progress(0, 0)
    least, most = question.limits.fewest or 1, question.limits.most_chosen
    if count < least:
        return _lacking(question.code, question, f"至少上传 {least} 个文件，现有 {count} 个")
    if most is not None and count > most:
        problem = Problem(f"{_called(question)}最多上传 {most} 个文件", f"{count} 个", "请撤下多余的文件")
        return Progress(1, 0, (Lack(question.code, problem),))
    return Progress(1, 1)


def _box(cell: Cell, given: _Given) -> Progress:
    if not given.has(cell):
        if cell.need is Need.REASONED:
            return _reasoned(cell.question, given)
        lack = Lack(cell.key, Problem(f"{cell.place}没有填", remedy="请填写"))
        return Progress(1, 0, (lack,)) if cell.need is Need.REQUIRED else Progress(0, 0)
    wrong = given.faults(cell)
    due = cell.need is not Need.OPTIONAL
    return Progress(int(due), int(due and not wrong), wrong)


def _reasoned(question: Question, given: _Given) -> Progress:
    """What may be left empty with a reason: for a matrix one reason covers every empty box of it."""
    return _needed(reason_cell(question), given, "没有填，也没有写明缺答的原因")


def _needed(cell: Cell, given: _Given, rule: str) -> Progress:
    """A remark that is owed: there, and no longer than a remark is."""
    if not given.has(cell):
        return _lacking(cell.key, cell.question, rule)
    wrong = given.faults(cell)
    return Progress(1, int(not wrong), wrong)


def _lacking(key: str, question: Question, rule: str) -> Progress:
    return Progress(1, 0, (Lack(key, Problem(f"{_called(question)}{rule}", remedy="请补上")),))


def _called(question: Question) -> str:
    return f"“{question.code} {question.title}”"


def _matrix(question: Question, given: _Given) -> dict[str, Progress]:
    by_row: dict[str, list[Cell]] = {}
    for cell in cells_of(question):
        if cell.row is not None:
            by_row.setdefault(cell.row.code, []).append(cell)
    if not question.rows:
        # A line the unit did not begin is not owed.
        by_row = {code: row for code, row in by_row.items() if any(given.has(cell) for cell in row)}
    return {
        f"{question.code}/{code}": _once(added(_box(cell, given) for cell in row))
        for code, row in by_row.items()
    }


def _least_one(question: Question, given: _Given, by_row: Mapping[str, Progress]) -> Progress:
    """A matrix of lines the unit adds itself: where it must be answered, one line is the least."""
    first = next(cells_of(question), None)
    if by_row or question.rows or question.need is Need.OPTIONAL or first is None:
        return _once(added(by_row.values()))
    if question.need is Need.REASONED:
        return _reasoned(question, given)
    return _lacking(first.key, question, "至少填一行")


def _once(progress: Progress) -> Progress:
    """The same missing reason told once, however many boxes it would cover."""
    return Progress(progress.due, progress.done, tuple(dict.fromkeys(progress.lacks)))
