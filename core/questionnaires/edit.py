"""One change of a questionnaire's draft: what it makes of the form, and how it is told."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Protocol

from core.errors import Invalid, Problem
from core.questionnaires.cells import question_code
from core.questionnaires.codes import remembering
from core.questionnaires.form import Form, Question, Section

REFUSED: Final = "问卷没有修改"
LONGEST_TITLE: Final = 300
LONGEST_NOTE: Final = 4000


class Edit(Protocol):
    """A change somebody asks for. `applied` raises `Invalid` where it cannot be made; both are pure."""

    def applied(self, form: Form) -> Form:
        """The form with this change."""

    def told(self, form: Form) -> str:
        """The change in a sentence, `form` being the one before it."""


def refused(rule: str, value: str = "", remedy: str = "") -> Invalid:
    """The error of one broken rule."""
    return Invalid(REFUSED, problems=[Problem(rule, value[:60], remedy)])


def section_at(form: Form, code: str) -> Section:
    """The section of that code; refuses a code the form has not."""
    found = next((section for section in form.sections if section.code == code), None)
    if found is None:
        raise refused("没有这个章节", code, "可能刚被他人删除，请刷新后重新选择")
    return found


def question_at(form: Form, code: str) -> Question:
    """The question of that code; refuses a code the form has not."""
    found = form.question_by_code.get(code)
    if found is None:
        raise refused("没有这道题目", code, "可能刚被他人删除，请刷新后重新选择")
    return found


def titled(form: Form, code: str) -> str:
    """Code and title for sentences, of a question or a section."""
    section = next((each for each in form.sections if each.code == code), None)
    part = form.question_by_code.get(code) or section
    return f"“{code} {part.title}”" if part else f"“{code}”"


def checked_title(title: str) -> str:
    """A title that says something."""
    title = " ".join(title.split())
    if not 0 < len(title) <= LONGEST_TITLE:
        raise refused(f"标题应为 1 到 {LONGEST_TITLE} 个字", title, "请填写标题")
    return title


def checked_text(text: str, called: str) -> str:
    """A text nobody has to write, not endless."""
    text = text.strip()
    if len(text) > LONGEST_NOTE:
        raise refused(f"{called}最多 {LONGEST_NOTE} 个字", f"{len(text)} 个字", "请删减")
    return text


def with_sections(form: Form, sections: Sequence[Section]) -> Form:
    """The form with these sections; what went is remembered."""
    return remembering(form, replace(form, sections=tuple(sections)))


def with_question(form: Form, question: Question) -> Form:
    """The form with this question in the place of the one with its code."""
    return with_sections(
        form,
        [
            replace(
                section,
                questions=tuple(
                    question if each.code == question.code else each for each in section.questions
                ),
            )
            for section in form.sections
        ],
    )


def refuse_if_looked_at(form: Form, codes: frozenset[str], without: str = "") -> None:
    """Refuse to take questions away that others look at; `without` is the section that goes with them."""
    for section in form.sections:
        if section.code == without:
            continue
        looked = {question_code(term.cell) for term in section.shown_if.terms}
        _refuse(f"章节{titled(form, section.code)}的显示条件", looked, codes, form)
        for question in section.questions:
            if question.code in codes:
                continue
            looked = {question_code(term.cell) for term in question.shown_if.terms}
            _refuse(f"题目{titled(form, question.code)}的显示条件", looked, codes, form)
            own = {each.code for each in question.columns}
            limits = [question.limits, *(column.limits for column in question.columns)]
            bounds = {each.within for each in limits} - {"", *own}
            _refuse(
                f"题目{titled(form, question.code)}的上限",
                {question_code(each) for each in bounds},
                codes,
                form,
            )


def _refuse(what: str, looked: set[str], codes: frozenset[str], form: Form) -> None:
    found = sorted(looked & codes)
    if found:
        raise refused(f"{titled(form, found[0])}不能删除：{what}用到它", remedy="请先改那里，再删除")
