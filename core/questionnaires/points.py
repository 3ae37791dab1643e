"""What answers earn: option points, cell points, and the points an evaluator gives.

A question's points are the sum of what its chosen options and filled cells earn and of its manual points; a
questionnaire's are the sum of its questions'. Every line names the box it comes from, so that a score can be
opened down to the answer.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

from core.questionnaires.answers import Answer, Answers, faults, is_empty
from core.questionnaires.cells import Cell, cells_of
from core.questionnaires.form import Form, Kind, Option, Question
from core.questionnaires.logic import shown


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
    """Whether a question earns points at all."""
    return most_of(question) > 0


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
        self._scored = tuple(
            (question, most_of(question), tuple(filter(_earns, cells_of(question))))
            for question in form.questions
            if is_scored(question)
        )

    def of(
        self, answers: Answers, seen: Set[str], manual: Mapping[str, Decimal] | None = None
    ) -> tuple[QuestionPoints, ...]:
        """What each scored question earned, given the questions shown."""
        given = manual or {}
        return tuple(
            QuestionPoints(
                question.code,
                tuple(_lines(cells, answers)) if question.code in seen else (),
                given.get(question.code) if question.code in seen else None,
                most,
            )
            for question, most, cells in self._scored
        )


def _earns(cell: Cell) -> bool:
    return cell.kind.has_options or bool(_cell_points(cell))


def _lines(cells: Iterable[Cell], answers: Answers) -> Iterator[Earned]:
    for cell in cells:
        answer = answers.get(cell.key, "")
        if is_empty(answer) or faults(cell, answer, answers):
            continue
        if cell.kind.has_options:
            for option in _chosen(cell, answer):
                if option.points:
                    yield Earned(cell.key, f"{_where(cell)}选“{option.label}”", option.points)
            continue
        points = _cell_points(cell)
        if points:
            yield Earned(cell.key, f"{_where(cell)}已填", points)


def _most_of_cell(cell: Cell) -> Decimal:
    if not cell.kind.has_options:
        return max(_cell_points(cell), Decimal(0))
    points = [option.points or Decimal(0) for option in cell.options]
    if cell.kind is Kind.SINGLE:
        return max([*points, Decimal(0)])
    # The most of a multiple choice may be limited to so many options.
    best = sorted((each for each in points if each > 0), reverse=True)[: cell.limits.most_chosen]
    return sum(best, Decimal(0))


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


def _chosen(cell: Cell, answer: Answer) -> list[Option]:
    codes = answer if isinstance(answer, list) else [answer]
    return [option for option in cell.options if option.code in codes]


def _where(cell: Cell) -> str:
    return (
        f"{cell.row.label}·{cell.column.label}：" if cell.row is not None and cell.column is not None else ""
    )
