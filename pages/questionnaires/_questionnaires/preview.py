"""Trying a form out through the renderer units fill with, as wide as a desk or as a phone."""

import streamlit as st

from core.questionnaires.form import Form
from core.questionnaires.queries import QuestionnaireView
from pages.questionnaires._fill import form as drawing
from pages.questionnaires._fill.paper import Preview
from pages.ui import feedback
from pages.ui.guard import Viewer

DESK, PHONE = "电脑", "手机"
# As wide as the phones most people hold.
NARROW = 390


def show(viewer: Viewer, view: QuestionnaireView) -> None:
    """The draft, to be filled and emptied again; nothing of it is kept."""
    del viewer
    tried(view.form, f"preview.{view.row.id}")


def tried(form: Form, name: str) -> None:
    """A form to try out; `name` tells several on one screen apart."""
    turn = f"{name}.turn"
    # A paper of its own for every state of the form: a widget never outlives the options it shows.
    paper = Preview(form, f"{name}.{form.sha256[:10]}.{st.session_state.get(turn, 0)}")
    sections = {each.code: each for each in form.sections if each.code in paper.standing.sections}
    if not sections:
        feedback.empty("还没有题目可以预览。", "到“编制”中添加题目，或导入问卷。")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        width = st.segmented_control("宽度", [DESK, PHONE], default=DESK, required=True, key=f"{name}.width")
        code = st.selectbox(
            "章节",
            list(sections),
            format_func=lambda each: sections[each].title if each in sections else each,
            key=f"{name}.section",
            width=260,
        )
        st.button("清空", icon=":material/restart_alt:", on_click=_empty, args=(turn,), key=f"{name}.empty")
    progress = paper.standing.whole
    st.caption(f"试填不保存；已填 {progress.done}/{progress.due}，还差 {len(progress.lacks)} 项。")
    if form.note:
        st.caption(form.note)
    with st.container(
        width=NARROW if width == PHONE else "stretch", border=width == PHONE, key=f"{name}.paper"
    ):
        drawing.draw(paper, sections.get(code) or next(iter(sections.values())))


def _empty(turn: str) -> None:
    st.session_state[turn] = st.session_state.get(turn, 0) + 1
