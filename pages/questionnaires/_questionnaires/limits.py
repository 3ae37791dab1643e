"""What an answer must keep to, by the kind of its box."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import streamlit as st

from core.indicators.canonical import plain_decimal
from core.questionnaires.answers import date_in, number_in
from core.questionnaires.cells import cells_of
from core.questionnaires.edit import Edit, refused
from core.questionnaires.form import Column, Form, Kind, Question
from core.questionnaires.limit_checks import FITTING, NAMES
from pages.questionnaires._questionnaires.drafting import Draft

__all__ = ["FITTING", "decimal", "show"]

NUMBERS, COUNTS = ("least", "most"), ("digits", "shortest", "longest", "fewest", "most_chosen")
DAYS, WORDS = ("earliest", "latest"), ("pattern", "told")
NO_LIMIT = "不限"


def show(
    draft: Draft, name: str, part: Question | Column, make: Callable[[Any], Edit], own: Question | None = None
) -> None:
    """The limits that mean something to a question or a column; `own` is the matrix the column is of."""
    held = part.limits

    def put(field: str, read: Callable[[Any], Any]) -> Callable[[Any], Edit]:
        return lambda value: make(replace(held, **{field: read(value)}))

    left, right = st.columns(2)
    places = (left, right) * 3
    fitting = [field for field in NAMES if field in FITTING[part.kind] and field != "within"]
    for place, field in zip(places, fitting, strict=False):
        label, value = NAMES[field], getattr(held, field)
        key = f"{name}.limits.{field}"
        if field in NUMBERS:
            shown = "" if value is None else plain_decimal(value)
            place.text_input(
                label, placeholder=NO_LIMIT, **draft.field(key, shown, put(field, decimal(label)))
            )
        elif field in COUNTS:
            facts = draft.field(key, value, put(field, lambda each: each))
            place.number_input(label, min_value=0, max_value=100_000, step=1, placeholder=NO_LIMIT, **facts)
        elif field in DAYS:
            facts = draft.field(key, date_in(value) if value else None, put(field, _day))
            place.date_input(label, format="YYYY-MM-DD", **facts)
        else:
            hint = r"正则表达式，如 \d{6}" if field == "pattern" else "如：6 位行政区划代码"
            place.text_input(label, placeholder=hint, **draft.field(key, value, put(field, str)))
    if part.kind is Kind.NUMBER:
        cells = _numbers(draft.form, part, own)
        cells.setdefault(held.within, held.within)
        st.selectbox(
            NAMES["within"],
            list(cells),
            format_func=lambda key: cells[key],
            **draft.field(f"{name}.limits.within", held.within, put("within", str)),
        )


def decimal(label: str) -> Callable[[str], Decimal | None]:
    """Reads a number out of a text box; nothing is no number, and what is none is refused."""

    def read(text: str) -> Decimal | None:
        if not text.strip():
            return None
        number = number_in(text)
        if number is None:
            raise refused(f"“{label}”应为数", text, "请填数字，不需要则留空")
        return number

    return read


def _day(value: Any) -> str:
    return value.isoformat() if value else ""


def _numbers(form: Form, part: Question | Column, own: Question | None) -> dict[str, str]:
    """The boxes a number may be bound by: columns of its own matrix, and other questions' numbers."""
    found = {"": NO_LIMIT}
    for column in own.columns if own else ():
        if column.kind is Kind.NUMBER and column.code != part.code:
            found[column.code] = f"同一行的“{column.label}”"
    for question in form.questions:
        if question.kind is Kind.NUMBER and question is not part:
            found[question.code] = f"{question.code} {question.title}"
        elif question.kind is Kind.MATRIX and question is not own and question.rows:
            found |= {
                cell.key: f"{question.code} {cell.row.label}·{cell.column.label}"
                for cell in cells_of(question)
                if cell.kind is Kind.NUMBER and cell.row and cell.column
            }
    return found
