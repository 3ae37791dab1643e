"""The authority or the project manager computes imported values and freezes them as an edition."""

import secrets

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.collection.queries import ValueSetRow, value_sets
from core.results import queries
from core.results.models import EDITION_LABELS, EditionKind
from core.results.queries import EditionRow
from core.results.service import EditionDraft, freeze_edition
from pages.ui import feedback, frame, guard, links, tables, work
from pages.ui.work import Choice, Column, Text

viewer = guard.page(Permission.COLLECTION_VALUES_READ)
screen = work.Screen("editions", "评分管理", "结果版次")
KEY = "editions.client_key"
COLUMNS: list[Column[EditionRow]] = [
    Column("标题", lambda row: tables.link(row.title, links.board(row.id, "department")), fixed=True),
    Column("编号", lambda row: tables.plain(row.code)),
    Column("类别", lambda row: row.kind_name),
    Column("考核期", lambda row: tables.plain(row.period)),
    Column("冻结时间", lambda row: to_minute(row.frozen_at)),
    Column("冻结人", lambda row: tables.plain(row.frozen_by)),
    Column("校验码", lambda row: row.sha256[:16]),
]


def form(sets: list[ValueSetRow]) -> None:
    """Choose one import a board, name the edition, freeze."""
    by_id = {row.id: row for row in sets}
    with st.container(border=True):
        left, right = st.columns(2)
        code = left.text_input("版次编号", placeholder="例如：2020-初评", key="editions.code", max_chars=40)
        kind = right.selectbox(
            "版次类别",
            list(EditionKind),
            format_func=lambda kind: EDITION_LABELS[kind],
            key="editions.kind",
        )
        title = left.text_input(
            "标题", placeholder="例如：德州市2020年度初评结果", key="editions.title", max_chars=80
        )
        period = right.text_input("考核期", placeholder="例如：2020年度", key="editions.period", max_chars=30)
        chosen = st.multiselect(
            "指标值（每类考核对象一批）",
            list(by_id),
            format_func=lambda key: f"{by_id[key].title}（{by_id[key].system_name}）",
            key="editions.sets",
            placeholder="请选择",
        )
        st.caption("冻结后带校验码，不能修改；需要更正时冻结一个新的版次。")
        ready = bool(code.strip() and title.strip() and period.strip() and chosen and kind)
        if st.button("计算并冻结结果版次", type="primary", disabled=not ready) and kind is not None:
            draft = EditionDraft(code.strip(), title.strip(), period.strip(), kind)
            key = st.session_state.setdefault(KEY, secrets.token_hex(16))
            with st.spinner("正在计算…"):
                done, _ = feedback.act(
                    viewer, freeze_edition, draft=draft, value_set_ids=chosen, client_key=key
                )
            if done:
                st.session_state.pop(KEY, None)
                frame.carry(f"已冻结“{draft.title}”，可在排名榜查看。")


screen.heading("每个版次连同指标值、规则和结果一起冻结；所有画面、图表、导出都注明版次。")
sets: list[ValueSetRow] = feedback.ask(viewer, value_sets)
if viewer.may(Permission.RESULTS_EDITION_FREEZE):
    if sets:
        form(sets)
    else:
        feedback.empty("还没有可用的指标值。", "请先在“指标值导入”中导入。")
st.markdown("##### 已冻结的版次")
chosen = screen.query_row(
    Text("text", "版次", "编号、标题或考核期"),
    Choice("kind", "类别", {kind.value: label for kind, label in EDITION_LABELS.items()}),
)
_, aside = work.toolbar()
if viewer.may(Permission.RESULTS_BOARD_EXPORT):
    aside.link_button("导出", links.list_file("editions"), icon=":material/download:")
with aside:
    screen.choose_columns(COLUMNS)
rows, total = feedback.ask(viewer, queries.edition_page, **chosen, offset=screen.offset)
narrowed = any(chosen.values())
empty = "没有符合条件的版次，可点“重置”查看全部。" if narrowed else "还没有冻结过版次。"
screen.table(rows, COLUMNS, empty=empty)
screen.paging(total)
