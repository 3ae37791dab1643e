"""What a form still lacks: counted box by box, so that a matrix of twenty rows is not one step.

A unit hands in when nothing required is missing, nothing left out lacks its reason, and nothing breaks a rule.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from core.errors import Problem
from core.questionnaires.answers import Answers, faults, is_empty
from core.questionnaires.cells import Cell, cells_of, reason_key, text_key
from core.questionnaires.form import Form, Kind, Need, Question
from core.questionnaires.logic import shown


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
    questions: dict[str, Progress] = {}
    rows: dict[str, Progress] = {}
    for question in form.questions:
        if question.code not in seen:
            continue
        if question.kind is Kind.MATRIX:
            by_row = _matrix(question, answers)
            rows |= by_row
            questions[question.code] = _least_one(question, answers, by_row)
        else:
            questions[question.code] = _simple(question, answers, held)
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


def _simple(question: Question, answers: Answers, files: Mapping[str, int]) -> Progress:
    if question.kind is Kind.FILE:
        return _files(question, answers, files.get(question.code, 0))
    cell = next(cells_of(question))
    return added([_box(cell, answers), *_texts(question, answers)])


def _texts(question: Question, answers: Answers) -> Iterator[Progress]:
    chosen = answers.get(question.code, "")
    for option in question.options:
        if option.other and (option.code in chosen if isinstance(chosen, list) else option.code == chosen):
            key = text_key(question, option)
            yield _needed(
                key, not is_empty(answers.get(key)), f"选了“{option.label}”，请在旁边写明", question
            )


def _files(question: Question, answers: Answers, count: int) -> Progress:
    least = question.limits.fewest or 1
    if question.need is Need.REASONED and not count:
        return _reasoned(question, answers)
    if question.need is Need.OPTIONAL and not count:
        return Progress(0, 0)
    return _needed(question.code, count >= least, f"至少上传 {least} 个文件，现有 {count} 个", question)


def _box(cell: Cell, answers: Answers) -> Progress:
    answer = answers.get(cell.key, "")
    if is_empty(answer):
        if cell.need is Need.REASONED:
            return _reasoned(cell.question, answers)
        due = cell.need is Need.REQUIRED
        lack = Lack(cell.key, Problem(f"{cell.place}没有填", remedy="请填写"))
        return Progress(1, 0, (lack,)) if due else Progress(0, 0)
    wrong = tuple(Lack(cell.key, problem) for problem in faults(cell, answer, answers))
    due = cell.need is not Need.OPTIONAL
    return Progress(int(due), int(due and not wrong), wrong)


def _reasoned(question: Question, answers: Answers) -> Progress:
    """What may be left empty with a reason: for a matrix one reason covers every empty box of it."""
    key = reason_key(question)
    return _needed(key, not is_empty(answers.get(key)), "没有填，也没有写明缺答的原因", question)


def _needed(key: str, given: bool, rule: str, question: Question) -> Progress:
    place = f"“{question.code} {question.title}”"
    lack = Lack(key, Problem(f"{place}{rule}", remedy="请补上"))
    return Progress(1, 1) if given else Progress(1, 0, (lack,))


def _matrix(question: Question, answers: Answers) -> dict[str, Progress]:
    by_row: dict[str, list[Cell]] = {}
    for cell in cells_of(question):
        if cell.row is not None:
            by_row.setdefault(cell.row.code, []).append(cell)
    if not question.rows:
        # A line the unit did not begin is not owed.
        by_row = {
            code: row for code, row in by_row.items() if any(not is_empty(answers.get(c.key)) for c in row)
        }
    return {
        f"{question.code}/{code}": added(_box(cell, answers) for cell in row) for code, row in by_row.items()
    }


def _least_one(question: Question, answers: Answers, by_row: Mapping[str, Progress]) -> Progress:
    """A matrix of lines the unit adds itself: where it must be answered, one line is the least."""
    if by_row or question.rows or question.need is Need.OPTIONAL:
        return _once(added(by_row.values()))
    if question.need is Need.REASONED:
        return _reasoned(question, answers)
    first = next(cells_of(question))
    return _needed(first.key, False, "至少填一行", question)


def _once(progress: Progress) -> Progress:
    """The same missing reason told once, however many boxes it would cover."""
    return Progress(progress.due, progress.done, tuple({lack.key: lack for lack in progress.lacks}.values()))
