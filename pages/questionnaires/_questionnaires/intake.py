"""Bringing a questionnaire in: a workbook or a pasted text, looked through before anything is written."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from core.access.permissions import Permission
from core.errors import Invalid, ShupingError
from core.questionnaires.drafting import Read
from core.questionnaires.pasted import read_pasted
from core.questionnaires.queries import QuestionnaireRow, questionnaires
from core.questionnaires.service import QuestionnaireDraft, create_questionnaire, replace_form
from core.questionnaires.xlsform_reading import read_xlsform
from pages.questionnaires._questionnaires import preview
from pages.ui import feedback, tables, uploads, verbs
from pages.ui.guard import Viewer

BOOK, TEXT = "XLSForm 工作簿", "粘贴文字"
NEW, OLD = "建立为新的草稿", "替换现有草稿"
KEY, HELD = "draw.import", "draw.import.read"
EXAMPLE = "一、基本情况\n1. 是否建立共享机制（单选）\nA. 已建立\nB. 未建立\n2. 数据资源总数（个）____"


def show(viewer: Viewer, _number: int | None, _rows: Mapping[int, QuestionnaireRow]) -> None:
    """The dialog of an import."""
    if not viewer.may(Permission.QUESTIONNAIRES_FORM_EDIT):
        return
    every = verbs.as_opened(feedback.ask(viewer, questionnaires, limit=None)[0])

    def body() -> None:
        way = st.segmented_control("来源", [BOOK, TEXT], default=BOOK, required=True, key=f"{KEY}.way")
        found = _book(viewer) if way == BOOK else _text()
        if found is None:
            return
        read, source = found
        _look(read)
        _keep(viewer, read, source, every)

    verbs.dialog("导入问卷", body, wide=True)


def named(key: str, title: str = "") -> QuestionnaireDraft:
    """The number and the title of a questionnaire that is made."""
    left, right = st.columns([1, 2])
    code = left.text_input("问卷编号", key=f"{key}.code", max_chars=40, placeholder="如 WJ2021")
    name = right.text_input("问卷名称", title, key=f"{key}.title", max_chars=200)
    return QuestionnaireDraft(code or "", name or "")


def made(sentence: str) -> Callable[[int], str]:
    """What is said of a new questionnaire, which is opened then."""

    def told(questionnaire_id: int) -> str:
        uploads.forget(KEY)
        st.query_params["questionnaire"] = str(questionnaire_id)
        return f"{sentence}。"

    return told


def _book(viewer: Viewer) -> tuple[Read, str] | None:
    upload = uploads.choose("XLSForm 工作簿", key=KEY)
    if upload is None:
        st.caption("ODK、KoboToolbox 等通用的问卷工作簿；本系统导出的问卷也可以改好后再导入。")
        return None
    content = upload.content
    held = st.session_state.get(HELD)
    # The dialog is drawn again at every turn; a workbook is read in a process of its own, once.
    if held is None or held[0] != upload.client_key:
        try:
            with st.spinner("正在检查…"):
                held = (upload.client_key, read_xlsform(content.data, content.name))
        except Invalid as error:
            feedback.give_back(viewer, error, content.name, error.annotated)
            return None
        except ShupingError as error:
            feedback.refuse(error)
            return None
        st.session_state[HELD] = held
    return held[1], f"“{content.name}”"


def _text() -> tuple[Read, str] | None:
    text = st.text_area("问卷文字", height=220, key=f"{KEY}.text", placeholder=EXAMPLE)
    st.caption("从 Word 或问卷星复制：每题以题号开头，每个选项一行，以 A. B. 开头。")
    if not (text or "").strip():
        return None
    try:
        return read_pasted(text or ""), "粘贴的文字"
    except Invalid as error:
        feedback.refuse(error)
        return None


def _look(read: Read) -> None:
    """How much of what was read, what to look at, and the form itself."""
    form = read.form
    kinds = Counter(question.kind.label for question in form.questions)
    words = "、".join(f"{kind} {number} 题" for kind, number in kinds.items())
    st.success(f"读到 {len(form.sections)} 个章节、{len(form.questions)} 道题目：{words}。")
    if read.warnings:
        with st.expander(f"有 {len(read.warnings)} 处请核对", icon=":material/info:", expanded=True):
            tables.show(
                [
                    {
                        "位置": tables.plain(each.place or "—"),
                        "情况": tables.plain(each.rule),
                        "内容": tables.plain(each.value or "—"),
                        "处理办法": tables.plain(each.remedy or "—"),
                    }
                    for each in read.warnings[: feedback.SHOWN]
                ]
            )
            if len(read.warnings) > feedback.SHOWN:
                st.caption(f"共 {len(read.warnings)} 处，此处列出前 {feedback.SHOWN} 处。")
    if st.toggle("查看填报时的样子", key=f"{KEY}.look"):
        preview.tried(form, f"{KEY}.tried")


def _keep(viewer: Viewer, read: Read, source: str, every: list[QuestionnaireRow]) -> None:
    how = st.segmented_control("导入为", [NEW, OLD], default=NEW, required=True, key=f"{KEY}.how")
    turn = hashlib.sha256(read.form.title.encode()).hexdigest()[:8]
    if how == NEW or not every:
        draft = named(f"{KEY}.{turn}", read.form.title)
        ready = bool(draft.code.strip() and draft.title.strip())
        facts: dict[str, Any] = {"draft": draft, "form": read.form, "ready": ready}
        verbs.submit(viewer, "建立为草稿", create_questionnaire, done=made("已导入并建立草稿"), **facts)
        return
    rows = {row.id: row for row in every}
    chosen = st.selectbox(
        "替换哪一份的草稿",
        list(rows),
        format_func=lambda each: f"{rows[each].code} {rows[each].title}" if each in rows else str(each),
        key=f"{KEY}.target",
    )
    row = rows.get(chosen) or every[0]
    st.caption(
        f"“{tables.plain(row.title)}”草稿原有的 {row.questions} 题全部由导入的 {len(read.form.questions)} 题替换；"
        + ("单位正在填的版本不变，发布前会列出影响哪些答数。" if row.number else "还没有发布过。")
    )
    told = made("已导入")
    verbs.submit(
        viewer,
        "替换草稿",
        replace_form,
        questionnaire_id=row.id,
        form=read.form,
        source=source,
        version=row.version,
        done=lambda sentence: told(row.id).rstrip("。") + f"：{sentence}。",
    )
