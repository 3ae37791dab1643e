"""The authority or the project manager computes imported values and freezes them as an edition."""

import secrets

import streamlit as st

from core.access.permissions import Permission
from core.clock import to_minute
from core.collection.queries import ValueSetRow, value_sets
from core.results import queries
from core.results.models import EDITION_LABELS, EditionKind
from core.results.service import EditionDraft, freeze_edition
from core.store.session import reading
from pages.ui import feedback, frame, guard, links, tables

viewer = guard.page(Permission.COLLECTION_VALUES_READ)
KEY = "editions.client_key"


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


frame.heading("结果版次", "每个版次连同指标值、规则和结果一起冻结；所有画面、图表、导出都注明版次。")
with reading() as session:
    sets = value_sets(session=session, actor=viewer.actor)
    frozen = queries.editions(session=session, actor=viewer.actor, rehearsals=True)
if viewer.may(Permission.RESULTS_EDITION_FREEZE):
    if sets:
        form(sets)
    else:
        feedback.empty("还没有可用的指标值。", "请先在“指标值导入”中导入。")
st.markdown("##### 已冻结的版次")
tables.show(
    [
        {
            "编号": tables.plain(row.code),
            "标题": tables.link(row.title, links.board(row.id, "department")),
            "类别": row.kind_name,
            "考核期": tables.plain(row.period),
            "冻结时间": to_minute(row.frozen_at),
            "冻结人": tables.plain(row.frozen_by),
            "校验码": row.sha256[:16],
        }
        for row in frozen
    ],
    empty="还没有冻结过版次。",
)
