"""Dialogs: making, copying and deleting a questionnaire, and what goes out of a draft."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.access.permissions import Permission
from core.questionnaires.edit import Edit
from core.questionnaires.edits import RemoveQuestion, RemoveSection
from core.questionnaires.queries import QuestionnaireRow, QuestionnaireView
from core.questionnaires.service import (
    QuestionnaireDraft,
    copy_questionnaire,
    create_questionnaire,
    delete_questionnaire,
    edit_questionnaire,
)
from core.responses.counts import answered_keys
from pages.questionnaires._questionnaires import intake, publish
from pages.questionnaires._questionnaires.drafting import AT
from pages.ui import feedback, frame, tables, verbs
from pages.ui.guard import Viewer

EDIT, PUBLISH = Permission.QUESTIONNAIRES_FORM_EDIT, Permission.QUESTIONNAIRES_FORM_PUBLISH
Rows = Mapping[int, QuestionnaireRow]


def _add(viewer: Viewer, _number: int | None, _rows: Rows) -> None:
    def body() -> None:
        draft = intake.named("draw.new")
        ready = bool(draft.code.strip() and draft.title.strip())
        verbs.submit(
            viewer, "建立草稿", create_questionnaire, draft=draft, ready=ready, done=intake.made("已建立草稿")
        )

    if viewer.may(EDIT):
        verbs.dialog("新建问卷", body)


def _copy(viewer: Viewer, number: int | None, rows: Rows) -> None:
    row = rows.get(number or 0)
    if row is None or not viewer.may(EDIT):
        return

    def body() -> None:
        st.markdown(f"复制“{tables.plain(row.title)}”的草稿，共 {row.questions} 题。答卷不复制。")
        draft: QuestionnaireDraft = intake.named("draw.copied", f"{row.title}（副本）")
        verbs.submit(
            viewer,
            "复制",
            copy_questionnaire,
            questionnaire_id=row.id,
            draft=draft,
            ready=bool(draft.code.strip() and draft.title.strip()),
            done=intake.made("已复制为新的草稿"),
        )

    verbs.dialog("复制问卷", body)


def _delete(viewer: Viewer, number: int | None, rows: Rows) -> None:
    row = rows.get(number or 0)
    if row is None or not viewer.may(PUBLISH):
        return
    seen = verbs.as_opened(row)

    def body() -> None:
        st.markdown(
            f"删除问卷“{tables.plain(seen.title)}”（{seen.questions} 题）？草稿删除后不能恢复。"
            "发布过或关联了轮次的问卷不能删除，请改为结束。"
        )
        if st.button("删除问卷", type="primary", key="verbs.submit"):
            facts = {"questionnaire_id": seen.id, "version": seen.version}
            done, title = feedback.act(viewer, delete_questionnaire, **facts)
            if done:
                verbs.close()
                frame.carry(f"已删除问卷“{title}”。")

    verbs.dialog("删除问卷", body)


def _drop(viewer: Viewer, view: QuestionnaireView) -> None:
    """A question or a section goes out of the draft."""
    code = st.query_params.get(AT, "")
    question = view.form.question_by_code.get(code)
    section = next((each for each in view.form.sections if each.code == code), None)
    if (question is None and section is None) or not viewer.may(EDIT):
        return
    seen = verbs.as_opened(view)
    edit: Edit = RemoveQuestion(code) if question else RemoveSection(code)
    codes = [question.code] if question else [each.code for each in section.questions] if section else []
    title = question.title if question else section.title if section else ""

    def body() -> None:
        what = "题目" if question else f"章节（连同 {len(codes)} 道题目）"
        st.markdown(f"从草稿中删除{what}“{tables.plain(f'{code} {title}')}”？")
        counts = feedback.ask(viewer, answered_keys, questionnaire_id=seen.row.id, form=seen.form)
        count = sum(
            number
            for key, number in counts.items()
            if "=" not in key and any(key == each or key.startswith(f"{each}/") for each in codes)
        )
        st.caption(
            f"单位已填 {count} 个答数：答数随原版本保留，发布新版本后不再显示。"
            if count
            else "还没有单位填过。"
        )
        verbs.submit(
            viewer,
            "删除",
            edit_questionnaire,
            questionnaire_id=seen.row.id,
            edit=edit,
            version=seen.row.version,
            done=_dropped,
        )

    verbs.dialog("删除题目" if question else "删除章节", body)


def _dropped(sentence: str) -> str:
    st.query_params.pop(AT, None)
    return f"已保存：{sentence}。"


LIST: dict[str, Callable[[Viewer, int | None, Rows], None]] = {
    "add": _add,
    "copy": _copy,
    "delete": _delete,
    "import": intake.show,
}
ONE: dict[str, Callable[[Viewer, QuestionnaireView], None]] = {"drop": _drop, **publish.DIALOGS}
