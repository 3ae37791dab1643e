"""Every change of state of a project, and the moves that are possible now."""

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.projects.queries import ProjectView
from core.projects.rules import PROJECT_MOVES
from core.projects.service import move_project
from core.questionnaires.handing_out import HAND_OUT
from pages.ui import feedback, frame, tables
from pages.ui.guard import Viewer


def show(viewer: Viewer, view: ProjectView) -> None:
    """The acts on top, what was done below."""
    if viewer.may(Permission.PROJECTS_PROJECT_MOVE):
        _acts(viewer, view)
    st.markdown("##### 状态变动记录")
    tables.show(
        [
            {
                "时间": to_minute(move.at),
                "对象": tables.plain(move.thing),
                "变动": f"{move.from_label} → {move.to_label}",
                "办理人": tables.plain(move.person),
                "理由": tables.plain(move.reason + (f"；未报：{move.missing}" if move.missing else "")),
            }
            for move in view.moves
        ],
        empty="还没有状态变动。"
        if not view.row.organisations or viewer.may(Permission.PROJECTS_PROJECT_MOVE)
        else "变动记录由主管部门、项目经理查看。",
    )


def _acts(viewer: Viewer, view: ProjectView) -> None:
    row = view.row
    if not PROJECT_MOVES[row.state]:
        st.caption("项目已结束，状态不能再改。")
        return
    reason = st.text_input(
        "理由或依据",
        placeholder="例如：经市大数据局主任办公会研究同意",
        key=f"projects.reason.{row.id}.{row.version}",
        max_chars=200,
    )
    with st.container(horizontal=True):
        for to, name in PROJECT_MOVES[row.state].items():
            blocked = bool(view.missing) or not reason.strip()
            if st.button(name, key=f"projects.move.{to}", disabled=blocked):
                facts = {"project_id": row.id, "to": to, "reason": reason, "version": row.version}
                facts["more"] = (HAND_OUT,)
                done, _ = feedback.act(viewer, move_project, **facts)
                if done:
                    frame.carry(f"项目已从“{row.state.label}”转为“{to.label}”。")
    if view.missing:
        st.caption("补齐上面列出的各项后才能启动。")
    elif not reason.strip():
        st.caption("写明理由后才能改变状态；理由、时间和办理人都会留存。")
