"""Changes inside a question: its fields, its kind, and the words of its options, rows and columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final, TypeVar

from core.questionnaires.codes import fresh
from core.questionnaires.edit import (
    checked_text,
    checked_title,
    question_at,
    refused,
    titled,
    with_question,
)
from core.questionnaires.fields import COLUMN, LABELS, QUESTION, checked_field
from core.questionnaires.form import Column, Form, Kind, Option, Question, Row
from core.questionnaires.kinds import retyped, retyped_column

MOST_LINES: Final = 200
LONGEST_LABEL: Final = 200

_Part = TypeVar("_Part", Option, Row, Column)


@dataclass(frozen=True, slots=True)
class ChangeQuestion:
    """Fields of a question as they are from now on, by name (`fields.QUESTION`).

    Options and columns keep their codes: theirs are changed in number and words by `SetOptions` and
    `SetColumns`, the kind by `ChangeKind`.
    """

    code: str
    changes: Mapping[str, Any]

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        held = question_at(form, self.code)
        changes = {name: checked_field(QUESTION, name, value) for name, value in self.changes.items()}
        if "title" in changes:
            changes["title"] = checked_title(changes["title"])
        for name in ("note", "example"):
            if name in changes:
                changes[name] = checked_text(changes[name], LABELS[name])
        question = replace(held, **changes)
        for name in ("options", "columns", "rows"):
            _same_codes(getattr(held, name), getattr(question, name), LABELS[name])
        return with_question(form, question)

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        changed = _changed(question_at(form, self.code), self.changes)
        return f"修改题目{titled(form, self.code)}：{changed}"


@dataclass(frozen=True, slots=True)
class ChangeColumn:
    """Fields of a column of a matrix as they are from now on, by name (`fields.COLUMN`)."""

    code: str
    column: str
    changes: Mapping[str, Any]

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        question = question_at(form, self.code)
        held = column_at(question, self.column)
        changes = {name: checked_field(COLUMN, name, value) for name, value in self.changes.items()}
        if "label" in changes:
            changes["label"] = _label(changes["label"])
        kind = changes.pop("kind", held.kind)
        if kind in (Kind.FILE, Kind.MATRIX):
            raise refused(f"矩阵的列不能是{kind.label}", remedy="请选择其他列型，附件另设一题")
        start = held if kind is held.kind else retyped_column(form, self.code, held, kind)
        column = replace(start, **changes)
        _same_codes(start.options, column.options, LABELS["options"])
        return with_question(form, _with_column(question, column))

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        held = column_at(question_at(form, self.code), self.column)
        return f"修改题目{titled(form, self.code)}的列“{held.label}”：{_changed(held, self.changes)}"


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """A question as one of another kind, with everything that still means something."""

    code: str
    kind: Kind

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        return with_question(form, retyped(form, question_at(form, self.code), self.kind))

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        before = question_at(form, self.code).kind
        return f"题目{titled(form, self.code)}由{before.label}改为{self.kind.label}"


@dataclass(frozen=True, slots=True)
class SetOptions:
    """The options of a choice, one a line, or those of a column of a matrix.

    An unchanged label keeps its code wherever it stands, a changed one keeps that of its place.
    """

    code: str
    lines: str
    column: str = ""

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        question = question_at(form, self.code)
        held = column_at(question, self.column) if self.column else question
        if not held.kind.has_options:
            raise refused("只有单选和多选才有选项", held.kind.label, "请先改题型")
        family = f"{self.code}//{self.column}+" if self.column else f"{self.code}+"
        options = _matched(held.options, self.lines, fresh(form, family), Option)
        if isinstance(held, Column):
            return with_question(form, _with_column(question, replace(held, options=options)))
        return with_question(form, replace(question, options=options))

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        where = f"的列“{column_at(question_at(form, self.code), self.column).label}”" if self.column else ""
        return f"题目{titled(form, self.code)}{where}的选项改为 {_listed(self.lines)}"


@dataclass(frozen=True, slots=True)
class SetRows:
    """The fixed rows of a matrix, one a line; without any, units may add their own lines."""

    code: str
    lines: str

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        question = _matrix(form, self.code)
        rows = _matched(question.rows, self.lines, fresh(form, f"{self.code}/", "r", "/"), Row)
        codes = {row.code for row in rows}
        kept = tuple(each for each in question.cell_points if each.row in codes or not rows)
        open_rows = 0 if rows else question.open_rows
        return with_question(form, replace(question, rows=rows, cell_points=kept, open_rows=open_rows))

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        return f"题目{titled(form, self.code)}的行改为 {_listed(self.lines)}"


@dataclass(frozen=True, slots=True)
class SetColumns:
    """The columns of a matrix, one a line; a new one is of the kind of the last, if that is not a choice."""

    code: str
    lines: str

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        question = _matrix(form, self.code)
        last = question.columns[-1].kind if question.columns else Kind.TEXT
        kind = Kind.TEXT if last.has_options else last
        held = {column.code for column in question.columns}
        found = _matched(question.columns, self.lines, fresh(form, f"{self.code}//", "c"), Column)
        columns = tuple(each if each.code in held else replace(each, kind=kind) for each in found)
        codes = {column.code for column in columns}
        kept = tuple(each for each in question.cell_points if each.column in codes)
        return with_question(form, replace(question, columns=columns, cell_points=kept))

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        return f"题目{titled(form, self.code)}的列改为 {_listed(self.lines)}"


def column_at(question: Question, code: str) -> Column:
    """The column of that code; refuses a code the matrix has not."""
    found = next((column for column in question.columns if column.code == code), None)
    if found is None:
        raise refused(f"题目“{question.code} {question.title}”没有这一列", code, "可能刚被他人删除，请刷新")
    return found


def _matrix(form: Form, code: str) -> Question:
    question = question_at(form, code)
    if question.kind is not Kind.MATRIX:
        raise refused("只有矩阵题才有行和列", question.kind.label, "请先改题型")
    return question


def _with_column(question: Question, column: Column) -> Question:
    columns = tuple(column if each.code == column.code else each for each in question.columns)
    return replace(question, columns=columns)


def _same_codes(before: Sequence[_Part], after: Sequence[_Part], called: str) -> None:
    if sorted(part.code for part in before) != sorted(part.code for part in after):
        raise refused(f"{called}的编码不能在这里增减或更改", remedy="请用“每行一个”的方式增减")


def _matched(held: Sequence[_Part], lines: str, codes: Iterator[str], kind: type[_Part]) -> tuple[_Part, ...]:
    """The parts the lines name: by unchanged label, else by unchanged place, else new ones."""
    labels = [_label(line) for line in lines.splitlines() if line.strip()]
    if len(labels) > MOST_LINES:
        raise refused(f"最多 {MOST_LINES} 行", f"{len(labels)} 行", "请删减，一行一个")
    twice = next((label for label in labels if labels.count(label) > 1), None)
    if twice is not None:
        raise refused("有两行文字相同", twice, "请改写或删除其中之一")
    same = {label: part for part in reversed(held) if (label := _joined(part.label)) in labels}
    taken = {part.code for part in same.values()}
    found = []
    for at, label in enumerate(labels):
        part = same.get(label)
        if part is None and at < len(held) and held[at].code not in taken:
            part = held[at]
        found.append(replace(part, label=label) if part is not None else kind(next(codes), label))
    return tuple(found)


def _label(text: str) -> str:
    label = _joined(text)
    if not 0 < len(label) <= LONGEST_LABEL:
        raise refused(f"文字应为 1 到 {LONGEST_LABEL} 个字", label, "请改写")
    return label


def _joined(text: str) -> str:
    return " ".join(text.split())


def _listed(lines: str) -> str:
    labels = [_joined(line) for line in lines.splitlines() if line.strip()]
    more = f" 等 {len(labels)} 个" if len(labels) > 6 else ""
    return f"{'、'.join(labels[:6])}{more}" or "空"


def _changed(held: Question | Column, changes: Mapping[str, Any]) -> str:
    known = {field.name for field in fields(held)}
    names = [
        LABELS.get(name, name)
        for name, value in changes.items()
        if name in known and getattr(held, name) != value
    ]
    return "、".join(names) or "未变"
