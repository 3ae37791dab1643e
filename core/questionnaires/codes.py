"""Codes a draft gives: counted upwards, and never given twice, so that no answer changes what it answers.

Used codes are spelt by family: `§S1` a section, `Q1` a question, `Q1+2` an option, `Q1/r1/` a row, `Q1//c1` a
column, `Q1//c1+2` an option of a column.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from core.questionnaires.form import Form, Question


def present(form: Form) -> frozenset[str]:
    """Every code the form has now, spelt by family."""
    found = {f"§{section.code}" for section in form.sections}
    for question in form.questions:
        found.add(question.code)
        found.update(parts_of(question))
    return frozenset(found)


def parts_of(question: Question) -> Iterator[str]:
    """The codes inside a question, spelt by family."""
    yield from (f"{question.code}+{option.code}" for option in question.options)
    yield from (f"{question.code}/{row.code}/" for row in question.rows)
    for column in question.columns:
        yield f"{question.code}//{column.code}"
        yield from (f"{question.code}//{column.code}+{option.code}" for option in column.options)


def fresh(form: Form, family: str, letter: str = "", after: str = "") -> Iterator[str]:
    """Codes nobody had, one after the other: the highest number ever used in the family and one more.

    `family` is what stands before the code, `after` what stands behind it: `Q1/` and `/` for rows.
    """
    spelled = re.compile(re.escape(family + letter) + r"([0-9]{1,9})" + re.escape(after))
    used = (spelled.fullmatch(key) for key in present(form) | set(form.retired))
    number = max((int(found[1]) for found in used if found), default=0)
    while True:
        number += 1
        yield f"{letter}{number}"


def fresh_section(form: Form) -> str:
    """The code the next new section gets."""
    return next(fresh(form, "§", "S"))


def fresh_question(form: Form) -> str:
    """The code the next new question gets."""
    return next(fresh(form, "", "Q"))


def remembering(before: Form, after: Form) -> Form:
    """The changed form, with what went retired: a question with all it had is remembered by its own code."""
    now = present(after)
    gone = {key for key in present(before) - now if (own := re.split(r"[/+]", key)[0]) == key or own in now}
    return replace(after, retired=tuple(sorted({*before.retired, *after.retired, *gone} - now)))
