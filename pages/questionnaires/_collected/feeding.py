"""What answers come to as values of metrics, each number with where it is from, and the workbook to import."""

from decimal import Decimal

import streamlit as st

from core.access.permissions import Permission
from core.indicators.canonical import plain_decimal
from core.organisations.rules import OrganisationKind
from core.responses.collected import Collected
from core.responses.feeding import Fed, fed, feeds
from core.responses.gathered import Gathered, gathered
from pages.ui import feedback, response_links, tables
from pages.ui.guard import Viewer
from pages.ui.work import Screen


def show(viewer: Viewer, screen: Screen, found: Collected) -> None:
    """The fed numbers of what was handed in, page by page."""
    place = found.place
    of: Gathered = feedback.ask(
        viewer, gathered, questionnaire_id=place.questionnaire_id, round_id=place.round_id, with_points=True
    )
    if not feeds(of):
        feedback.empty(
            "这份问卷没有题目对应指标。",
            "在问卷设计的题目设置中选定指标和取值方式（直接值、分子、分母、得分）。",
        )
        return
    rows = fed(of)
    waiting = sum(bool(each.waiting) for each in rows)
    left = f"，其中 {waiting} 行还有题目没有数值或待评分" if waiting else ""
    st.markdown(
        f"**{len(of.filled)}** 份已报送的答卷产生 **{len(rows)}** 行指标值{left}；每个数都可追溯到答卷、版本和题目。"
    )
    _toolbar(viewer, found)
    shown = rows[screen.offset :][: tables.PAGE_ROWS]
    with st.container(key="fed-table"):
        tables.show([_row(each) for each in shown], empty="还没有单位报送，没有可生成的指标值。")
    screen.paging(len(rows))


def _toolbar(viewer: Viewer, found: Collected) -> None:
    place = found.place
    if not viewer.may(Permission.QUESTIONNAIRES_ANSWER_EXPORT):
        return
    with st.container(horizontal=True):
        if place.round_id is not None:
            for kind in dict.fromkeys(row.task.kind for row in found.rows):
                address = response_links.fed_file(place.questionnaire_id, place.round_id, kind)
                label = f"导出指标值工作簿（{OrganisationKind(kind).label}）"
                st.link_button(label, address, icon=":material/download:")
        st.link_button(
            "导出来源清单",
            response_links.fed_sources(place.questionnaire_id, place.round_id),
            icon=":material/download:",
        )


def _row(each: Fed) -> dict[str, object]:
    return {
        "单位": tables.plain(each.unit_name),
        "指标": tables.plain(each.metric),
        "分子": _number(each.numerator),
        "分母": _number(each.denominator),
        "值": _number(each.value),
        "来源": "；".join(tables.plain(source) for source in each.sources) or "—",
        "待补": "；".join(tables.plain(words) for words in each.waiting) or "—",
    }


def _number(number: Decimal | None) -> str:
    return "—" if number is None else plain_decimal(number)
