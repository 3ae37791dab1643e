"""An evaluator brings a workbook of values in; a faulty one comes back marked, and nothing is written."""

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.collection import queries
from core.collection.service import withdraw_values
from core.indicators.queries import systems
from core.store.session import reading
from pages.scoring._values import intake
from pages.ui import feedback, frame, guard, links, tables

viewer = guard.page(Permission.COLLECTION_VALUES_READ)
frame.heading(
    "指标值导入", "一份工作簿对应一类考核对象的一个考核期；校验全部通过才写入，有错则整份退回并标明原因。"
)

with reading() as session:
    published = systems(session=session, actor=viewer.actor)
    imported = queries.value_sets(session=session, actor=viewer.actor)
if not published:
    feedback.empty("还没有已发布的指标体系。", "请先在“指标管理—指标体系”中导入。")
    st.stop()
if viewer.may(Permission.COLLECTION_VALUES_IMPORT):
    intake.show(viewer, published)

st.markdown("##### 已导入的指标值")
tables.show(
    [
        {
            "名称": tables.plain(row.title),
            "考核期": tables.plain(row.period),
            "指标体系": tables.plain(row.system_name),
            "导入时间": to_minute(row.imported_at),
            "导入人": tables.plain(row.imported_by),
            "来源文件": tables.link("下载", links.evidence(row.evidence_id)),
        }
        for row in imported
    ],
    empty="还没有导入过指标值。请下载模板，填好后在上方导入。",
)
if imported and viewer.may(Permission.COLLECTION_VALUES_IMPORT):
    with st.expander("撤回一批指标值"):
        st.caption("撤回后不能再用于新的版次；已冻结的版次不受影响。")
        by_id = {row.id: row for row in imported}
        chosen = st.selectbox(
            "指标值", list(by_id), format_func=lambda key: by_id[key].title, key="values.withdraw"
        )
        sure = st.checkbox("我已核对，确认撤回所选的一批", key="values.withdraw.sure")
        if st.button("撤回指标值", disabled=not sure) and chosen is not None:
            done, title = feedback.act(
                viewer, withdraw_values, value_set_id=chosen, version=by_id[chosen].version
            )
            if done:
                frame.carry(f"已撤回“{title}”。")
