"""The settings of a section, and of the questionnaire as a whole."""

import streamlit as st

from core.questionnaires.edits import MoveSection, RenameSection, SetForm
from core.questionnaires.form import Section
from pages.questionnaires._questionnaires import conditions
from pages.questionnaires._questionnaires.drafting import AT, Draft
from pages.ui import verbs


def whole(draft: Draft) -> None:
    """What the questionnaire is called, and what stands above it."""
    form = draft.form
    st.markdown("**问卷标题与说明**")
    st.text_area(
        "标题",
        height=80,
        max_chars=300,
        **draft.field("title", form.title, lambda text: SetForm(text, form.note)),
    )
    st.text_area(
        "填写说明", height=200, **draft.field("note", form.note, lambda text: SetForm(form.title, text))
    )
    st.caption("在左侧目录或中间选一道题，在这里设置。改动随改随存，发布前单位看不到。")


def show(draft: Draft, section: Section) -> None:
    """Title, note, place and condition of a section."""
    code = section.code
    st.markdown(f"**{code}**　章节")
    st.text_input(
        "标题",
        max_chars=300,
        **draft.field(
            f"{code}.title",
            section.title,
            lambda text: RenameSection(code, text, section.note, section.shown_if),
        ),
    )
    st.text_area(
        "说明",
        height=100,
        **draft.field(
            f"{code}.note",
            section.note,
            lambda text: RenameSection(code, section.title, text, section.shown_if),
        ),
    )
    with st.expander("显示条件", expanded=bool(section.shown_if.any_of)):
        conditions.show(draft, code, section.shown_if)
    if draft.is_fixed:
        return
    place = [each.code for each in draft.form.sections].index(code) + 1
    with st.container(horizontal=True):
        for words, icon, to in (
            ("上移", ":material/arrow_upward:", place - 1),
            ("下移", ":material/arrow_downward:", place + 1),
        ):
            st.button(
                words,
                icon=icon,
                key=f"draw.section.{words}",
                on_click=draft.go,
                args=(MoveSection(code, to), code),
                disabled=not 1 <= to <= len(draft.form.sections),
            )
        st.button("删除章节", icon=":material/delete:", key="draw.section.drop", on_click=_ask, args=(code,))


def _ask(code: str) -> None:
    st.query_params[AT] = code
    verbs.open_at("drop")
