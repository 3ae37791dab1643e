"""A response being filled: sections at the left, their questions, and what is left to do at the foot."""

import streamlit as st

from core import clock
from core.projects.timing import last_minute_in_words
from core.questionnaires.cells import question_code
from core.questionnaires.completeness import Progress
from core.questionnaires.form import Section
from core.responses.queries import ResponseView
from core.responses.rules import ResponseState
from pages.questionnaires._fill import asking, foot, parts, question
from pages.questionnaires._fill.paper import Filling, Paper, saved_words
from pages.ui import feedback, form_links, tables
from pages.ui.guard import Viewer


def show(viewer: Viewer, view: ResponseView) -> None:
    """The whole screen of one response."""
    paper = Filling(viewer, view)
    _told(viewer, view)
    refused = paper.refusal()
    if refused is not None:
        feedback.refuse(refused)
    asking.show(paper)
    sections = [each for each in view.form.sections if each.code in view.standing.sections]
    if not sections:
        feedback.empty("问卷没有要填的题目。", "请联系市大数据局核对问卷。")
        return
    at, body = st.columns([1, 3.2], gap="medium")
    with at:
        chosen = _sections(paper, sections)
        parts.show(viewer, view)
    with body:
        draw(paper, chosen)
    foot.show(viewer, view)


def draw(paper: Paper, section: Section) -> None:
    """The questions of a section that are shown."""
    st.markdown(f"##### {tables.plain(section.title)}")
    if section.note:
        st.caption(tables.plain(section.note))
    for each in section.questions:
        if each.code in paper.standing.shown:
            question.show(paper, each)


def _told(viewer: Viewer, view: ResponseView) -> None:
    """How the response stands, what was sent back, and who else is here."""
    state = view.state
    if state is ResponseState.HANDED_IN and view.submissions:
        last = view.submissions[0]
        st.success(
            f"已于 {clock.to_minute(last.at)} 由{last.by}{last.way.label}，第 {last.number} 次报送，"
            f"校验码 **{foot.code_of(last)}**。"
        )
    elif view.closed:
        st.warning(f"{view.closed[0]}。已填的内容全部保留。")
    for code, reason in view.returned.items():
        title = view.form.question_by_code[code].title if code in view.form.question_by_code else ""
        place = (
            tables.link(f"{code} {title}", form_links.cell(view.form, view.id, code)) if code else "整份答卷"
        )
        st.error(f"退回：{place}——{tables.plain(reason)}")
    others = [each for each in view.present if each.person_id != viewer.actor.person_id]
    if others:
        words = "；".join(
            f"{each.name} {saved_words(each.at)} 在填 {question_code(each.cell)}" for each in others[:5]
        )
        st.caption(f"同时在线：{tables.plain(words)}")


def _sections(paper: Filling, sections: list[Section]) -> Section:
    """The list of sections, each with how far it has come; returns the one the address names."""
    by_code = {section.code: section for section in sections}
    named = st.query_params.get("section", "")
    named = named if named in by_code else sections[0].code
    lines = []
    for code, section in by_code.items():
        progress = paper.standing.sections[code]
        words = f"{_sign(progress)} {section.title}"
        link = tables.link(words, form_links.response(paper.view.id, section=code))
        shown = f"**{tables.plain(words)}**" if code == named else link
        lines.append(f"- {shown}　:gray[{progress.done}/{progress.due}]")
    with st.container(key="fill-sections"):
        st.markdown("\n".join(lines))
    return by_code[named]


def _sign(progress: Progress) -> str:
    if progress.is_complete:
        return "●"
    return "◐" if progress.done else "○"


def answer(view: ResponseView) -> str:
    """The first line: how much is missing and until when."""
    if view.state is ResponseState.HANDED_IN:
        return "已报送。"
    missing = len(view.standing.whole.lacks)
    until = f"**{last_minute_in_words(view.locks_at)}** 截止"
    return f"还差 **{missing}** 项，{until}。" if missing else f"已填完，可以报送，{until}。"
