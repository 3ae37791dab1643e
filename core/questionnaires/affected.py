"""What a new version does to answers given already: nothing is destroyed, and this says what becomes of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from core.questionnaires.form import Column, Form, Kind, Question

_KEPT: Final = "答数随原版本保留，不再显示，也不计入新版本"
_MARKED: Final = "答数保留并照原样显示，不符合新题型的标出，由填报单位改填"


@dataclass(frozen=True, slots=True)
class Affected:
    """One part that has answers and is no longer what it was.

    `code` is the question's, `what` says in words which part of it, `change` removed, retyped or recoded,
    `answers` how many are touched, `fate` what becomes of them.
    """

    code: str
    what: str
    change: str
    answers: int
    fate: str

    def __str__(self) -> str:
        verb = {"removed": "已删除", "retyped": "已改题型", "recoded": "编码已变"}[self.change]
        return f"{self.what}{verb}，有 {self.answers} 个答数：{self.fate}"


def affected(before: Form, after: Form, answered_keys: Mapping[str, int]) -> tuple[Affected, ...]:
    """What has answers and is removed, retyped or recoded, in the order of the form before.

    `answered_keys` counts the answers kept under each key of `before` (`core.questionnaires.cells`). How often
    one option was chosen it may say under the key with `=` and the option's code (`Q1=2`, `Q1/r1/c1=2`); for
    an option without such a count the answers of its whole box are the bound. What changed within a part that
    is gone itself is not told again.
    """
    counted = {key: count for key, count in answered_keys.items() if count > 0}
    return tuple(
        each
        for question in before.questions
        for each in _question(after, question, after.question_by_code.get(question.code), counted)
        if each.answers
    )


def _question(
    after: Form, before: Question, now: Question | None, counted: Mapping[str, int]
) -> Iterator[Affected]:
    called = f"题目“{before.code} {before.title}”"
    count = _sum(counted, before.code)
    if now is None:
        heirs = [
            each.code for each in after.questions if (each.title, each.kind) == (before.title, before.kind)
        ]
        if heirs:
            fate = f"{_KEPT}；新编码为 {heirs[0]}，不会自动转入"
            yield Affected(before.code, called, "recoded", count, fate)
        else:
            yield Affected(before.code, called, "removed", count, _KEPT)
        return
    if now.kind is not before.kind:
        fate = _KEPT if Kind.MATRIX in (now.kind, before.kind) else _MARKED
        what = f"{called}（{before.kind.label}→{now.kind.label}）"
        yield Affected(before.code, what, "retyped", count, fate)
        if not (now.kind.has_options and before.kind.has_options):
            return
    yield from _options(before.code, called, before, now, counted, before.code)
    if before.kind is Kind.MATRIX:
        yield from _lines(called, before, now, counted)


def _lines(called: str, before: Question, now: Question, counted: Mapping[str, int]) -> Iterator[Affected]:
    """Rows and columns of a matrix, and the lines units may add."""
    code = before.code
    left = {row.label: row.code for row in now.rows}
    rows = {row.code for row in now.rows}
    for row in before.rows:
        if row.code not in rows:
            change = "recoded" if row.label in left else "removed"
            count = _sum(counted, f"{code}/{row.code}")
            yield Affected(code, f"{called}的行“{row.label}”", change, count, _KEPT)
    own = range(1, before.open_rows + 1) if not before.rows else range(0)
    lost = [number for number in own if now.rows or number > now.open_rows]
    count = sum(_sum(counted, f"{code}/{number}") for number in lost)
    yield Affected(code, f"{called}中填报单位自行添加的行", "removed", count, _KEPT)
    columns = {column.code: column for column in now.columns}
    labels = {column.label for column in now.columns}
    for column in before.columns:
        place = f"{called}的列“{column.label}”"
        count = sum(each for key, each in counted.items() if _in_column(key, code, column.code))
        kept = columns.get(column.code)
        if kept is None:
            yield Affected(code, place, "recoded" if column.label in labels else "removed", count, _KEPT)
            continue
        if kept.kind is not column.kind:
            words = f"{place}（{column.kind.label}→{kept.kind.label}）"
            yield Affected(code, words, "retyped", count, _MARKED)
        if kept.kind.has_options and column.kind.has_options:
            yield from _column_options(place, before, column, kept, counted)


def _options(
    code: str,
    called: str,
    before: Question | Column,
    now: Question | Column,
    counted: Mapping[str, int],
    *keys: str,
) -> Iterator[Affected]:
    left, labels = {option.code for option in now.options}, {option.label for option in now.options}
    for option in before.options:
        if option.code not in left:
            exact = [counted[f"{key}={option.code}"] for key in keys if f"{key}={option.code}" in counted]
            told = any(f"{key}=" in each for key in keys for each in counted)
            count = sum(exact) if told else sum(counted.get(key, 0) for key in keys)
            what = f"{called}的选项“{option.label}”" + ("" if told else "（至多）")
            fate = "选过它的答数保留，标出“没有这个选项”，由填报单位改选"
            yield Affected(code, what, "recoded" if option.label in labels else "removed", count, fate)


def _column_options(
    place: str, question: Question, before: Column, now: Column, counted: Mapping[str, int]
) -> Iterator[Affected]:
    keys = sorted(
        {
            key.partition("=")[0]
            for key in counted
            if _in_column(key, question.code, before.code, options=True)
        }
    )
    yield from _options(question.code, place, before, now, counted, *keys)


def _in_column(key: str, question: str, column: str, *, options: bool = False) -> bool:
    """Whether a key is one of a column's boxes; with `options` also its counts of single options."""
    box, _, option = key.partition("=")
    parts = box.split("/")
    return (options or not option) and len(parts) == 3 and parts[0] == question and parts[2] == column


def _sum(counted: Mapping[str, int], start: str) -> int:
    """The answers in a box and in all inside it, counts of single options and remarks left out."""
    return sum(
        count
        for key, count in counted.items()
        if key == start or (key.startswith(f"{start}/") and "=" not in key)
    )
