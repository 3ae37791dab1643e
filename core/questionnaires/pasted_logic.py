"""Jumps and dependences of a pasted text as conditions.

“Choosing B jumps to question 5” hides what lies between: each of those is shown while B is not chosen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.errors import Problem
from core.questionnaires.form import AllOf, Condition, Kind, Operator, Option, Question, Term
from core.questionnaires.pasted_marks import Jump, Lean


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made of a block, with what the block says about going on.

    `jumps` are given with the option they stand on, None where they stand at the question.
    """

    question: Question
    number: str
    row: int
    jumps: tuple[tuple[Option | None, Jump], ...] = ()
    leans: tuple[Lean, ...] = ()


def with_conditions(asked: Sequence[Asked]) -> tuple[dict[str, Question], list[Problem]]:
    """The questions by code, shown as the jumps and dependences say; and what could not be followed."""
    remarks: list[Problem] = []
    hidden: dict[str, list[Term]] = {}
    for at, each in enumerate(asked):
        for option, jump in each.jumps:
            chosen = option or _option(each.question, jump.option)
            end = _place(asked, at, jump.number) if jump.number else len(asked)
            if end is None or end <= at or (chosen is None and each.question.options):
                rule = f"没有看懂跳转“{f'跳至第 {jump.number} 题' if jump.number else '结束'}”，没有设置"
                remarks.append(_remark(each, rule))
            elif chosen is not None:
                term = _term(each.question, chosen, False)
                for between in asked[at + 1 : end]:
                    hidden.setdefault(between.question.code, []).append(term)
    found = {}
    for at, each in enumerate(asked):
        groups = _leaning(asked, at, remarks)
        terms = tuple(hidden.get(each.question.code, ()))
        if terms:
            groups = [AllOf((*group.terms, *terms)) for group in groups] or [AllOf(terms)]
        found[each.question.code] = replace(each.question, shown_if=Condition(tuple(groups)))
        if groups:
            remarks.append(_remark(each, "已设置显示条件"))
    return found, remarks


def _leaning(asked: Sequence[Asked], at: int, remarks: list[Problem]) -> list[AllOf]:
    groups: list[AllOf] = []
    for lean in asked[at].leans:
        place = _before(asked, at, lean.number)
        question = asked[place].question if place is not None else None
        options = _leaned(question, lean) if question is not None else []
        if question is None or not options:
            remarks.append(_remark(asked[at], "没有看懂依赖的题或选项，没有设置显示条件"))
            continue
        groups += [AllOf((_term(question, option, True),)) for option in options]
    return groups


def _leaned(question: Question, lean: Lean) -> list[Option]:
    options = [question.options[place - 1] for place in lean.places if 0 < place <= len(question.options)]
    named = _option(question, lean.words)
    return options or ([named] if named else [])


def _option(question: Question, said: str) -> Option | None:
    """The option meant by a letter or by its words."""
    by_code: Mapping[str, Option] = {option.code: option for option in question.options}
    if said.lower() in by_code:
        return by_code[said.lower()]
    return next((option for option in question.options if said and option.label == said), None)


def _term(question: Question, option: Option, chosen: bool) -> Term:
    if question.kind is Kind.MULTIPLE:
        return Term(question.code, Operator.CONTAINS if chosen else Operator.LACKS, option.code)
    return Term(question.code, Operator.EQUALS if chosen else Operator.DIFFERS, option.code)


def _place(asked: Sequence[Asked], at: int, number: str) -> int | None:
    """Where the next question with this number stands."""
    return next((place for place in range(at + 1, len(asked)) if asked[place].number == number), None)


def _before(asked: Sequence[Asked], at: int, number: str) -> int | None:
    """Where the last question before with this number stands; without a number, the one just before."""
    if not number:
        return at - 1 if at else None
    return next((place for place in range(at - 1, -1, -1) if asked[place].number == number), None)


def _remark(asked: Asked, rule: str) -> Problem:
    return Problem(
        f"“{asked.question.code} {asked.question.title[:20]}”{rule}", "", "请在编辑画面核对", row=asked.row
    )
