"""The questionnaires of a project's rounds: which units fill what, how far they are, and hanging one on."""

import streamlit as st

from core.access.permissions import Permission
from core.indicators.system import AUDIENCES
from core.projects.queries import ProjectView, RoundRow
from core.projects.rules import RoundState
from core.questionnaires.publishing import attach, detach
from core.questionnaires.queries import QuestionnaireRow, forms_of_round, questionnaires
from pages.ui import feedback, form_links, frame, tables
from pages.ui.guard import Viewer

EVERYBODY = "全部考核对象"


def show(viewer: Viewer, view: ProjectView) -> None:
    """Round by round; a questionnaire is handed in with its round."""
    held = {row.id: feedback.ask(viewer, forms_of_round, round_id=row.id) for row in view.rounds}
    reads = viewer.may(Permission.QUESTIONNAIRES_FORM_READ)
    tables.show(
        [
            {
                "轮次": tables.plain(row.name),
                "问卷": tables.link(form.title, form_links.questionnaire(form.id))
                if reads
                else tables.plain(form.title),
                "填报单位": AUDIENCES.get(audience, EVERYBODY),
                "状态": form.state.label,
                "填报情况": tables.link("查看", form_links.collected(form.id, row.id)) if reads else "—",
            }
            for row in view.rounds
            for form, audience in held[row.id]
        ],
        empty="没有关联问卷：各轮次由单位审核人直接确认报送。",
    )
    if viewer.may(Permission.PROJECTS_PROJECT_EDIT) and reads:
        _attach(viewer, view, held)


def _attach(viewer: Viewer, view: ProjectView, held: dict[int, list[tuple[QuestionnaireRow, str]]]) -> None:
    open_rounds = {row.id: row for row in view.rounds if row.state is not RoundState.CLOSED}
    if not open_rounds:
        st.caption("添加轮次后可以关联问卷。" if not view.rounds else "轮次都已关闭，不能再关联问卷。")
        return
    with st.expander("关联问卷", icon=":material/add_link:", expanded=not any(held.values())):
        every: list[QuestionnaireRow] = feedback.ask(viewer, questionnaires, limit=None)[0]
        if not every:
            st.markdown(f"还没有问卷，请先到[问卷设计]({form_links.questionnaires()})中编制。")
            return
        names = {each.id: f"{each.title}（{each.state.label}）" for each in every}
        round_id = st.selectbox(
            "轮次", list(open_rounds), format_func=lambda each: open_rounds[each].name, key="forms.round"
        )
        chosen = st.selectbox(
            "问卷", list(names), format_func=lambda each: names[each], key="forms.questionnaire"
        )
        audience = st.selectbox(
            "填报单位",
            ["", "department", "county"],
            format_func=lambda each: AUDIENCES.get(each, EVERYBODY),
            key="forms.audience",
        )
        if st.button("关联问卷", type="primary", key="forms.attach"):
            facts = {"round_id": round_id, "questionnaire_id": chosen, "audience": audience}
            done, _ = feedback.act(viewer, attach, **facts)
            if done:
                frame.carry(f"“{open_rounds[round_id].name}”已关联问卷“{names[chosen]}”。")
    _detach(viewer, open_rounds, held)


def _detach(
    viewer: Viewer, rounds: dict[int, RoundRow], held: dict[int, list[tuple[QuestionnaireRow, str]]]
) -> None:
    planned = {
        (row.id, form.id): f"{row.name}：{form.title}"
        for row in rounds.values()
        if row.state is RoundState.PLANNED
        for form, _audience in held[row.id]
    }
    if not planned:
        return
    with st.expander("取消关联", icon=":material/link_off:"):
        chosen = st.selectbox(
            "关联", list(planned), format_func=lambda each: planned[each], key="forms.detach.which"
        )
        if st.button("取消关联", key="forms.detach"):
            round_id, questionnaire_id = chosen
            facts = {"round_id": round_id, "questionnaire_id": questionnaire_id}
            done, _ = feedback.act(viewer, detach, **facts)
            if done:
                frame.carry(f"已取消关联“{planned[chosen]}”。")
