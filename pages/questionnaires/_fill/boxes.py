"""The widget of one box: it begins with what stands there, and keeps what is committed at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from core.questionnaires.answers import date_in
from core.questionnaires.cells import Cell
from core.questionnaires.form import Kind, Option, Question
from pages.questionnaires._fill.paper import Paper
from pages.ui import tables

# Short options stand side by side, long ones below each other.
SHORT = 8
BESIDE = 5


def box(paper: Paper, cell: Cell, *, label: str) -> None:
    """The widget of one box; the label is for those who cannot see the title above it."""
    fixed = bool(paper.fixed(cell.question))
    match cell.kind:
        case Kind.SINGLE:
            _single(paper, cell, label, fixed=fixed)
        case Kind.MULTIPLE:
            _multiple(paper, cell, label, fixed=fixed)
        case Kind.DATE:
            _date(paper, cell, label, fixed=fixed)
        case _:
            _text(paper, cell, label, fixed=fixed)


def _widget(paper: Paper, cell: Cell, value: object, part: str = "") -> str:
    """The key of a box's widget, which begins with what stands in the box."""
    key = f"{paper.name}.{cell.key}.{paper.turn(cell.key)}{part}"
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def _keep(paper: Paper, cell: str, key: str) -> None:
    paper.keep({cell: st.session_state.get(key)})


def _text(paper: Paper, cell: Cell, label: str, *, fixed: bool) -> None:
    value = paper.value(cell.key)
    key = _widget(paper, cell, value if isinstance(value, str) else "")
    facts: dict[str, Any] = {
        "label": label,
        "key": key,
        "on_change": _keep,
        "args": (paper, cell.key, key),
        "disabled": fixed,
        "label_visibility": "collapsed",
    }
    if cell.question.long and cell.kind is Kind.TEXT:
        st.text_area(**facts, height=120, placeholder="请填写")
    else:
        hint = "请填数字" if cell.kind is Kind.NUMBER else "请填写"
        st.text_input(**facts, placeholder=hint, width=260 if cell.kind is Kind.NUMBER else "stretch")


def _date(paper: Paper, cell: Cell, label: str, *, fixed: bool) -> None:
    value = paper.value(cell.key)
    day = date_in(value) if isinstance(value, str) else None
    if value and day is None:
        # What is no date cannot stand in a calendar, and is not thrown away.
        _text(paper, cell, label, fixed=fixed)
        return
    key = _widget(paper, cell, day)
    st.date_input(
        label,
        key=key,
        min_value=date(1949, 10, 1),
        max_value=date(2099, 12, 31),
        format="YYYY-MM-DD",
        on_change=_keep,
        args=(paper, cell.key, key),
        disabled=fixed,
        label_visibility="collapsed",
        width=260,
    )


def _labels(options: Sequence[Option]) -> dict[str, str]:
    return {option.code: option.label for option in options}


def _single(paper: Paper, cell: Cell, label: str, *, fixed: bool) -> None:
    labels, value = _labels(cell.options), paper.value(cell.key)
    key = _widget(paper, cell, value if value in labels else None)
    beside = len(labels) <= BESIDE and all(len(each) <= SHORT for each in labels.values())
    st.radio(
        label,
        list(labels),
        format_func=lambda code: tables.plain(labels[code]),
        index=None,
        key=key,
        horizontal=beside,
        on_change=_keep,
        args=(paper, cell.key, key),
        disabled=fixed,
        label_visibility="collapsed",
    )
    if value and value not in labels:
        st.caption(f"原答“{tables.plain(str(value))}”已不在选项中，请重新选择。")


def _multiple(paper: Paper, cell: Cell, label: str, *, fixed: bool) -> None:
    del label
    value = paper.value(cell.key)
    keys = {
        option.code: _widget(paper, cell, option.code in value, f".{option.code}") for option in cell.options
    }
    for option in cell.options:
        st.checkbox(
            tables.plain(option.label),
            key=keys[option.code],
            on_change=_keep_chosen,
            args=(paper, cell.key, keys),
            disabled=fixed,
        )


def _keep_chosen(paper: Paper, cell: str, keys: dict[str, str]) -> None:
    paper.keep({cell: [code for code, key in keys.items() if st.session_state.get(key)]})


def line(paper: Paper, cell: str, label: str, question: Question) -> None:
    """A line of text beside an answer: what 其他 means, or why there is none."""
    value = paper.value(cell)
    key = f"{paper.name}.{cell}.{paper.turn(cell)}"
    if key not in st.session_state:
        st.session_state[key] = value if isinstance(value, str) else ""
    st.text_input(
        tables.plain(label),
        key=key,
        on_change=_keep,
        args=(paper, cell, key),
        disabled=bool(paper.fixed(question)),
        max_chars=500,
    )
