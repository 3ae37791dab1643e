"""What conditions must be: they look back, at boxes and options that are there, with comparisons that can hold."""

from collections.abc import Iterator
from typing import Final

from core.questionnaires.answers import date_in, number_in
from core.questionnaires.cells import Cell, cell_at, question_code
from core.questionnaires.finding import Finding, named, red
from core.questionnaires.form import AllOf, Condition, Form, Kind, Operator, Term

_ORDERED: Final = (Operator.ABOVE, Operator.BELOW, Operator.AT_LEAST, Operator.AT_MOST)
_PRESENT: Final = (Operator.ANSWERED, Operator.EMPTY)
# Comparisons that hold where nothing was answered.
_UNANSWERED: Final = (Operator.EMPTY, Operator.DIFFERS, Operator.LACKS)
_PART: Final = (Operator.CONTAINS, Operator.LACKS)


def check_conditions(form: Form) -> Iterator[Finding]:
    """Everything found in the conditions of sections and questions, and what no answers lead to."""
    before: set[str] = set()
    reached: set[str] = set()
    for section in form.sections:
        place = f"章节{named(section.code, section.title)}"
        yield from _condition(form, section.code, place, section.shown_if, before)
        open_section = _possible(form, section.shown_if, reached)
        if not open_section:
            value = f"{len(section.questions)} 道题"
            yield red(section.code, f"无论怎么填都到不了{place}", value, "请改正或删除它的显示条件")
        for question in section.questions:
            place = named(question.code, question.title)
            yield from _condition(form, question.code, place, question.shown_if, before)
            if open_section and _possible(form, question.shown_if, reached):
                reached.add(question.code)
            elif open_section:
                yield red(question.code, f"无论怎么填都到不了{place}", remedy="请改正或删除它的显示条件")
            before.add(question.code)


def _possible(form: Form, condition: Condition, reached: set[str]) -> bool:
    """Whether some answers could make it hold, as far as can be told without trying them all."""
    return not condition.any_of or any(_group_possible(form, group, reached) for group in condition.any_of)


def _group_possible(form: Form, group: AllOf, reached: set[str]) -> bool:
    wanted: dict[str, str] = {}
    for term in group.terms:
        if term.operator in _UNANSWERED:
            continue
        cell = cell_at(form, term.cell)
        if cell is None or question_code(term.cell) not in reached:
            return False
        # A box holds one answer: it cannot equal two options at once.
        if term.operator is Operator.EQUALS and wanted.setdefault(term.cell, term.value) != term.value:
            return not cell.kind.has_options
    return True


def _condition(
    form: Form, code: str, place: str, condition: Condition, before: set[str]
) -> Iterator[Finding]:
    if any(not group.terms for group in condition.any_of):
        yield red(code, f"{place}的显示条件有一组是空的", remedy="请补上比较，或删去这一组")
    for term in condition.terms:
        looked = question_code(term.cell)
        cell = cell_at(form, term.cell)
        if looked == code and looked in form.question_by_code and looked not in before:
            yield red(code, f"{place}的显示条件看的是自己", term.cell, "请选择前面的题目")
        elif cell is None:
            yield red(code, f"{place}的显示条件看的格子不存在", term.cell, "请重新选择题目")
        elif looked not in before:
            rule = f"{place}的显示条件看的是后面的{cell.place}"
            yield red(code, rule, term.cell, "条件只能看前面的题目，请调整顺序或改条件")
        else:
            yield from _comparison(code, place, term, cell)


def _comparison(code: str, place: str, term: Term, cell: Cell) -> Iterator[Finding]:
    where = f"{place}的显示条件中，{cell.place}{term.operator.label}"
    if cell.kind is Kind.FILE:
        yield red(code, f"{place}的显示条件不能看附件题{cell.place}", term.cell, "请选择其他题目")
    elif term.operator in _PRESENT:
        return
    elif not term.value:
        yield red(code, f"{where}什么没有写", remedy="请填写比较的值")
    elif term.operator in _ORDERED:
        if cell.kind is Kind.MULTIPLE or (number_in(term.value) is None and date_in(term.value) is None):
            yield red(code, f"{where}比不出大小", term.value, "请与数或日期比较")
    elif cell.kind.has_options:
        if term.value not in {option.code for option in cell.options}:
            yield red(code, f"{where}的选项不存在", term.value, "请重新选择选项")
        elif cell.kind is Kind.SINGLE and term.operator in _PART:
            yield red(code, f"{where}用于单选不准确", term.value, "请改用等于或不等于")
    elif term.operator not in _PART:
        if cell.kind is Kind.NUMBER and number_in(term.value) is None:
            yield red(code, f"{where}比的不是数", term.value, "请填数字")
        if cell.kind is Kind.DATE and date_in(term.value) is None:
            yield red(code, f"{where}比的不是日期", term.value, "如 2020-12-31")
