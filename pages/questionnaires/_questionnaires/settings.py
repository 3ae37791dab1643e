"""The settings of one question; everything typed is kept at once."""

from typing import Any

import streamlit as st

from core.questionnaires.edit import Edit
from core.questionnaires.form import Condition, Kind, Limits, Need, Question
from core.questionnaires.question_edits import ChangeKind, ChangeQuestion
from core.questionnaires.several import ALONE, OTHER, WriteOptions, written
from pages.questionnaires._questionnaires import conditions, limits, matrix_settings, scoring
from pages.questionnaires._questionnaires.drafting import Draft
from pages.ui import tables

HOW = f"一行一个；分值写在竖线后，如 `已建立 | 2`；另可标 `| {OTHER}`、`| {ALONE}`。"


def show(draft: Draft, question: Question) -> None:
    """All settings of a question, the usual ones open."""
    code = question.code
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{code}**　{question.kind.label}题", width="stretch")
        if not draft.is_fixed:
            _kind(draft, question)
    field = draft.field
    st.text_area(
        "题目", height=80, max_chars=300, **field(f"{code}.title", question.title, _set(code, "title"))
    )
    st.segmented_control(
        "必填要求",
        list(Need),
        format_func=lambda each: each.label,
        required=True,
        **field(f"{code}.need", question.need, _set(code, "need")),
    )
    if question.kind.has_options:
        options(draft, code, question)
    if question.kind is Kind.MATRIX:
        matrix_settings.show(draft, question)
    if question.kind is Kind.NUMBER:
        st.text_input("单位", max_chars=20, **field(f"{code}.unit", question.unit, _set(code, "unit")))
    if question.kind is Kind.TEXT:
        st.toggle("多行文本", **field(f"{code}.long", question.long, _set(code, "long")))
    st.text_area("填写说明", height=80, **field(f"{code}.note", question.note, _set(code, "note")))
    _more(draft, question)


def _more(draft: Draft, question: Question) -> None:
    code = question.code
    if limits.FITTING[question.kind]:
        with st.expander("填写限制", expanded=question.limits != Limits()):
            limits.show(draft, code, question, _set(code, "limits"))
    with st.expander("显示条件", expanded=question.shown_if != Condition()):
        conditions.show(draft, code, question.shown_if)
    with st.expander("计分与对应指标", expanded=bool(question.manual or question.metric)):
        scoring.show(draft, question)
    with st.expander("样例与佐证", expanded=bool(question.example or question.evidence)):
        st.text_area(
            "好的样例", height=100, **draft.field(f"{code}.example", question.example, _set(code, "example"))
        )
        if question.kind is not Kind.FILE:
            words = "可附佐证文件"
            st.toggle(words, **draft.field(f"{code}.evidence", question.evidence, _set(code, "evidence")))


def options(draft: Draft, code: str, question: Question) -> None:
    """The options of a choice, one a line."""

    def make(lines: str) -> Edit:
        return WriteOptions(code, lines)

    st.text_area("选项", height=150, **draft.field(f"{code}.options", written(question.options), make))
    st.caption(HOW)


def _set(code: str, name: str) -> Any:
    """Makes the change of one field of what its widget holds."""
    return lambda value: ChangeQuestion(code, {name: value})


def _kind(draft: Draft, question: Question) -> None:
    """Another kind, with what it costs said first."""
    others = [kind for kind in Kind if kind is not question.kind]
    with st.popover("改题型", icon=":material/swap_horiz:"):
        key = f"draw.{draft.id}.{question.code}.kind"
        kind = st.selectbox("改为", others, format_func=lambda each: each.label, key=key)
        st.caption(
            f"“{tables.plain(question.title)}”改为{kind.label}题后，新题型用不上的设置（如选项、行列、限制）会删去；"
            "单位已填的答数不删除，发布前会逐项列出。"
        )
        change = ChangeKind(question.code, kind)
        st.button("改题型", type="primary", key=f"{key}.do", on_click=draft.go, args=(change, question.code))
