"""Choices that stand at the top of screens; each lives in the address, so that a link repeats it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.results import queries
from core.results.queries import BoardView, EditionRow
from core.store.session import reading
from pages.ui.feedback import empty
from pages.ui.guard import Viewer


def choose_edition(viewer: Viewer, place: DeltaGenerator | None = None) -> EditionRow:
    """The edition to read, the newest unless the address names another; stops where there is none.

    The choice is drawn at `place`; that there is none is said across the screen.
    """
    with reading() as session:
        every = queries.editions(session=session, actor=viewer.actor, rehearsals=True)
    # A rehearsal's edition is read where an address names it, and offered nowhere.
    named = st.query_params.get("edition", "")
    found = [each for each in every if not each.is_rehearsal or str(each.id) == named]
    if not found:
        empty("还没有结果版次。", "由主管部门或项目经理在“评分管理—结果版次”中计算并冻结。")
        st.stop()
    by_id = {str(edition.id): edition for edition in found}
    if named not in by_id:
        named = next(iter(by_id))
    chosen = (place or st).selectbox(
        "结果版次",
        list(by_id),
        index=list(by_id).index(named),
        format_func=lambda key: f"{by_id[key].title}（{by_id[key].kind_name}）",
        key=f"edition.{named}",
    )
    st.query_params["edition"] = chosen or named
    if by_id[chosen or named].is_rehearsal:
        st.warning("练习项目的结果：不是最新版次，不与其他各期比较，不作为考核结果。")
    return by_id[chosen or named]


def choose_board(viewer: Viewer, edition: EditionRow) -> BoardView:
    """One of the boards the viewer reaches; the two audiences are never mixed."""
    with reading() as session:
        views = queries.boards(session=session, actor=viewer.actor, edition_id=edition.id)
    if not views:
        empty("该版次没有您数据范围内的单位。", "请选择其他版次，或联系主管部门核对您的所属单位。")
        st.stop()
    by_audience = {view.board.audience: view for view in views}
    named = st.query_params.get("board", "")
    if named not in by_audience:
        named = views[0].board.audience
    if len(views) == 1:
        return views[0]
    chosen = st.segmented_control(
        "考核对象",
        list(by_audience),
        default=named,
        format_func=lambda key: by_audience[key].board.system.audience_name,
        key=f"board.{named}",
        required=True,
    )
    st.query_params["board"] = chosen or named
    return by_audience[chosen or named]


def choose_unit(names: dict[str, str], *, key: str) -> str:
    """The code of the unit the address names, among `names` or not, or of the first of them."""
    named = st.query_params.get("unit", "") or next(iter(names))
    chosen = st.selectbox(
        "单位",
        list(names),
        index=list(names).index(named) if named in names else None,
        placeholder="请选择",
        format_func=lambda code: names[code],
        key=f"{key}.{named}",
    )
    st.query_params["unit"] = chosen or named
    return chosen or named
