"""Questionnaires are composed, tried out, checked, published and given to units."""

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.questionnaires import queries
from core.questionnaires.queries import QuestionnaireRow, QuestionnaireView
from core.questionnaires.rules import QuestionnaireState
from pages.questionnaires._questionnaires import (
    addressing,
    checking,
    composer,
    forms,
    preview,
    publish,
    versions,
)
from pages.ui import feedback, form_links, frame, guard, links, tables, verbs, work
from pages.ui.work import Choice, Column, Text

viewer = guard.page(Permission.QUESTIONNAIRES_FORM_READ)
screen = work.Screen("questionnaires", "问卷管理", "问卷设计")
may_edit = viewer.may(Permission.QUESTIONNAIRES_FORM_EDIT)
may_export = viewer.may(Permission.QUESTIONNAIRES_FORM_EXPORT)

SIGNS = dict(zip(QuestionnaireState, "○●▲◐■", strict=True))
PARTS = {
    composer.PART: composer.show,
    "预览": preview.show,
    "检查": checking.show,
    "发布": publish.show,
    versions.PART: versions.show,
    "发放": addressing.show,
}
COLUMNS: list[Column[QuestionnaireRow]] = [
    Column("问卷", lambda row: tables.link(row.title, form_links.questionnaire(row.id)), "title", fixed=True),
    Column("编号", lambda row: tables.plain(row.code), "code"),
    Column("状态", lambda row: f"{SIGNS[row.state]} {row.state.label}", "state"),
    Column("题数", lambda row: row.questions),
    Column("已发布", lambda row: f"第 {row.number} 版" if row.number else "—"),
    Column("发放", lambda row: given(row)),
    Column("最近修改", lambda row: to_minute(row.changed_at), "changed"),
    Column("修改人", lambda row: tables.plain(row.changed_by)),
]


def given(row: QuestionnaireRow) -> str:
    """To whom a questionnaire goes."""
    found = [f"{len(row.rounds)} 个轮次"] if row.rounds else []
    found += [f"{row.units} 个单位"] if row.units else []
    return "、".join(found) or "—"


def row_verbs(row: QuestionnaireRow) -> list[str]:
    """What may be done with one questionnaire."""
    found = [tables.link("打开", form_links.questionnaire(row.id))]
    if may_edit:
        found.append(screen.verb("复制", "copy", row.id))
    if row.state is QuestionnaireState.DRAFT and viewer.may(Permission.QUESTIONNAIRES_FORM_PUBLISH):
        found.append(screen.verb("删除", "delete", row.id))
    return found


def listing() -> None:
    """The questionnaires as a work screen."""
    screen.heading()
    chosen = screen.query_row(
        Text("text", "问卷", "名称或编号"),
        Choice("state", "状态", {state.value: state.label for state in QuestionnaireState}),
    )
    primary, aside = work.toolbar()
    if may_edit:
        primary.button("新建", type="primary", icon=":material/add:", on_click=verbs.open_at, args=("add",))
        primary.button("导入", icon=":material/upload:", on_click=verbs.open_at, args=("import",))
    if may_export:
        aside.link_button("导出", links.list_file("questionnaires"), icon=":material/download:")
    with aside:
        screen.choose_columns(COLUMNS)
    facts = {**chosen, "sort": screen.sort, "offset": screen.offset}
    rows, total = feedback.ask(viewer, queries.questionnaires, **facts)
    screen.table(rows, COLUMNS, verbs=row_verbs, empty="没有符合条件的问卷。可新建，或导入现成的问卷。")
    screen.paging(total)
    do, number = verbs.asked()
    if do in forms.LIST:
        forms.LIST[do](viewer, number, {row.id: row for row in rows})


def detail(questionnaire_id: int) -> None:
    """One questionnaire, the part the address names."""
    named = at if (at := st.query_params.get("part", "")) in PARTS else next(iter(PARTS))
    screen.heading()
    tell = frame.back("全部问卷", form_links.questionnaires())
    view: QuestionnaireView = feedback.ask(viewer, queries.questionnaire, questionnaire_id=questionnaire_id)
    row = view.row
    draft = "，草稿有改动未发布" if view.is_changed and row.number else ""
    tell(
        f"{row.title}（{SIGNS[row.state]} {row.state.label}{f'，第 {row.number} 版' if row.number else ''}{draft}）"
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        key = f"draw.part.{named}"
        part = st.segmented_control(
            "查看", list(PARTS), default=named, key=key, required=True, label_visibility="collapsed"
        )
        if may_export:
            address = form_links.form_file(row.id)
            st.link_button("导出 XLSForm", address, icon=":material/download:", type="tertiary")
    if part and part != named:
        work.turn_to(part, "version")
        st.rerun()
    PARTS[named](viewer, view)
    if (do := verbs.asked()[0]) in forms.ONE:
        forms.ONE[do](viewer, view)


asked = st.query_params.get("questionnaire", "")
if asked.isascii() and asked.isdecimal() and len(asked) < 10:
    detail(int(asked))
else:
    listing()
