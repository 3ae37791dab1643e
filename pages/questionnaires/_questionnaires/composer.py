"""Composing: types and the tree at the left, the section as units see it, the settings of what is chosen."""

import streamlit as st

from core.questionnaires.codes import fresh_question, fresh_section
from core.questionnaires.edit import Edit
from core.questionnaires.edits import (
    AddQuestion,
    AddSection,
    CopyQuestion,
    MoveQuestion,
)
from core.questionnaires.form import Form, Kind, Question, Section
from core.questionnaires.queries import QuestionnaireView
from core.questionnaires.several import Several
from pages.questionnaires._fill import question as drawing
from pages.questionnaires._fill.paper import Preview
from pages.questionnaires._questionnaires import section_settings, settings
from pages.questionnaires._questionnaires.drafting import AT, Draft
from pages.ui import form_links, tables, verbs, work
from pages.ui.guard import Viewer

ICONS = {
    Kind.SINGLE: ":material/radio_button_checked:",
    Kind.MULTIPLE: ":material/check_box:",
    Kind.TEXT: ":material/notes:",
    Kind.NUMBER: ":material/pin:",
    Kind.DATE: ":material/calendar_today:",
    Kind.MATRIX: ":material/table_chart:",
    Kind.FILE: ":material/attach_file:",
}
PART = "编制"
LONGEST = 24


def show(viewer: Viewer, view: QuestionnaireView) -> None:
    """The three panes."""
    draft = Draft(viewer, view)
    draft.tell()
    section, question = chosen(view.form)
    left, middle, right = st.columns([1.05, 2.5, 1.75], gap="medium")
    with left, work.folded("tree", "题型与目录"):
        if not draft.is_fixed:
            _types(draft, section, question)
        _tree(view, section, question)
    with middle, st.container(key="draw-canvas"):
        _canvas(draft, section, question)
    with right, st.container(key="card"):
        if question is not None:
            settings.show(draft, question)
        elif section is not None and st.query_params.get(AT) == section.code:
            section_settings.show(draft, section)
        else:
            section_settings.whole(draft)


def chosen(form: Form) -> tuple[Section | None, Question | None]:
    """The section and the question the address names; the first section where it names none."""
    named = st.query_params.get(AT, "")
    question = form.question_by_code.get(named)
    if question is not None:
        return form.section_of[named], question
    section = next((each for each in form.sections if each.code == named), None)
    return section or (form.sections[0] if form.sections else None), None


def _types(draft: Draft, section: Section | None, question: Question | None) -> None:
    """What can be added: behind the chosen question, at the end of the section otherwise."""
    form = draft.form
    st.caption("点按添加" + (f"到“{question.code}”之后" if question else "到本节末尾" if section else ""))
    code = fresh_question(form)
    with st.container(key="draw-types"):
        for kind, icon in ICONS.items():
            after = question.code if question else ""
            add: Edit = AddQuestion(section.code if section else fresh_section(form), kind, after)
            if section is None:
                add = Several((AddSection("第一部分"), add))
            st.button(
                kind.label,
                icon=icon,
                key=f"draw.add.{kind}",
                on_click=draft.go,
                args=(add, code),
                width="stretch",
            )
        behind = AddSection("新的章节", section.code if section else "")
        st.button(
            "章节",
            icon=":material/title:",
            key="draw.add.section",
            on_click=draft.go,
            args=(behind, fresh_section(form)),
            width="stretch",
        )


def _tree(view: QuestionnaireView, section: Section | None, question: Question | None) -> None:
    """Sections and the questions of the open one; what is chosen is bold."""
    lines = [
        _line(view, "", "问卷标题与说明", is_chosen=question is None and st.query_params.get(AT, "") == "")
    ]
    for each in view.form.sections:
        is_open = section is not None and each.code == section.code
        is_chosen = is_open and st.query_params.get(AT) == each.code
        count = f"　:gray[{len(each.questions)} 题]"
        sign = "▾" if is_open else "▸"
        lines.append(_line(view, each.code, f"{sign} {each.title}", is_chosen=is_chosen) + count)
        for asked in each.questions if is_open else ():
            title = asked.title if len(asked.title) <= LONGEST else f"{asked.title[:LONGEST]}…"
            mine = question is not None and asked.code == question.code
            lines.append("    " + _line(view, asked.code, f"{asked.code} {title}", is_chosen=mine))
    with st.container(key="tree-list"):
        st.markdown("\n".join(lines))


def _line(view: QuestionnaireView, code: str, words: str, *, is_chosen: bool) -> str:
    facts = {AT: code} if code else {}
    link = tables.link(words, form_links.questionnaire(view.row.id, PART, **facts))
    return f"- **{link}**" if is_chosen else f"- {link}"


def _canvas(draft: Draft, section: Section | None, question: Question | None) -> None:
    if section is None:
        st.info("问卷还是空的。点左侧的题型添加第一道题，或从列表“导入”XLSForm 工作簿、粘贴文字。")
        return
    st.markdown(f"##### {tables.plain(section.title)}")
    if section.note:
        st.caption(tables.plain(section.note))
    if not section.questions:
        st.info("这一节还没有题目，点左侧的题型添加。")
    # A canvas of its own for every state of the draft: a widget never outlives the options it shows.
    paper = Preview(draft.form, f"canvas.{draft.id}.{draft.form.sha256[:10]}")
    for place, each in enumerate(section.questions, start=1):
        mine = question is not None and each.code == question.code
        with st.container(key="draw-chosen" if mine else f"draw-{each.code}"):
            _buttons(draft, section, each, place)
            drawing.show(paper, each)


def _buttons(draft: Draft, section: Section, question: Question, place: int) -> None:
    """What can be done with a question where it stands."""
    code, last = question.code, len(section.questions)
    with st.container(horizontal=True, horizontal_alignment="right", key=f"draw-acts-{code}"):
        if question.shown_if.any_of:
            st.caption("有显示条件")
        _button("设置", ":material/edit:", f"draw.set.{code}", _look, (code,))
        if draft.is_fixed:
            return
        for words, icon, to, closed in (
            ("上移", ":material/arrow_upward:", place - 1, place == 1),
            ("下移", ":material/arrow_downward:", place + 1, place == last),
        ):
            change = MoveQuestion(code, section.code, max(to, 1))
            _button(words, icon, f"draw.{words}.{code}", draft.go, (change, code), closed=closed)
        copy = fresh_question(draft.form)
        _button("复制", ":material/content_copy:", f"draw.copy.{code}", draft.go, (CopyQuestion(code), copy))
        _button("删除", ":material/delete:", f"draw.drop.{code}", _ask, (code,))


def _button(
    words: str, icon: str, key: str, act: object, args: tuple[object, ...], *, closed: bool = False
) -> None:
    st.button(icon, help=words, key=key, type="tertiary", on_click=act, args=args, disabled=closed)  # type: ignore[arg-type]


def _look(code: str) -> None:
    st.query_params[AT] = code


def _ask(code: str) -> None:
    """Ask before a question goes."""
    st.query_params[AT] = code
    verbs.open_at("drop")
