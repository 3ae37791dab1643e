"""Cross tabulation: the answers to one question by kind of unit, by group, or by the answer to another.

Counts and row percentages; a unit that chose several options of the question it is split by stands in each of
their rows, so that rows may add up to more than the units.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final

from core.organisations.rules import OrganisationKind, group_name
from core.questionnaires.answers import number_in
from core.questionnaires.form import Kind, Question
from core.responses.gathered import Filled, Gathered
from core.responses.statistics import options_of, questions

# What is no question: the units' own facts.
BY_UNIT: Final = {"kind": "单位类别", "group": "分组"}
UNANSWERED: Final = "（未答）"


@dataclass(frozen=True, slots=True)
class CrossRow:
    """One class of units: how many answered the question, and how many chose each option.

    For a number question `counts` is empty and `numbers` holds what the units answered.
    """

    label: str
    answered: int
    counts: tuple[int, ...] = ()
    numbers: tuple[Decimal, ...] = ()

    def share(self, at: int) -> Decimal | None:
        """The row percentage of an option, None where nobody of the class answered."""
        return Decimal(100 * self.counts[at]) / self.answered if self.answered else None

    @property
    def total(self) -> Decimal:
        """The sum of the numbers."""
        return sum(self.numbers, Decimal(0))

    @property
    def mean(self) -> Decimal | None:
        """Their mean, None of none."""
        return self.total / len(self.numbers) if self.numbers else None

    @property
    def middle(self) -> Decimal | None:
        """Their median, None of none."""
        return median(self.numbers) if self.numbers else None


@dataclass(frozen=True, slots=True)
class Crossing:
    """A question split by `across`; `options` are the columns, empty for a number question."""

    question: Question
    across: str
    across_label: str
    options: tuple[str, ...]
    rows: tuple[CrossRow, ...]


def ways(of: Gathered, code: str) -> dict[str, str]:
    """By what a question can be split: facts of the units, then every other choice question."""
    others = {
        f"q:{question.code}": f"{question.code} {question.title}"
        for _number, question in questions(of)
        if question.kind.has_options and question.code != code
    }
    return {**BY_UNIT, **others}


def can_cross(question: Question) -> bool:
    """Whether a question can be split at all."""
    return question.kind.has_options or question.kind is Kind.NUMBER


def crossing(of: Gathered, code: str, across: str) -> Crossing | None:
    """A question split by one of `ways`; None where there is no such question or way."""
    known = {question.code: question for _number, question in questions(of)}
    question, named = known.get(code), ways(of, code)
    if question is None or across not in named or not can_cross(question):
        return None
    options = options_of(of, question) if question.kind.has_options else ()
    labels = {option.code: option.label for option in options}
    classes = _classes(of, across, known)
    rows = tuple(_row(label, filled, question, list(labels)) for label, filled in classes.items())
    return Crossing(question, across, named[across], tuple(labels.values()), rows)


def _classes(of: Gathered, across: str, known: Mapping[str, Question]) -> dict[str, list[Filled]]:
    found: dict[str, list[Filled]] = {}
    if across in BY_UNIT:
        for filled in of.filled:
            found.setdefault(_class_of(filled, across), []).append(filled)
        return found
    by = known[across.removeprefix("q:")]
    labels = {option.code: option.label for option in options_of(of, by)}
    found = {label: [] for label in labels.values()}
    for filled in of.filled:
        answer = filled.answers.get(by.code)
        codes = answer if isinstance(answer, list) else [answer] if answer else []
        for label in [labels.get(each, each) for each in codes] or [UNANSWERED]:
            found.setdefault(label, []).append(filled)
    return {label: members for label, members in found.items() if members}


def _class_of(filled: Filled, across: str) -> str:
    kind = OrganisationKind(filled.kind).label
    if across == "kind":
        return kind
    group = group_name(filled.group_name)
    return kind if group in (kind, "—") else f"{kind} {group}"


def _row(label: str, members: Sequence[Filled], question: Question, codes: Sequence[str]) -> CrossRow:
    answers = [filled.answers[question.code] for filled in members if filled.answers.get(question.code)]
    if question.kind is Kind.NUMBER:
        numbers = [number_in(str(answer)) for answer in answers]
        held = tuple(number for number in numbers if number is not None)
        return CrossRow(label, len(held), (), held)
    chosen = [code for answer in answers for code in (answer if isinstance(answer, list) else [answer])]
    return CrossRow(label, len(answers), tuple(chosen.count(code) for code in codes))
