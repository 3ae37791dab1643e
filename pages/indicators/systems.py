"""Anyone in the evaluation reads an indicator system; the authority publishes one from a workbook."""

from decimal import Decimal

import streamlit as st

from core.access.permissions import Permission
from core.indicators import queries
from core.indicators.system import AGGREGATIONS, IndicatorSystem
from core.store.session import reading
from pages.indicators._systems import card, intake, tree
from pages.ui import feedback, frame, guard, links, tables
from pages.ui.numbers import marks

viewer = guard.page(Permission.INDICATORS_SYSTEM_READ)


def answer(system: IndicatorSystem) -> str:
    """How many indicators of each level, and what they add up to."""
    counts = system.level_counts()
    levels = "、".join(
        f"{name} {count} 个" for name, count in zip(("一级", "二级", "三级"), counts, strict=False)
    )
    if system.scheme == "marks":
        scheme = f"满分合计 {marks(sum(system.leaf_marks.values(), Decimal(0)))} 分"
    else:
        scheme = f"权重制，总分按{AGGREGATIONS[system.aggregation]}合成，满分 {marks(system.full_marks)} 分"
    return (
        f"**{tables.plain(system.name)}**（{system.audience_name}）：{levels}，末级指标 {len(system.leaves)} 个、"
        f"子项 {len(system.metrics)} 个，{scheme}，"
        f"加分封顶 {marks(system.bonus_cap)} 分、减分封顶 {marks(system.deduction_cap)} 分。"
    )


with reading() as session:
    published = queries.systems(session=session, actor=viewer.actor)
if not published:
    frame.heading("指标体系", section="指标管理")
    feedback.empty("还没有已发布的指标体系。", "由主管部门或项目经理在本页导入指标体系工作簿。")
    if viewer.may(Permission.INDICATORS_SYSTEM_IMPORT):
        intake.show(viewer)
    st.stop()
top = st.container()
by_id = {str(row.id): row for row in published}
named = st.query_params.get("system", "")
named = named if named in by_id else next(iter(by_id))
with st.container(horizontal=True, vertical_alignment="bottom"):
    chosen = st.selectbox(
        "体系版本",
        list(by_id),
        index=list(by_id).index(named),
        format_func=lambda key: f"{by_id[key].name} {by_id[key].version_label}",
        key=f"systems.{named}",
    )
    if viewer.may(Permission.INDICATORS_SYSTEM_EXPORT):
        st.link_button("导出 Excel", links.system_file(int(chosen or named)), icon=":material/download:")
    if viewer.may(Permission.INDICATORS_DESIGN_EDIT):
        copying = links.designs(do="copy", id=int(chosen or named))
        st.link_button("复制为新版本", copying, icon=":material/content_copy:")
st.query_params["system"] = chosen or named
row = by_id[chosen or named]
with reading() as session:
    system = queries.system(session=session, actor=viewer.actor, version_id=row.id)
with top:
    frame.heading("指标体系", answer(system), section="指标管理")
node = tree.chosen(system)
left, right = st.columns([4, 6], gap="large")
with left:
    tree.show(system, row.id, node)
with right:
    card.show(system, row.id, node)
if viewer.may(Permission.INDICATORS_SYSTEM_IMPORT):
    intake.show(viewer)
st.caption(f"版本 {row.version_label} 已发布并冻结，SHA-256 {row.sha256}；修改须另出新版本。")
