"""Changes that belong together, and options written one a line with what they earn and mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.indicators.canonical import plain_decimal
from core.questionnaires.answers import number_in
from core.questionnaires.edit import Edit, question_at
from core.questionnaires.form import Form, Option
from core.questionnaires.question_edits import ChangeColumn, ChangeQuestion, SetOptions, column_at

OTHER: Final = "请写明"
ALONE: Final = "排他"


@dataclass(frozen=True, slots=True)
class Several:
    """Changes made one after the other, all or none."""

    edits: tuple[Edit, ...]

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        for edit in self.edits:
            form = edit.applied(form)
        return form

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        sentences = []
        for edit in self.edits:
            sentences.append(edit.told(form))
            form = edit.applied(form)
        return "；".join(sentences)


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """The options of a choice, or of a column of a matrix, as `written` spells them."""

    code: str
    lines: str
    column: str = ""

    def applied(self, form: Form) -> Form:
        """See `Edit.applied`."""
        read = [_read(line) for line in self.lines.splitlines() if line.strip()]
        form = SetOptions(self.code, "\n".join(each.label for each in read), self.column).applied(form)
        question = question_at(form, self.code)
        held = column_at(question, self.column) if self.column else question
        options = tuple(
            replace(option, points=each.points, other=each.other, alone=each.alone)
            for option, each in zip(held.options, read, strict=True)
        )
        change = {"options": options}
        if self.column:
            return ChangeColumn(self.code, self.column, change).applied(form)
        return ChangeQuestion(self.code, change).applied(form)

    def told(self, form: Form) -> str:
        """See `Edit.told`."""
        labels = "\n".join(_read(line).label for line in self.lines.splitlines() if line.strip())
        return SetOptions(self.code, labels, self.column).told(form)


def written(options: Sequence[Option]) -> str:
    """Options one a line: `已建立 | 2`, `其他 | 请写明`, `都没有 | 0 | 排他`."""
    return "\n".join(_written(option) for option in options)


def _written(option: Option) -> str:
    marks = [plain_decimal(option.points)] if option.points is not None else []
    marks += [word for word, said in ((OTHER, option.other), (ALONE, option.alone)) if said]
    # A bar of the label's own would be read as one of ours: an empty part keeps them apart.
    apart = [""] if re.search(r"[|｜]", option.label) else []
    return " | ".join([option.label, *apart, *marks])


def _read(line: str) -> Option:
    """A line as an option without a code: from the right on, marks and one number belong to it."""
    label, points, other, alone = line.strip(), None, False, False
    while found := re.fullmatch(r"(.*\S)\s*[|｜](.*)", label):
        rest, mark = found[1], found[2].strip()
        number = _points(mark)
        if number is not None and points is None:
            points = number
        elif mark == OTHER:
            other = True
        elif mark == ALONE:
            alone = True
        elif not mark:
            label = rest
            break
        else:
            break
        label = rest
    return Option("", " ".join(label.split()), points, other, alone)


def _points(mark: str) -> Decimal | None:
    return number_in(mark.removesuffix("分"))
