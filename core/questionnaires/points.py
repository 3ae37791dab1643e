"""What answers earn: option points, cell points, and the points an evaluator gives.

A question's points are the sum of what its chosen options and filled cells earn and of its manual points; a
questionnaire's are the sum of its questions'. Every line names the box it comes from, so that a score can be
opened down to the answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

from core.questionnaires.answers import Answers, chosen_in, faults, is_empty
from core.questionnaires.cells import Cell, cells_of
from core.questionnaires.form import Form, Kind, Question
from core.questionnaires.logic import in_force, shown


@dataclass(frozen=True, slots=True)
class Earned:
    """What one box earned and why."""

    key: str
    words: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class QuestionPoints:
    """What one question earned of the most it can earn; `manual` is None while nobody has judged it."""

    question: str
    lines: tuple[Earned, ...]
    manual: Decimal | None
    most: Decimal

    @property
    def total(self) -> Decimal:
        """The question's points."""
        return sum((line.points for line in self.lines), self.manual or Decimal(0))


def is_scored(question: Question) -> bool:
    """Whether a question earns points at all, be they deductions."""
    return bool(question.manual) or any(_counts(cell) for cell in cells_of(question))


def most_of(question: Question) -> Decimal:
    """The most a question can earn."""
    return sum((_most_of_cell(cell) for cell in cells_of(question)), question.manual or Decimal(0))


def points_of(
    form: Form, answers: Answers, manual: Mapping[str, Decimal] | None = None
) -> tuple[QuestionPoints, ...]:
    """What each scored question earned; what is hidden or breaks a rule earns nothing."""
    return Scoring(form).of(answers, shown(form, answers), manual)


class Scoring:
    """What the answers to one form can earn, worked out once for however many responses."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._scored = tuple(
            (question, most_of(question), tuple(filter(_earns, cells_of(question))))
            for question in form.questions
            if is_scored(question)
        )

    def of(
        self, answers: Answers, seen: Set[str], manual: Mapping[str, Decimal] | None = None
    ) -> tuple[QuestionPoints, ...]:
        """What each scored question earned, given the questions shown."""
        given, valid = manual or {}, in_force(answers, seen)
        return tuple(
            QuestionPoints(
                question.code,
                tuple(_lines(self._form, cells, valid)) if question.code in seen else (),
                given.get(question.code) if question.code in seen and question.manual else None,
                most,
            )
            for question, most, cells in self._scored
        )


def _earns(cell: Cell) -> bool:
    return cell.kind.has_options or bool(_cell_points(cell))


def _lines(form: Form, cells: Iterable[Cell], answers: Answers) -> Iterator[Earned]:
    for cell in cells:
        answer = answers.get(cell.key, "")
        if is_empty(answer) or faults(cell, answer, answers, form):
            continue
        if cell.kind.has_options:
            codes = chosen_in(answer)
            for option in cell.options:
                if option.points and option.code in codes:
                    yield Earned(cell.key, f"{_where(cell)}选“{option.label}”", option.points)
            continue
        points = _cell_points(cell)
        if points:
            yield Earned(cell.key, f"{_where(cell)}已填", points)


def _most_of_cell(cell: Cell) -> Decimal:
    if not cell.kind.has_options:
        return max(_cell_points(cell), Decimal(0))
    limits = cell.limits
    single = [
        option.points or Decimal(0) for option in cell.options if option.alone or cell.kind is Kind.SINGLE
    ]
    if cell.kind is Kind.MULTIPLE and (limits.fewest or 0) > 1:
        single = []
    points = sorted(
        (option.points or Decimal(0) for option in cell.options if not option.alone), reverse=True
    )
    # Of a multiple choice so many options may, and so many must be chosen; none at all is always possible.
    several = max(sum(each > 0 for each in points), limits.fewest or 0)
    if limits.most_chosen is not None:
        several = min(several, max(limits.most_chosen, 0))
    best = sum(points[:several], Decimal(0)) if cell.kind is Kind.MULTIPLE else Decimal(0)
    return max([*single, best, Decimal(0)])


def _counts(cell: Cell) -> bool:
    if cell.kind.has_options:
        return any(option.points for option in cell.options)
    return bool(_cell_points(cell))


def _cell_points(cell: Cell) -> Decimal:
    if cell.row is None or cell.column is None:
        return Decimal(0)
    own = next(
        (
            each.points
            for each in cell.question.cell_points
            if (each.row, each.column) == (cell.row.code, cell.column.code)
        ),
        None,
    )
    return own if own is not None else cell.column.points or Decimal(0)


def _where(cell: Cell) -> str:
    return (
        f"{cell.row.label}·{cell.column.label}：" if cell.row is not None and cell.column is not None else ""
    )
