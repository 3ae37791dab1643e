"""Changes of a draft as a whole: its head, its sections, and which questions stand where."""

from dataclasses import dataclass, field, replace
from typing import Final

from core.questionnaires.codes import fresh_question, fresh_section
from core.questionnaires.edit import (
    checked_text,
    checked_title,
    question_at,
    refuse_if_looked_at,
    refused,
    section_at,
    titled,
    with_question,
    with_sections,
)
from core.questionnaires.form import Condition, Form, Kind, Question, Section
from core.questionnaires.kinds import new_question

MOST_QUESTIONS: Final = 300
MOST_SECTIONS: Final = 50


@dataclass(frozen=True, slots=True)
class SetForm:
    """What the questionnaire is called, and what stands above it."""

    title: str
    note: str = ""

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        return replace(form, title=checked_title(self.title), note=checked_text(self.note, "说明"))

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        after = self.applied(form)
        changes = [f"标题由“{form.title}”改为“{after.title}”"] if after.title != form.title else []
        changes += ["修改填写说明"] if after.note != form.note else []
        return f"问卷{'，'.join(changes) or '标题和说明未变'}"


@dataclass(frozen=True, slots=True)
class AddSection:
    """A new section behind the section `after`, at the end where that is empty."""

    title: str
    after: str = ""

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        if len(form.sections) >= MOST_SECTIONS:
            raise refused("章节太多", str(len(form.sections)), f"一份问卷最多 {MOST_SECTIONS} 个章节")
        section = Section(fresh_section(form), checked_title(self.title))
        at = form.sections.index(section_at(form, self.after)) + 1 if self.after else len(form.sections)
        return with_sections(form, [*form.sections[:at], section, *form.sections[at:]])

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        return f"增加章节“{fresh_section(form)} {self.title.strip()}”"


@dataclass(frozen=True, slots=True)
class RemoveSection:
    """A section gone with its questions; refused while something outside looks at them."""

    code: str

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        section = section_at(form, self.code)
        refuse_if_looked_at(form, frozenset(each.code for each in section.questions), self.code)
        return with_sections(form, [each for each in form.sections if each.code != self.code])

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        count = len(section_at(form, self.code).questions)
        return f"删除章节{titled(form, self.code)}" + (f"及其下 {count} 道题目" if count else "")


@dataclass(frozen=True, slots=True)
class MoveSection:
    """A section at another place, counted from 1."""

    code: str
    position: int

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        section = section_at(form, self.code)
        others = [each for each in form.sections if each.code != self.code]
        if not 1 <= self.position <= len(form.sections):
            raise refused("序号超出范围", str(self.position), f"可填 1 到 {len(form.sections)}")
        others.insert(self.position - 1, section)
        return with_sections(form, others)

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        return f"把章节{titled(form, self.code)}排到第 {self.position} 位"


@dataclass(frozen=True, slots=True)
class RenameSection:
    """A section's title, note and condition as they are written."""

    code: str
    title: str
    note: str = ""
    shown_if: Condition = field(default_factory=Condition)

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        section_at(form, self.code)
        title, note = checked_title(self.title), checked_text(self.note, "说明")
        return with_sections(
            form,
            [
                replace(each, title=title, note=note, shown_if=self.shown_if)
                if each.code == self.code
                else each
                for each in form.sections
            ],
        )

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        before, after = section_at(form, self.code), section_at(self.applied(form), self.code)
        changes = [f"更名为“{after.title}”"] if before.title != after.title else []
        changes += ["修改说明"] if before.note != after.note else []
        changes += ["修改显示条件"] if before.shown_if != after.shown_if else []
        return f"章节{titled(form, self.code)}{'，'.join(changes) or '未变'}"


@dataclass(frozen=True, slots=True)
class AddQuestion:
    """A new question of a kind behind the question `after`, at the end of the section where that is empty.

    It gets the code `codes.fresh_question` tells.
    """

    section: str
    kind: Kind
    after: str = ""

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        return _put(form, self.section, new_question(fresh_question(form), self.kind), self.after)

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        return f"在章节{titled(form, self.section)}下增加{self.kind.label}题 {fresh_question(form)}"


@dataclass(frozen=True, slots=True)
class RemoveQuestion:
    """A question gone; refused while another one looks at it."""

    code: str

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        question_at(form, self.code)
        refuse_if_looked_at(form, frozenset({self.code}))
        return with_sections(form, _without(form, self.code))

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        return f"删除题目{titled(form, self.code)}"


@dataclass(frozen=True, slots=True)
class MoveQuestion:
    """A question at another place, counted from 1, of a section."""

    code: str
    section: str
    position: int

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        question = question_at(form, self.code)
        section_at(form, self.section)
        left = replace(form, sections=tuple(_without(form, self.code)))
        others = section_at(left, self.section).questions
        if not 1 <= self.position <= len(others) + 1:
            raise refused("序号超出范围", str(self.position), f"可填 1 到 {len(others) + 1}")
        after = others[self.position - 2].code if self.position > 1 else None
        return _put(left, self.section, question, after)

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        return f"把题目{titled(form, self.code)}移到章节{titled(form, self.section)}第 {self.position} 位"


@dataclass(frozen=True, slots=True)
class CopyQuestion:
    """A question once more behind itself, under a code of its own; what it feeds stays with the first."""

    code: str

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        question, code = question_at(form, self.code), fresh_question(form)
        title = f"{question.title[:290]}（副本）"
        copy = replace(question, code=code, title=title, metric="", part="value")
        own = f"{self.code}/"
        columns = tuple(
            replace(
                column,
                limits=replace(column.limits, within=f"{code}/{column.limits.within.removeprefix(own)}"),
            )
            if column.limits.within.startswith(own)
            else column
            for column in copy.columns
        )
        section = form.section_of[self.code].code
        return _put(form, section, replace(copy, columns=columns), self.code)

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        return f"复制题目{titled(form, self.code)}为 {fresh_question(form)}"


@dataclass(frozen=True, slots=True)
class SetCondition:
    """When a question or a section is shown; the empty condition shows it always."""

    code: str
    condition: Condition

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        if self.code in form.question_by_code:
            return with_question(form, replace(question_at(form, self.code), shown_if=self.condition))
        section = section_at(form, self.code)
        return RenameSection(section.code, section.title, section.note, self.condition).applied(form)

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        act = "修改" if self.condition.any_of else "取消"
        return f"{act}{titled(form, self.code)}的显示条件"


def _without(form: Form, code: str) -> list[Section]:
    return [
        replace(section, questions=tuple(each for each in section.questions if each.code != code))
        for section in form.sections
    ]


def _put(form: Form, section: str, question: Question, after: str | None) -> Form:
    """The question behind another one of the section: behind all of them for "", before them for None."""
    held = section_at(form, section).questions
    if len(form.questions) >= MOST_QUESTIONS:
        raise refused("题目太多", str(len(form.questions)), f"一份问卷最多 {MOST_QUESTIONS} 道题目")
    codes = [each.code for each in held]
    if after and after not in codes:
        raise refused("这一章节没有这道题目", after, "可能刚被移走，请刷新后重新选择")
    at = 0 if after is None else codes.index(after) + 1 if after else len(held)
    return with_sections(
        form,
        [
            replace(each, questions=(*held[:at], question, *held[at:])) if each.code == section else each
            for each in form.sections
        ],
    )
