"""Filling: the tasks of a unit, and one response box by box."""

import streamlit as st

from core.access.permissions import Permission
from core.responses.filling import begin_response
from core.responses.queries import ResponseView, response_view
from pages.questionnaires._fill import form, listing
from pages.ui import feedback, form_links, frame, guard, work

viewer = guard.page(Permission.QUESTIONNAIRES_TASK_READ)
screen = work.Screen("fill", "问卷管理", "我的填报")


def number(name: str) -> int | None:
    """A number the address names; None for anything no row has."""
    named = st.query_params.get(name, "")
    return int(named) if named.isascii() and named.isdecimal() and len(named) < 10 else None


def begin(questionnaire_id: int) -> None:
    """Begin a response where somebody fills; what cannot be begun says why."""
    screen.heading()
    frame.back("全部任务", form_links.tasks())
    facts = {
        "questionnaire_id": questionnaire_id,
        "round_id": number("round") or None,
        "organisation_id": number("unit") or 0,
    }
    if not viewer.may(Permission.QUESTIONNAIRES_ANSWER_FILL):
        feedback.empty("本单位还没有人开始填报。", "请填报员从“我的填报”中打开，填完后在此审核报送。")
        return
    done, response_id = feedback.act(viewer, begin_response, **facts)
    if done:
        for name in ("questionnaire", "round", "unit"):
            st.query_params.pop(name, None)
        st.query_params["response"] = str(response_id)
        st.rerun()


def detail(response_id: int) -> None:
    """One response."""
    view: ResponseView = feedback.ask(viewer, response_view, response_id=response_id)
    screen.heading(form.answer(view))
    frame.back("全部任务", form_links.tasks())(f"{view.title}（{view.unit_name}）")
    form.show(viewer, view)


response, questionnaire = number("response"), number("questionnaire")
if response is not None:
    detail(response)
elif questionnaire is not None:
    begin(questionnaire)
else:
    listing.show(viewer, screen)
