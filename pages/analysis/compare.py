"""A reader compares: one unit's indicators, one indicator's units, or one unit's periods, and is told which."""

import streamlit as st

from core.access.permissions import Permission
from pages.analysis._compare import peers, periods, within
from pages.ui import filters, frame, guard

viewer = guard.page(Permission.ANALYSIS_COMPARE_READ)

MODES = {
    "within": ("横向", "横向对比：同一单位、不同指标之间的比较。", within.show),
    "peers": ("同类", "同类对比：不同单位、同一指标之间的比较。", peers.show),
    "periods": ("纵向", "纵向对比：同一单位、不同考核期之间的比较。", periods.show),
}

frame.heading("对比分析")
named = st.query_params.get("mode", "")
if named not in MODES:
    named = next(iter(MODES))
with st.container(horizontal=True, vertical_alignment="bottom"):
    mode = st.segmented_control(
        "对比方式",
        list(MODES),
        default=named,
        format_func=lambda key: MODES[key][0],
        key=f"compare.mode.{named}",
        required=True,
    )
    edition = filters.choose_edition(viewer)
st.query_params["mode"] = mode or named
_, meaning, show = MODES[mode or named]
st.caption(meaning)
show(viewer, edition)
frame.footer(edition)
