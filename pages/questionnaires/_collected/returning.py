"""The dialog that sends a response back to its questions, each with the reason."""

from datetime import datetime

import streamlit as st

from core import clock
from core.clock import SHANGHAI
from core.projects.timing import last_minute_in_words
from core.responses.queries import ResponseView
from core.responses.returning import return_response
from pages.ui import tables, verbs
from pages.ui.guard import Viewer

LONGEST = 200
WHOLE = ""


def show(viewer: Viewer, view: ResponseView) -> None:
    """Tick questions, write each one's reason, say until when, send back."""
    verbs.dialog(f"退回到题：{view.unit_name}", lambda: _body(viewer, view), wide=True)


def _body(viewer: Viewer, view: ResponseView) -> None:
    st.caption("勾选要改正的题，逐题写明理由；单位只能改这些题和受其影响的题，改后重新报送。")
    reasons: dict[str, str] = {}
    with st.container(height=340, key="return-questions"):
        if st.checkbox("整份答卷退回（每题都可改）", key=f"return.{view.id}.whole"):
            reasons[WHOLE] = _reason(view, "整份")
        for section in view.form.sections:
            asked = [each for each in section.questions if each.code in view.standing.shown]
            if asked:
                st.markdown(f":gray[{tables.plain(section.title)}]")
            for question in asked:
                label = f"{tables.plain(question.code)}　{tables.plain(question.title)}"
                if st.checkbox(label, key=f"return.{view.id}.{question.code}"):
                    reasons[question.code] = _reason(view, question.code)
    until = _until(view)
    count = "整份" if WHOLE in reasons else f"{len(reasons)} 题"
    verbs.submit(
        viewer,
        "退回所选的题",
        return_response,
        response_id=view.id,
        reasons=reasons,
        until=until,
        ready=bool(reasons) and all(each.strip() for each in reasons.values()) and until is not None,
        done=f"已退回“{view.unit_name}”的答卷（{count}），并通知本单位。",
    )


def _reason(view: ResponseView, name: str) -> str:
    key = f"return.{view.id}.{name}.reason"
    return (
        st.text_input(
            f"{name}的退回理由", placeholder="例如：与平台目录数不符，请核对", key=key, max_chars=LONGEST
        )
        or ""
    )


def _until(view: ResponseView) -> datetime | None:
    """Until when it is to be mended; None while what is typed is no moment."""
    usual = max(view.locks_at, clock.now()).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    text = st.text_input(
        f"改正截止时间（北京时间；现截止 {last_minute_in_words(view.locks_at)}）", usual,
        key=f"return.{view.id}.until", max_chars=16,
    )  # fmt: skip
    try:
        return datetime.strptime((text or "").strip(), "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)
    except ValueError:
        st.error("时间请写成 2021-01-31 17:00 的样子。")
        return None
