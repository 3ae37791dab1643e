"""What differs between two forms, every change in a sentence, and which answers a new version touches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from core.indicators.canonical import plain_decimal
from core.questionnaires.cells import cell_at
from core.questionnaires.fields import LABELS
from core.questionnaires.form import (
    PARTS,
    CellPoints,
    Column,
    Condition,
    Form,
    Limits,
    Operator,
    Option,
    Question,
    Row,
    Section,
)
from core.questionnaires.limit_checks import NAMES

_PARTS: Final = {"options": "选项", "rows": "行", "columns": "列"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: the code of the question or section ("" the form itself), the field, a sentence.

    `field` is added, removed, moved or order for what is about a whole part.
    """

    code: str
    field: str
    sentence: str


def differences(before: Form, after: Form) -> tuple[Difference, ...]:
    """Every change from one form to the other: the head, the sections, the questions; none where nothing is asked
    otherwise, whatever codes have gone."""
    found = [*_head(before, after), *_sections(before, after)]
    for question in before.question_by_code.values():
        if question.code not in after.question_by_code:
            found.append(Difference(question.code, "removed", f"删除{_kind(question)}{_called(question)}"))
    for question in after.question_by_code.values():
        held = before.question_by_code.get(question.code)
        if held is None:
            where = _called(after.section_of[question.code])
            found.append(
                Difference(question.code, "added", f"在章节{where}新增{_kind(question)}{_called(question)}")
            )
        else:
            found += _question(before, after, held, question)
    return (*found, *_order(before, after))


def _head(before: Form, after: Form) -> Iterator[Difference]:
    for field, title in (("title", "标题"), ("note", "填写说明")):
        one, two = getattr(before, field), getattr(after, field)
        if one != two:
            yield Difference("", field, f"问卷{title}由 {_shown(one)} 改为 {_shown(two)}")


def _sections(before: Form, after: Form) -> Iterator[Difference]:
    old = {section.code: section for section in before.sections}
    new = {section.code: section for section in after.sections}
    for code, section in old.items():
        if code not in new:
            yield Difference(code, "removed", f"删除章节{_called(section)}")
    for code, section in new.items():
        held = old.get(code)
        if held is None:
            yield Difference(code, "added", f"新增章节{_called(section)}")
            continue
        for field, title in (("title", "标题"), ("note", "说明")):
            one, two = getattr(held, field), getattr(section, field)
            if one != two:
                yield Difference(
                    code, field, f"章节{_called(held)}的{title}由 {_shown(one)} 改为 {_shown(two)}"
                )
        if held.shown_if != section.shown_if:
            one, two = condition_in_words(before, held.shown_if), condition_in_words(after, section.shown_if)
            yield Difference(code, "shown_if", f"章节{_called(held)}的显示条件由 {one} 改为 {two}")


def _question(old: Form, new: Form, before: Question, after: Question) -> Iterator[Difference]:
    called = f"题目{_called(before)}"
    one, two = old.section_of[before.code], new.section_of[after.code]
    if one.code != two.code:
        yield Difference(after.code, "moved", f"{called}由章节{_called(one)}移到章节{_called(two)}")
    for field in fields(Question):
        left, right = getattr(before, field.name), getattr(after, field.name)
        if left == right or field.name == "code":
            continue
        if field.name in _PARTS:
            yield from _parts(after.code, called, field.name, left, right)
        elif field.name == "shown_if":
            words = f"由 {condition_in_words(old, left)} 改为 {condition_in_words(new, right)}"
            yield Difference(after.code, "shown_if", f"{called}的显示条件{words}")
        else:
            for title, first, second in _changes(field.name, left, right):
                yield Difference(after.code, field.name, f"{called}的{title}由 {first} 改为 {second}")


def _parts(
    code: str, called: str, field: str, before: Sequence[Any], after: Sequence[Any]
) -> Iterator[Difference]:
    """Changes of options, rows or columns; `field` tells which."""
    what = _PARTS[field]
    old, new = {part.code: part for part in before}, {part.code: part for part in after}
    for key, part in old.items():
        if key not in new:
            yield Difference(code, field, f"{called}删除{what}“{part.label}”")
    for key, part in new.items():
        held = old.get(key)
        if held is None:
            yield Difference(code, field, f"{called}新增{what}“{part.label}”")
            continue
        place = f"{called}的{what}“{held.label}”"
        for each in fields(part):
            one, two = getattr(held, each.name), getattr(part, each.name)
            if one == two or each.name == "code":
                continue
            if each.name == "label":
                yield Difference(code, field, f"{place}改为“{two}”")
            elif each.name == "options":
                yield from _parts(code, place, "options", one, two)
            else:
                for title, first, second in _changes(each.name, one, two):
                    yield Difference(code, field, f"{place}的{title}由 {first} 改为 {second}")
    common, order = [key for key in old if key in new], [key for key in new if key in old]
    if common != order:
        names = "、".join(new[key].label for key in order[:6])
        yield Difference(code, field, f"{called}的{what}顺序改为 {names}{' 等' if len(order) > 6 else ''}")
    elif tuple(part.code for part in before) != tuple(old) or tuple(part.code for part in after) != tuple(
        new
    ):
        yield Difference(code, field, f"{called}的{what}编码重复，请先改正再核对")


def _order(before: Form, after: Form) -> Iterator[Difference]:
    codes = [section.code for section in before.sections], [section.code for section in after.sections]
    if [code for code in codes[0] if code in codes[1]] != [code for code in codes[1] if code in codes[0]]:
        names = "、".join(section.title for section in after.sections)
        yield Difference("", "order", f"章节顺序改为 {names}")
    for section in after.sections:
        held = next((each for each in before.sections if each.code == section.code), None)
        if held is None:
            continue
        one, two = [each.code for each in held.questions], [each.code for each in section.questions]
        if [code for code in one if code in two] != (order := [code for code in two if code in one]):
            names = "、".join(order[:10]) + (" 等" if len(order) > 10 else "")
            yield Difference(section.code, "order", f"章节{_called(section)}的题目顺序改为 {names}")


def _changes(field: str, before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    """What changed in a field, each with both values in words: limits one by one, the rest as a whole."""
    if not isinstance(before, Limits) or not isinstance(after, Limits):
        if field == "part":
            yield LABELS[field], PARTS.get(before, before), PARTS.get(after, after)
        else:
            yield LABELS.get(field, field), _shown(before), _shown(after)
        return
    for name, title in NAMES.items():
        one, two = getattr(before, name), getattr(after, name)
        if one != two:
            yield title, _shown(one), _shown(two)


def condition_in_words(form: Form, condition: Condition) -> str:
    """A condition as people read it: groups joined by 或, comparisons in one by 且."""
    groups = []
    for group in condition.any_of:
        terms = []
        for term in group.terms:
            cell = cell_at(form, term.cell)
            value = next((each.label for each in cell.options if each.code == term.value), "") if cell else ""
            bare = term.operator in (Operator.ANSWERED, Operator.EMPTY)
            words = "" if bare else f"“{value or term.value}”"
            terms.append(f"{cell.place if cell else term.cell}{term.operator.label}{words}")
        groups.append("且".join(terms))
    return "，或".join(groups) or "始终显示"


def _shown(value: Any) -> str:
    if value is None or value == "" or value == ():
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, StrEnum):
        return str(getattr(value, "label", value))
    if isinstance(value, tuple):
        return "、".join(_shown(each) for each in value)
    if isinstance(value, CellPoints):
        return f"{value.row}/{value.column} {plain_decimal(value.points)} 分"
    text = str(value)
    return f"“{text if len(text) <= 60 else text[:60] + '…'}”" if isinstance(value, str) else text


def _kind(question: Question) -> str:
    return f"{question.kind.label}题"


def _called(part: Section | Question | Option | Row | Column) -> str:
    return f"“{part.code} {getattr(part, 'title', '') or getattr(part, 'label', '')}”"
