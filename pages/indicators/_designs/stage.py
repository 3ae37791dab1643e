"""Where a draft stands, what it still lacks, and the step that follows."""

from datetime import timedelta

import streamlit as st

from core import clock
from core.access.permissions import Permission
from core.designs.queries import DesignView
from core.designs.rules import MOVES, Stage, stage_line
from core.designs.service import move_design
from pages.indicators._designs import opened
from pages.ui import tables, verbs
from pages.ui.guard import Viewer

SHAPES = {"done": "✔", "now": "●", "ahead": "○"}
# Days a unit usually has to answer (建议值).
DAYS = 10


def tag(stage: Stage) -> str:
    """The stage with its shape."""
    return f"{'■' if stage is Stage.PUBLISHED else '○' if stage is Stage.DRAFT else '●'} {stage.label}"


def show(viewer: Viewer, view: DesignView) -> None:
    """The line of stages and what is missing for the next one, with the buttons that move the draft."""
    line = "　→　".join(
        f"**{SHAPES[how]} {stage.label}**" if how == "now" else f"{SHAPES[how]} {stage.label}"
        for stage, how in stage_line(view.row.stage)
    )
    with st.container(border=True):
        st.markdown(line)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_answer(view), width="stretch")
            if viewer.may(Permission.INDICATORS_DESIGN_DECIDE):
                _buttons(view)


def _answer(view: DesignView) -> str:
    row = view.row
    if row.stage is Stage.PUBLISHED:
        return f"{clock.moment_in_words(row.stage_since)} 已发布并冻结；要改请复制为新版本。"
    due = (
        f"征求意见截止 **{clock.in_words(row.due_on)}**。"
        if row.stage is Stage.SOLICITING and row.due_on
        else ""
    )
    if not view.missing:
        return f"{due}可以进入“{view.next_stage.label if view.next_stage else ''}”。"
    shown = "；".join(tables.plain(problem.rule) for problem in view.missing[:3])
    more = f"等 {len(view.missing)} 项" if len(view.missing) > 3 else ""
    return f"{due}还不能进入“{view.next_stage.label if view.next_stage else ''}”：{shown}{more}。"


def _buttons(view: DesignView) -> None:
    for to, words in MOVES[view.row.stage].items():
        if to is Stage.PUBLISHED:
            continue
        back = to is Stage.DRAFT
        st.button(
            words,
            key=f"designs.move.{to.value}",
            type="secondary" if back else "primary",
            disabled=not back and bool(view.missing),
            on_click=verbs.open_at,
            args=(f"to-{to.value}",),
        )


def dialog(viewer: Viewer, view: DesignView, to: Stage) -> None:
    """Confirm a move: a reason for going back, a date for soliciting."""
    words = MOVES[view.row.stage].get(to)
    if words is None or not viewer.may(Permission.INDICATORS_DESIGN_DECIDE):
        return

    def body() -> None:
        reason, due = "", None
        if to is Stage.DRAFT:
            st.markdown(f"“{tables.plain(view.row.name)}”退回起草，已有的意见、裁定和档案都保留。")
            reason = st.text_area("退回理由", key="designs.reason", max_chars=500)
        elif to is Stage.SOLICITING:
            st.markdown("各参评单位将在“征求意见”中看到征求意见稿，并可提出意见。")
            due = st.date_input("截止日期", clock.today() + timedelta(days=DAYS), key="designs.due")
        else:
            st.markdown(f"“{tables.plain(view.row.name)}”转为“{to.label}”。")
        verbs.submit(
            viewer,
            words,
            move_design,
            design_id=view.row.id,
            to=to,
            version=view.row.version,
            reason=reason,
            due_on=due,
            ready=to is not Stage.DRAFT or bool(reason.strip()),
            done=lambda sentence: _done(sentence),
        )

    verbs.dialog(words, body)


def _done(sentence: str) -> str:
    opened.renew()
    return sentence
