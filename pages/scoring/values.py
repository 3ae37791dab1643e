"""An evaluator brings a workbook of values in; a faulty one comes back marked, and nothing is written."""

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.collection import queries
from core.collection.queries import ValueSetRow
from core.collection.service import withdraw_values
from core.indicators.queries import SystemRow, systems
from core.indicators.system import AUDIENCES
from pages.scoring._values import intake
from pages.ui import feedback, frame, guard, links, tables, work
from pages.ui.work import Choice, Column, Text

viewer = guard.page(Permission.COLLECTION_VALUES_READ)
screen = work.Screen("values", "评分管理", "指标值导入")


def system(row: ValueSetRow) -> str:
    """Whom it measures and in which version; its whole name is one click away and would not fit."""
    label = f"{AUDIENCES[row.audience]} {row.system_version}"
    return tables.link(label, links.system(row.system_version_id))


COLUMNS: list[Column[ValueSetRow]] = [
    Column("名称", lambda row: tables.plain(row.title), fixed=True),
    Column("考核期", lambda row: tables.plain(row.period)),
    Column("指标体系", system),
    Column("导入时间", lambda row: to_minute(row.imported_at)),
    Column("导入人", lambda row: tables.plain(row.imported_by)),
    Column("来源文件", lambda row: tables.link("下载", links.evidence(row.evidence_id))),
]

screen.heading("一份工作簿对应一类考核对象的一个考核期；校验全部通过才写入，有错则整份退回并标明原因。")
published: list[SystemRow] = feedback.ask(viewer, systems)
imported: list[ValueSetRow] = feedback.ask(viewer, queries.value_sets)
if not published:
    feedback.empty("还没有已发布的指标体系。", "请先在“指标管理—指标体系”中导入。")
    st.stop()
if viewer.may(Permission.COLLECTION_VALUES_IMPORT):
    intake.show(viewer, published)

st.markdown("##### 已导入的指标值")
wanted = screen.query_row(
    Text("text", "指标值", "名称、考核期、体系或导入人"),
    Choice("audience", "适用对象", {key: AUDIENCES[key] for key in ("department", "county")}),
)
_, aside = work.toolbar()
aside.link_button("导出", links.list_file("values"), icon=":material/download:")
with aside:
    screen.choose_columns(COLUMNS)
rows, total = feedback.ask(viewer, queries.value_set_page, **wanted, offset=screen.offset)
screen.table(
    rows,
    COLUMNS,
    empty="没有符合条件的指标值，可点“重置”查看全部。"
    if imported
    else "还没有导入过指标值。请下载模板，填好后在上方导入。",
)
screen.paging(total)
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
