"""Everybody comes here first: what there is for me, one click away."""

import streamlit as st

from core.access.permissions import Permission
from core.results import queries
from core.store.session import reading
from pages.ui import frame, guard, menu
from pages.workbench._home import newest, tasks

viewer = guard.page(Permission.WORKBENCH_HOME_READ)


def results() -> None:
    """What the newest edition says to this person, as far as their scope reaches."""
    with reading() as session:
        edition = queries.latest(session=session, actor=viewer.actor)
        views = queries.boards(session=session, actor=viewer.actor, edition_id=edition.id) if edition else []
    if edition is None:
        st.info("还没有结果版次。评估结果冻结后会显示在这里。")
    elif not views:
        st.info("最新版次没有您数据范围内的单位。")
    elif sum(len(view.units) for view in views) == 1:
        newest.own_unit(edition, views[0])
    else:
        newest.whole_boards(edition, views)


frame.heading("我的工作台")
if viewer.may(Permission.RESULTS_BOARD_READ):
    results()
if viewer.may(Permission.PROJECTS_PROJECT_READ):
    tasks.show(viewer)
st.markdown("##### 我能做的")
screens = [row for row in menu.screens(viewer) if row.url_path != "home"]
if screens:
    st.markdown("　".join(f"[{row.title}](/{row.url_path})" for row in screens))
else:
    st.caption("您参与的评审任务下达后会显示在这里。")
