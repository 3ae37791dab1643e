"""One question with its box, what is wrong with it, and who kept it when."""

import streamlit as st

from core.questionnaires.cells import cells_of, question_code, reason_key, text_key
from core.questionnaires.form import Kind, Need, Question
from pages.questionnaires._fill import boxes, files, matrix
from pages.questionnaires._fill.paper import Paper
from pages.ui import tables


def show(paper: Paper, question: Question) -> None:
    """Draw one question that is shown."""
    with st.container(border=True, key=f"question-{question.code}"):
        _title(paper, question)
        if question.kind is Kind.MATRIX:
            matrix.show(paper, question)
        elif question.kind is not Kind.FILE:
            boxes.box(paper, next(cells_of(question)), label=question.title)
            _texts(paper, question)
        if question.kind is Kind.FILE or question.evidence:
            files.show(paper, question)
        _reason(paper, question)
        _faults(paper, question)


def _title(paper: Paper, question: Question) -> None:
    mark = " :red[＊]" if question.need is Need.REQUIRED else ""
    unit = f"（{tables.plain(question.unit)}）" if question.unit else ""
    st.markdown(f"**{question.code}　{tables.plain(question.title)}**{unit}{mark}")
    why = paper.fixed(question)
    notes = [note for note in (question.note, f"（{why}）" if why else "") if note]
    if question.need is Need.REASONED:
        notes.append("没有的，请写明原因。")
    if notes:
        st.caption(tables.plain("　".join(notes)))
    if question.example:
        with st.popover("填报样例", icon=":material/lightbulb:"):
            st.markdown(tables.plain(question.example))


def _texts(paper: Paper, question: Question) -> None:
    """The text beside an option that asks for one."""
    chosen = paper.value(question.code)
    for option in question.options:
        if option.other and (option.code in chosen if isinstance(chosen, list) else option.code == chosen):
            boxes.line(paper, text_key(question, option), f"“{option.label}”请写明", question)


def _reason(paper: Paper, question: Question) -> None:
    """Why a question that may be left out with a reason was."""
    if question.need is not Need.REASONED:
        return
    if all(not paper.value(cell.key) for cell in cells_of(question)) or paper.value(reason_key(question)):
        boxes.line(paper, reason_key(question), "没有填报的原因", question)


def _faults(paper: Paper, question: Question) -> None:
    """What is wrong with what was filled; what is missing is told by the check."""
    progress = paper.standing.questions.get(question.code)
    wrong = [lack for lack in progress.lacks if paper.value(lack.key)] if progress else []
    for lack in wrong[:5]:
        st.markdown(f":red[▲ {tables.plain(str(lack.problem))}]")
    if len(wrong) > 5:
        st.markdown(f":red[▲ 另有 {len(wrong) - 5} 处不合规则，见“检查”。]")
    notes = [
        paper.kept_note(cell.key)
        for cell in cells_of(question)
        if question_code(cell.key) == question.code and paper.value(cell.key)
    ]
    if notes:
        st.caption(max(notes))
