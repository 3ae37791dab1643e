"""Which unit and which indicator to compare; both live in the address."""

import streamlit as st

from core.access.permissions import Permission
from core.indicators.system import IndicatorSystem
from core.results import queries
from core.results.queries import BoardView, EditionRow
from pages.ui import filters
from pages.ui.feedback import ask, empty
from pages.ui.guard import Viewer

READ = Permission.ANALYSIS_COMPARE_READ
WHOLE = "总分"


def unit(viewer: Viewer, edition: EditionRow) -> str:
    """The code of the unit the address names, or the first in reach; out of reach is refused below."""
    views = _views(viewer, edition)
    names = {held.code: f"{held.name}（{held.code}）" for view in views for held in view.units}
    return filters.choose_unit(names, key="compare.unit")


def board(viewer: Viewer, edition: EditionRow) -> BoardView:
    """The board to compare on."""
    _views(viewer, edition)
    return filters.choose_board(viewer, edition)


def indicator(system: IndicatorSystem, *, total: bool = False) -> str:
    """The code of an indicator of any level; empty for the total, where that is offered."""
    nodes = [node for node in system.nodes if not node.ledger]
    names = {"": WHOLE} if total else {}
    names |= {
        node.code: f"{'　' * (system.depths.get(node.code, 1) - 1)}{node.code} {node.title}" for node in nodes
    }
    named = st.query_params.get("indicator", "")
    if named not in names:
        named = "" if total else system.leaves[0].code
    chosen = st.selectbox(
        "指标",
        list(names),
        index=list(names).index(named),
        format_func=lambda code: names[code],
        key=f"compare.indicator.{system.audience}.{named}",
    )
    code = named if chosen is None else chosen
    if code:
        st.query_params["indicator"] = code
    else:
        st.query_params.pop("indicator", None)
    return code


def _views(viewer: Viewer, edition: EditionRow) -> list[BoardView]:
    views: list[BoardView] = ask(viewer, queries.boards, edition_id=edition.id, permission=READ)
    if not views:
        empty("该版次没有您数据范围内的单位。", "请选择其他版次，或联系主管部门核对您的所属单位。")
        st.stop()
    return views
