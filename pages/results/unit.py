"""A unit, or whoever judges it, reads what it scored, every point it lost, and where each number is from."""

import streamlit as st

from core.access.permissions import Permission
from core.charts.profile import profile
from core.results import queries
from pages.results._unit import choice, indicator, losses, nodes, summary, tracing
from pages.ui import charts, crumbs, feedback, filters, frame, guard, links

viewer = guard.page(Permission.RESULTS_UNIT_READ)

SECTIONS = ("扣分说明", "指标得分", "数据溯源")

frame.heading("单位得分")
with st.container(horizontal=True, vertical_alignment="bottom"):
    edition = filters.choose_edition(viewer)
    code = choice.choose_unit(viewer, edition)
# Below the row of choices: a refusal needs the width.
view: queries.UnitView = feedback.ask(viewer, queries.unit, edition_id=edition.id, unit_code=code)
leaf, metric = (st.query_params.get(name, "") for name in ("leaf", "metric"))
crumbs.show(crumbs.of_unit(viewer, view, leaf, metric))
st.markdown(summary.answer(view))
summary.figures(view)

named = SECTIONS[2] if "metric" in st.query_params else st.query_params.get("section", SECTIONS[0])
with st.container(horizontal=True, vertical_alignment="bottom"):
    section = st.segmented_control(
        "内容",
        SECTIONS,
        default=named if named in SECTIONS else SECTIONS[0],
        key=f"unit.section.{named}",
        required=True,
        label_visibility="collapsed",
    )
    if viewer.may(Permission.RESULTS_UNIT_EXPORT):
        st.link_button("导出 Excel", links.unit_file(edition.id, view.unit.code), icon=":material/download:")
        st.link_button("导出图片", links.unit_chart(edition.id, view.unit.code), icon=":material/image:")
if section != SECTIONS[2]:
    st.query_params.pop("metric", None)
    st.query_params["section"] = section or SECTIONS[0]
if section != SECTIONS[0]:
    st.query_params.pop("leaf", None)

left, right = st.columns([6, 5], gap="large")
with left:
    if section == "数据溯源":
        tracing.show(viewer, view)
    elif section == "指标得分":
        nodes.show(view)
    elif view.board.system.is_leaf(leaf) and leaf in view.board.system.node_by_code:
        indicator.show(view, leaf)
    else:
        losses.show(view)
with right:
    key = ("profile", edition.sha256, view.unit.code)
    charts.show(key, lambda: profile(view), name="unit.profile")
frame.footer(edition)
