"""The published versions: who published what when, what one asked, and what differs between two."""

from typing import Any

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.questionnaires.differences import differences
from core.questionnaires.form import Form
from core.questionnaires.queries import QuestionnaireView, VersionRow, version_of
from pages.questionnaires._questionnaires import preview
from pages.ui import feedback, form_links, tables
from pages.ui.guard import Viewer

PART, DRAFT = "版本", 0
SHOWN = 200


def show(viewer: Viewer, view: QuestionnaireView) -> None:
    """The list, the version the address names, and the comparison."""
    if not view.versions:
        feedback.empty("还没有发布过版本。", "在“发布”中发布后，每一版都冻结留存在这里。")
        return
    tables.show([_cells(viewer, view, row) for row in view.versions])
    by_number = {row.number: row for row in view.versions}
    named = st.query_params.get("version", "")
    number = int(named) if named.isascii() and named.isdecimal() and len(named) < 6 else 0
    if number in by_number:
        st.markdown(f"##### 第 {number} 版")
        preview.tried(_form(viewer, view, by_number, number), f"version.{view.row.id}.{number}")
    _compare(viewer, view, by_number)


def _cells(viewer: Viewer, view: QuestionnaireView, row: VersionRow) -> dict[str, object]:
    acts = [tables.link("查看", form_links.questionnaire(view.row.id, PART, version=row.number))]
    if viewer.may(Permission.QUESTIONNAIRES_FORM_EXPORT):
        acts.append(tables.link("导出 XLSForm", form_links.form_file(view.row.id, row.number)))
    return {
        "版本": f"第 {row.number} 版" + ("（在用）" if row.number == view.row.number else ""),
        "题数": row.questions,
        "发布时间": to_minute(row.published_at),
        "发布人": tables.plain(row.published_by),
        "说明": tables.plain(row.reason or "—"),
        "校验码": row.sha256[:12],
        "操作": "　".join(acts),
    }


def _compare(viewer: Viewer, view: QuestionnaireView, by_number: dict[int, VersionRow]) -> None:
    """Two versions, or a version and the draft."""
    st.markdown("##### 版本对比")
    offered = {number: f"第 {number} 版" for number in by_number} | {DRAFT: "草稿"}
    numbers = list(offered)
    left, right = st.columns(2)
    facts: dict[str, Any] = {"format_func": offered.__getitem__}
    old = left.selectbox(
        "由", numbers, index=min(1, len(numbers) - 2), key=f"versions.old.{view.row.id}", **facts
    )
    index = 0 if len(numbers) > 2 else len(numbers) - 1
    new = right.selectbox("到", numbers, index=index, key=f"versions.new.{view.row.id}", **facts)
    found = differences(_form(viewer, view, by_number, old), _form(viewer, view, by_number, new))
    if not found:
        st.success("内容完全相同，没有任何差异。")
        return
    st.markdown(f"共 **{len(found)}** 处差异。")
    tables.show([{"差异": tables.plain(each.sentence)} for each in found[:SHOWN]])
    if len(found) > SHOWN:
        st.caption(f"列出前 {SHOWN} 处。")


def _form(viewer: Viewer, view: QuestionnaireView, by_number: dict[int, VersionRow], number: int) -> Form:
    if number == DRAFT:
        return view.form
    form: Form = feedback.ask(viewer, version_of, version_id=by_number[number].id)
    return form
