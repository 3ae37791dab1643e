"""Projects: the list, and one project with its rounds, organisations, systems and every change of state."""

import streamlit as st

from core.access.permissions import Permission
from core.projects import queries
from pages.projects._projects import (
    call_log,
    forms,
    listing,
    members,
    moves,
    progress,
    project_forms,
    rounds,
    staffing,
    stages,
    summary,
    systems,
    tasks,
    year,
)
from pages.ui import feedback, frame, guard, links, work

viewer = guard.page(Permission.PROJECTS_PROJECT_READ)
screen = work.Screen("projects", "项目管理", "评估项目")

PARTS = {
    "轮次": rounds.show,
    "进度与催报": progress.show,
    "阶段": stages.show,
    "年度任务": tasks.show,
    "年度汇总": year.show,
    "考核对象": members.show,
    "指标体系": systems.show,
    "问卷": forms.show,
    "人员分工": staffing.show,
    "状态": moves.show,
}


def detail(project_id: int) -> None:
    """One project, the part the address names."""
    screen.heading()
    tell = frame.back("全部项目", links.projects())
    view: queries.ProjectView = feedback.ask(viewer, queries.project, project_id=project_id)
    tell(view.row.title)
    summary.show(viewer, view)
    project_forms.offer(viewer, view)
    named = st.query_params.get("part", "")
    named = named if named in PARTS else next(iter(PARTS))
    part = st.segmented_control(
        "查看",
        list(PARTS),
        default=named,
        key=f"projects.part.{named}",
        required=True,
        label_visibility="collapsed",
    )
    if part and part != named:
        work.turn_to(part, call_log.LOG)
    PARTS[part or named](viewer, view)


asked = st.query_params.get("project", "")
if asked.isdecimal():
    detail(int(asked))
else:
    listing.show(viewer, screen)
