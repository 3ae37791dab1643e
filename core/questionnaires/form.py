"""What a questionnaire is: sections of questions, each of one kind, with options, rows and columns.

The key of everything is its code, unique in its questionnaire: answers, points and conditions refer to it,
so that words may be mended without losing an answer.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from core.indicators.canonical import fingerprint, plain, rebuilt


class Kind(StrEnum):
    """What a question or a matrix column takes; files and matrices stand in questions only."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FILE = "file"
    MATRIX = "matrix"

    @property
    def label(self) -> str:
        """The kind in Chinese."""
        return _KINDS[self]

    @property
    def has_options(self) -> bool:
        """Whether it is answered by choosing."""
        return self in (Kind.SINGLE, Kind.MULTIPLE)


class Need(StrEnum):
    """Whether handing in without an answer is possible: no, with a reason, or freely."""

    REQUIRED = "required"
    REASONED = "reasoned"
    OPTIONAL = "optional"

    @property
    def label(self) -> str:
        """The need in Chinese."""
        return _NEEDS[self]


class Operator(StrEnum):
    """How a condition compares an answer."""

    EQUALS = "equals"
    DIFFERS = "differs"
    CONTAINS = "contains"
    LACKS = "lacks"
    ABOVE = "above"
    BELOW = "below"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ANSWERED = "answered"
    EMPTY = "empty"

    @property
    def label(self) -> str:
        """The comparison in Chinese."""
        return _OPERATORS[self]


# What the answer to a question becomes of the metric it is mapped to.
PARTS: Final = {"value": "直接值", "numerator": "分子", "denominator": "分母", "points": "得分"}


@dataclass(frozen=True, slots=True)
class Term:
    """One comparison: the answer in the cell `cell` with `value` (an option's code, a number, a date, a text)."""

    cell: str
    operator: Operator
    value: str = ""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Comparisons that must all hold."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """When something is shown: when all terms of any group hold; without groups, always."""

    any_of: tuple[AllOf, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every comparison in it."""
        return tuple(term for group in self.any_of for term in group.terms)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose; `points` are what it earns, `other` asks for a text beside it.

    `alone` excludes every other option of a multiple choice (以上都没有).
    """

    code: str
    label: str
    points: Decimal | None = None
    other: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer must keep to; None and "" mean no limit. Dates are ISO text.

    `least`, `most`, `digits` hold for numbers, `shortest`, `longest` and `pattern` for texts (`told` says
    the pattern in words), `earliest` and `latest` for dates, `fewest` and `most_chosen` for choices and
    files, `within` names the cell whose number this one may not exceed; in a matrix column the code of
    another column means that column's cell in the same row.
    """

    least: Decimal | None = None
    most: Decimal | None = None
    digits: int | None = None
    shortest: int | None = None
    longest: int | None = None
    pattern: str = ""
    told: str = ""
    earliest: str = ""
    latest: str = ""
    fewest: int | None = None
    most_chosen: int | None = None
    within: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a matrix; `total` adds its numbers up below, `points` are earned by each filled cell."""

    code: str
    label: str
    kind: Kind = Kind.TEXT
    options: tuple[Option, ...] = ()
    need: Need = Need.REQUIRED
    limits: Limits = Limits()
    unit: str = ""
    total: bool = False
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a matrix."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class CellPoints:
    """What one filled cell of a matrix earns, where that differs from its column."""

    row: str
    column: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    A matrix has `columns` and either fixed `rows` or up to `open_rows` lines the unit adds itself;
    `row_totals` adds up its number columns at the right. `manual` points are given by an evaluator, up to
    that many. `metric` is the code of the metric the answer feeds, as the part `part` of it (`PARTS`).
    `example` shows good evidence in words; `indicator` is the code of the indicator it belongs to.
    """

    code: str
    title: str
    kind: Kind
    need: Need = Need.REQUIRED
    note: str = ""
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()
    open_rows: int = 0
    row_totals: bool = False
    cell_points: tuple[CellPoints, ...] = ()
    limits: Limits = Limits()
    unit: str = ""
    long: bool = False
    shown_if: Condition = Condition()
    manual: Decimal | None = None
    metric: str = ""
    part: str = "value"
    indicator: str = ""
    example: str = ""
    # Whether evidence may be put beside the answer, whatever the question's kind.
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the questions under it."""

    code: str
    title: str
    questions: tuple[Question, ...] = ()
    note: str = ""
    shown_if: Condition = Condition()


# Not slotted: the tables below are made once and kept.
@dataclass(frozen=True)
class Form:
    """The whole questionnaire as one version of it stands."""

    title: str
    sections: tuple[Section, ...] = ()
    note: str = ""
    # Codes once given and gone, spelt as `core.questionnaires.codes` spells them: an answer kept under one
    # of them never turns into the answer to something else.
    retired: tuple[str, ...] = ()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question in order."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def question_by_code(self) -> dict[str, Question]:
        """Questions by code; of equal codes the last (`checks` refuses them)."""
        return {question.code: question for question in self.questions}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section of each question, by the question's code."""
        return {question.code: section for section in self.sections for question in section.questions}

    def to_dict(self) -> dict[str, Any]:
        """The form as plain data; `from_dict` is its inverse."""
        document: dict[str, Any] = plain(self)
        return document

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Form":
        """The form in plain data made by `to_dict`."""
        return rebuilt(cls, data)

    @cached_property
    def sha256(self) -> str:
        """The fingerprint a published version is frozen by."""
        return fingerprint(self.to_dict())


_KINDS: Final = {
    Kind.SINGLE: "单选",
    Kind.MULTIPLE: "多选",
    Kind.TEXT: "文本",
    Kind.NUMBER: "数值",
    Kind.DATE: "日期",
    Kind.FILE: "附件",
    Kind.MATRIX: "矩阵",
}
_NEEDS: Final = {Need.REQUIRED: "必填", Need.REASONED: "缺答须说明", Need.OPTIONAL: "选填"}
_OPERATORS: Final = {
    Operator.EQUALS: "等于",
    Operator.DIFFERS: "不等于",
    Operator.CONTAINS: "包含",
    Operator.LACKS: "不包含",
    Operator.ABOVE: "大于",
    Operator.BELOW: "小于",
    Operator.AT_LEAST: "不小于",
    Operator.AT_MOST: "不大于",
    Operator.ANSWERED: "已填",
    Operator.EMPTY: "未填",
}
