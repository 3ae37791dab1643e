"""What the answers to a question come to: counts and shares, numbers summed up, matrices by column and row.

Only answers to questions a unit was shown count; `shown` and `answered` are the two denominators of every share.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median, quantiles
from typing import TypeVar

from core.questionnaires.answers import Answer, date_in, number_in
from core.questionnaires.form import Column, Kind, Option, Question
from core.responses.gathered import Filled, Gathered

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Share:
    """One option, and how many chose it."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """The options in the form's order; of a multiple choice the counts add up to more than the answers."""

    shares: tuple[Share, ...]

    @property
    def first(self) -> Share | None:
        """The option most chose, the earlier of equals."""
        chosen = [share for share in self.shares if share.count]
        return max(chosen, key=lambda share: share.count, default=None)


@dataclass(frozen=True, slots=True)
class Given:
    """What one unit answered, for lists."""

    response_id: int
    unit: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers with the units that gave them; quartiles are those of Excel's QUARTILE.INC."""

    values: tuple[tuple[str, Decimal], ...]

    @property
    def numbers(self) -> list[Decimal]:
        """The numbers alone, rising."""
        return sorted(number for _unit, number in self.values)

    @property
    def total(self) -> Decimal:
        """Their sum."""
        return sum((number for _unit, number in self.values), Decimal(0))

    @property
    def mean(self) -> Decimal:
        """Their mean; 0 of none."""
        return self.total / len(self.values) if self.values else Decimal(0)

    @property
    def quartiles(self) -> tuple[Decimal, Decimal, Decimal]:
        """The lower quartile, the median and the upper quartile; zeros of none."""
        numbers = self.numbers
        if len(numbers) < 2:
            return (numbers[0],) * 3 if numbers else (Decimal(0),) * 3
        low, _middle, high = quantiles(numbers, n=4, method="inclusive")
        return low, median(numbers), high


@dataclass(frozen=True, slots=True)
class Days:
    """Days with the units that gave them."""

    values: tuple[tuple[str, date], ...]

    @property
    def months(self) -> tuple[tuple[str, int], ...]:
        """How many fall into each month somebody named, in order: 2021-03."""
        named = sorted(f"{day:%Y-%m}" for _unit, day in self.values)
        return tuple((month, named.count(month)) for month in dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Texts:
    """What was written, unit by unit."""

    values: tuple[Given, ...]


Content = Choices | Numbers | Days | Texts


@dataclass(frozen=True, slots=True)
class ColumnFigures:
    """One column of a matrix: over all rows, and row by row; `answered` counts filled boxes."""

    column: Column
    answered: int
    whole: Content
    rows: tuple[tuple[str, Content], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """One question: how many units saw and answered it, and what they said.

    `content` is None for a matrix, whose `columns` hold it. `unfit` counts answers that break their kind.
    """

    question: Question
    number: int
    shown: int
    answered: int
    unfit: int
    content: Content | None
    columns: tuple[ColumnFigures, ...] = ()


def figures(of: Gathered) -> tuple[Figures, ...]:
    """Every question of every version answered, the newest version's first."""
    return tuple(_figures(of, number, question) for number, question in questions(of))


def questions(of: Gathered) -> list[tuple[int, Question]]:
    """Every question with the newest version that asks it."""
    found: dict[str, tuple[int, Question]] = {}
    for number, form in of.versions:
        for question in form.questions:
            found.setdefault(question.code, (number, question))
    return list(found.values())


def figures_of(of: Gathered, code: str) -> Figures | None:
    """One question, by its code; None where no version asks it."""
    asked = next((each for each in questions(of) if each[1].code == code), None)
    return _figures(of, *asked) if asked else None


def _figures(of: Gathered, number: int, question: Question) -> Figures:
    code = question.code
    saw = [filled for filled in of.filled if code in filled.seen]
    if question.kind is Kind.MATRIX:
        begun = [each for each in saw if any(key.startswith(f"{code}/") for key in each.answers)]
        columns = tuple(_column(question, column, saw) for column in question.columns)
        return Figures(question, number, len(saw), len(begun), 0, None, columns)
    if question.kind is Kind.FILE:
        put = [each for each in saw if each.files.get(code)]
        listed = tuple(
            Given(each.response_id, each.unit_name, "", "；".join(each.files[code])) for each in put
        )
        return Figures(question, number, len(saw), len(put), 0, Texts(listed))
    answers = [(each, "", each.answers[code]) for each in saw if each.answers.get(code)]
    content, unfit = _content(question.kind, options_of(of, question), answers)
    return Figures(question, number, len(saw), len(answers), unfit, content)


def options_of(of: Gathered, question: Question) -> tuple[Option, ...]:
    """The options of every version that asks the question, the newest version's first."""
    found = {option.code: option for option in question.options}
    for _number, form in of.versions:
        older = form.question_by_code.get(question.code)
        for option in older.options if older else ():
            found.setdefault(option.code, option)
    return tuple(found.values())


_Answers = Sequence[tuple[Filled, str, Answer]]


def _column(question: Question, column: Column, saw: Sequence[Filled]) -> ColumnFigures:
    rows: dict[str, list[tuple[Filled, str, Answer]]] = {row.code: [] for row in question.rows}
    names = {row.code: row.label for row in question.rows}
    for filled in saw:
        for key, answer in filled.answers.items():
            place = key.split("/")
            if len(place) == 3 and place[0] == question.code and place[2] == column.code and answer:
                label = names.setdefault(place[1], f"第 {place[1]} 行")
                rows.setdefault(place[1], []).append((filled, label, answer))
    every = [each for answers in rows.values() for each in answers]
    return ColumnFigures(
        column,
        len(every),
        _content(column.kind, column.options, every)[0],
        tuple(
            (names[code], _content(column.kind, column.options, answers)[0]) for code, answers in rows.items()
        ),
    )


def _content(kind: Kind, options: Sequence[Option], answers: _Answers) -> tuple[Content, int]:
    """What these answers come to, and how many of them are none of their kind."""
    if kind.has_options:
        chosen = [code for _filled, _place, answer in answers for code in _codes(answer)]
        shares = tuple(Share(each.code, each.label, chosen.count(each.code)) for each in options)
        known = {option.code for option in options}
        return Choices(shares), sum(not known & set(_codes(answer)) for _filled, _place, answer in answers)
    if kind is Kind.NUMBER:
        numbers = tuple(_read(answers, number_in))
        return Numbers(numbers), len(answers) - len(numbers)
    if kind is Kind.DATE:
        days = tuple(_read(answers, date_in))
        return Days(days), len(answers) - len(days)
    return Texts(
        tuple(Given(f.response_id, f.unit_name, place, str(answer)) for f, place, answer in answers)
    ), 0


def _read(answers: _Answers, read: Callable[[str], _Value | None]) -> Iterable[tuple[str, _Value]]:
    for filled, place, answer in answers:
        value = read(str(answer))
        if value is not None:
            yield (f"{filled.unit_name}·{place}" if place else filled.unit_name), value


def _codes(answer: Answer) -> list[str]:
    return answer if isinstance(answer, list) else [answer]
