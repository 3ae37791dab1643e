"""The first answer of a project: how far it has come, and what it lacks."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Permission
from core.errors import Problem
from core.projects.launch import start_warnings
from core.projects.queries import ProjectView
from core.projects.rules import ProjectState, RoundState
from core.projects.staff import StaffRow, staff
from pages.ui import deadlines, feedback, tables
from pages.ui.guard import Viewer

# More names than anybody reads through; the part 人员分工 has them all.
MOST_PEOPLE = 3


def show(viewer: Viewer, view: ProjectView) -> None:
    """The states in their order, the sentence, and what keeps the project from starting."""
    if view.row.is_rehearsal:
        st.warning("练习项目：结果不进入驾驶舱和排名榜的最新版次，不作为考核结果。")
    st.markdown(_timeline(view.row.state))
    st.markdown(_sentence(viewer, view))
    people: list[StaffRow] = feedback.ask(viewer, staff, project_id=view.row.id)
    if people:
        asked = "；".join(tables.plain(each.told()) for each in people[:MOST_PEOPLE])
        st.markdown(f"有疑问请联系：{asked}。")
    if view.missing:
        st.warning(f"还不能启动，缺 {len(view.missing)} 项：\n\n{_listed(view.missing)}")
    if view.row.state is ProjectState.NOT_STARTED and viewer.may(Permission.PROJECTS_PROJECT_EDIT):
        warned: list[Problem] = feedback.ask(viewer, start_warnings, project_id=view.row.id)
        if warned:
            st.info(f"不影响启动，建议先办好 {len(warned)} 项：\n\n{_listed(warned)}")


def _listed(problems: Sequence[Problem]) -> str:
    return "\n".join(
        f"- {tables.plain(each.rule)}{f'（{tables.plain(each.value)}）' if each.value else ''}：{tables.plain(each.remedy)}"
        for each in problems
    )


def _timeline(at: ProjectState) -> str:
    order = list(ProjectState)
    steps = []
    for state in order:
        passed = order.index(state) <= order.index(at)
        name = f"**{state.label}**" if state is at else state.label
        steps.append(f"{'●' if passed else '○'}\u00a0{name}")
    return " → ".join(steps)


def _sentence(viewer: Viewer, view: ProjectView) -> str:
    row = view.row
    going = [each for each in view.rounds if each.state is RoundState.OPEN]
    done = sum(each.state is RoundState.CLOSED for each in view.rounds)
    parts = [f"{row.year} 年度，考核对象 **{row.organisations}** 个，轮次 {row.rounds} 个，已关闭 {done} 个"]
    if going:
        answered = deadlines.answered(viewer, going)
        named = (
            f"**{tables.plain(each.name)}**，{deadlines.last_day(each, is_answered=each.id in answered)}"
            for each in going
        )
        parts.append(f"正在开放{'、'.join(named)}")
    if len(view.members) < row.organisations:
        parts.append(f"其中您可查看 {len(view.members)} 个")
    return "；".join(parts) + "。"
