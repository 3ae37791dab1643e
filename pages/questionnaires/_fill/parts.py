"""Who of the unit fills what: the material list of each person, and giving questions to a colleague."""

import streamlit as st

from core.responses.parts import assign_parts
from core.responses.queries import ResponseView
from pages.ui import feedback, form_links, frame, tables
from pages.ui.guard import Viewer

EVERYBODY = 0


def show(viewer: Viewer, view: ResponseView) -> None:
    """The division of work, where the unit has more than one who fills."""
    if not view.parts and not (view.may_fill and len(view.colleagues) > 1):
        return
    with st.expander("分工", icon=":material/group:", expanded=bool(view.parts)):
        for person_id, name in view.colleagues.items():
            codes = [code for code, (owner, _name) in view.parts.items() if owner == person_id]
            if codes:
                st.markdown(f"**{tables.plain(name)}**：{_codes(view, codes)}")
        if not view.parts:
            st.caption("还没有分工，全科室都可以填所有的题。")
        if view.may_fill and not view.closed and len(view.colleagues) > 1:
            _assign(viewer, view)


def _codes(view: ResponseView, codes: list[str]) -> str:
    """The questions of one person, each marked when done and one click away."""
    words = []
    for code in codes:
        progress = view.standing.questions.get(code)
        sign = "●" if progress is not None and progress.is_complete else "○"
        words.append(f"{sign} {tables.link(code, form_links.cell(view.form, view.id, code))}")
    return "　".join(words)


def _assign(viewer: Viewer, view: ResponseView) -> None:
    titles = {
        each.code: f"{each.code} {each.title}"
        for each in view.form.questions
        if each.code in view.standing.shown
    }
    chosen = st.multiselect(
        "题目",
        list(titles),
        format_func=lambda code: titles.get(code, code),
        key=feedback.fresh("fill.parts.questions"),
    )
    people = {EVERYBODY: "全科室"} | dict(view.colleagues)
    person = st.selectbox(
        "交给", list(people), format_func=lambda each: people[each], key="fill.parts.person", required=True
    )
    if st.button("保存分工", key="fill.parts.save", disabled=not chosen):
        facts = {"response_id": view.id, "questions": chosen, "person_id": person or None}
        done, count = feedback.act(viewer, assign_parts, **facts)
        if done:
            feedback.renew("fill.parts.questions")
            frame.carry(f"{count} 道题已交给{people[person]}。")
