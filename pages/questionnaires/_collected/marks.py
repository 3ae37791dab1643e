"""The dialog in which an evaluator gives an answer its points by judgement, with the reason."""

import streamlit as st

from core.indicators.canonical import plain_decimal
from core.questionnaires.cells import cells_of
from core.questionnaires.form import Kind
from core.responses.marking import Marked, mark_answer
from core.responses.queries import ResponseView
from core.responses.wording import said
from pages.ui import tables, verbs
from pages.ui.guard import Viewer

LONGEST = 200


def show(viewer: Viewer, view: ResponseView, worth: Marked, number: int) -> None:
    """The dialog for the question at this place in the form; nothing for one without points by judgement."""
    questions = view.form.questions
    question = questions[number] if number < len(questions) else None
    if question is None or question.manual is None:
        return
    most = plain_decimal(question.manual)
    held = verbs.as_opened(next((each for each in worth.marks if each.question == question.code), None))

    def body() -> None:
        if question.kind not in (Kind.MATRIX, Kind.FILE):
            answer = said(next(cells_of(question)), view.values.get(question.code, ""))
            st.markdown(f"{tables.plain(question.title)}：{tables.plain(answer) or '未填'}")
        if held:
            st.caption(
                f"现评 {plain_decimal(held.points)} 分，{tables.plain(held.by)} {held.at_text}：{tables.plain(held.reason)}"
            )
        key = f"marks.{view.id}.{number}"
        points = st.text_input(
            f"分数（0 到 {most}）",
            plain_decimal(held.points) if held else "",
            key=f"{key}.points",
            max_chars=12,
        )
        reason = st.text_area(
            "理由",
            placeholder="例如：附件为正式印发文件，工作内容完整",
            key=f"{key}.reason",
            max_chars=LONGEST,
        )
        verbs.submit(
            viewer,
            "保存评分",
            mark_answer,
            response_id=view.id,
            question=question.code,
            points=points or "",
            reason=reason or "",
            version=held.version if held else 0,
            ready=bool((points or "").strip() and (reason or "").strip()),
            done=f"“{question.code}”已评 {(points or '').strip()} 分。",
        )

    verbs.dialog(f"评分：{question.code}　{view.unit_name}", body)
