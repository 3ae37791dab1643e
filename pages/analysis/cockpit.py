"""A leader reads in two minutes who moved, why, and what is to be decided."""

import streamlit as st

from core.access.permissions import Permission
from core.charts.distribution import distribution
from core.results import cockpit
from pages.analysis._cockpit import answer, boards, lamps, lists, wall
from pages.ui import charts, filters, frame, guard, links
from pages.ui.feedback import ask

viewer = guard.page(Permission.ANALYSIS_COCKPIT_READ)


if "wall" in st.query_params:
    wall.show(viewer)
    st.stop()

title, choice = st.columns([3, 2], vertical_alignment="bottom")
with title:
    frame.heading("全市态势")
edition = filters.choose_edition(viewer, choice)
view: cockpit.Cockpit = ask(viewer, cockpit.cockpit, edition_id=edition.id)
answer.sentence(view)
answer.figures(view)
left, right = st.columns([5, 6], gap="large")
with left:
    key = ("distribution", edition.sha256)
    charts.show(key, lambda: distribution(view), name="cockpit.distribution")
with right:
    lists.problems(view)
    lists.decisions(view)
with st.container(key="boards"):
    boards.show(view)
with st.container(key="lamps"):
    lamps.show(view)
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.link_button("大屏", links.wall(edition.id), icon=":material/tv:")
    if viewer.may(Permission.ANALYSIS_BRIEF_EXPORT):
        st.link_button("一页纸（文档）", links.brief(edition.id, "docx"), icon=":material/description:")
        st.link_button("一页纸（打印版）", links.brief(edition.id, "pdf"), icon=":material/print:")
        st.link_button("一页纸（手机阅读）", links.brief(edition.id, "html"), icon=":material/smartphone:")
        st.link_button("导出 Excel", links.cockpit_file(edition.id), icon=":material/download:")
        st.link_button("导出图片", links.cockpit_chart(edition.id), icon=":material/image:")
frame.footer(edition)
