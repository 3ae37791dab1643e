"""The indicator systems of a project."""

import streamlit as st

from core.access.permissions import Permission
from core.indicators.queries import systems as published_systems
from core.indicators.system import AUDIENCES
from core.projects.queries import ProjectView
from core.projects.rules import ProjectState
from core.projects.service import assign_systems
from core.store.session import reading
from pages.projects._projects.listing import choose_system
from pages.ui import feedback, frame, links, tables
from pages.ui.guard import Viewer


def show(viewer: Viewer, view: ProjectView) -> None:
    """Which system measures whom; changed only before the start."""
    tables.show(
        [
            {
                "考核对象": AUDIENCES[choice.audience],
                "指标体系": tables.link(choice.name, links.system(choice.version_id)),
            }
            for choice in view.systems
        ],
        empty="还没有选定指标体系。",
    )
    if view.row.state is not ProjectState.NOT_STARTED:
        st.caption("项目启动后指标体系不能再改，各轮次都用同一套。")
        return
    if not viewer.may(Permission.PROJECTS_PROJECT_EDIT):
        return
    with reading() as session:
        published = published_systems(session=session, actor=viewer.actor)
    at = {choice.audience: choice.version_id for choice in view.systems}
    chosen = [choose_system(audience, published, at.get(audience)) for audience in ("department", "county")]
    if st.button("保存指标体系", type="primary"):
        done, _ = feedback.act(
            viewer,
            assign_systems,
            project_id=view.row.id,
            systems=[each for each in chosen if each is not None],
            version=view.row.version,
        )
        if done:
            frame.carry("已保存项目的指标体系。")
