"""Which questions a unit sees, given what it has answered.

A condition that looks at a question not shown finds it unanswered, and an unanswered one differs from every
value and contains none, as in XLSForm: hidden answers are kept but decide nothing.
"""

from collections.abc import Set
from typing import Final

from core.questionnaires.answers import Answer, Answers, date_in, is_empty, number_in
from core.questionnaires.cells import question_code
from core.questionnaires.form import Condition, Form, Operator, Term

_ORDERED: Final = (Operator.ABOVE, Operator.BELOW, Operator.AT_LEAST, Operator.AT_MOST)


def shown(form: Form, answers: Answers) -> frozenset[str]:
    """The codes of the questions shown, in one pass: conditions only look back (`checks` sees to it)."""
    seen: set[str] = set()
    for section in form.sections:
        if not holds(section.shown_if, answers, seen):
            continue
        for question in section.questions:
            if holds(question.shown_if, answers, seen):
                seen.add(question.code)
    return frozenset(seen)


def in_force(answers: Answers, seen: Set[str]) -> Answers:
    """The answers to the questions shown: what is hidden is kept, but binds nothing."""
    return {key: answer for key, answer in answers.items() if question_code(key) in seen}


def holds(condition: Condition, answers: Answers, seen: Set[str]) -> bool:
    """Whether a condition holds, given the answers and the questions shown before it."""
    if not condition.any_of:
        return True
    return any(
        all(_term_holds(term, _looked_at(term, answers, seen)) for term in group.terms)
        for group in condition.any_of
    )


def _looked_at(term: Term, answers: Answers, seen: Set[str]) -> Answer:
    return answers.get(term.cell, "") if question_code(term.cell) in seen else ""


def _term_holds(term: Term, answer: Answer) -> bool:
    if term.operator is Operator.ANSWERED:
        return not is_empty(answer)
    if term.operator is Operator.EMPTY:
        return is_empty(answer)
    chosen = answer if isinstance(answer, list) else [answer]
    if term.operator in (Operator.CONTAINS, Operator.LACKS):
        found = term.value in chosen if isinstance(answer, list) else term.value in answer
        return found is (term.operator is Operator.CONTAINS)
    if term.operator in (Operator.EQUALS, Operator.DIFFERS):
        same = chosen == [term.value] or _compared(term, answer) == 0
        return same is (term.operator is Operator.EQUALS)
    order = _compared(term, answer)
    if order is None:
        return False
    return {
        Operator.ABOVE: order > 0,
        Operator.BELOW: order < 0,
        Operator.AT_LEAST: order >= 0,
        Operator.AT_MOST: order <= 0,
    }[term.operator]


def _compared(term: Term, answer: Answer) -> int | None:
    """-1, 0 or 1 for an answer below, equal to or above the value; None where they have no order."""
    if not isinstance(answer, str):
        return None
    for read in (number_in, date_in):
        mine, other = read(answer), read(term.value)
        if mine is not None and other is not None:
            return (mine > other) - (mine < other)  # type: ignore[operator]
    return None
