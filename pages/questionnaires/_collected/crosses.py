"""One question split by kind, group or another choice question: counts, row percentages, the figure."""

import streamlit as st

from core.access.permissions import Permission
from core.charts.answers import crossing_chart, percent
from core.responses.crossing import Crossing, can_cross, crossing, ways
from core.responses.gathered import Gathered
from core.responses.statistics import Figures
from pages.questionnaires._collected.contents import rounded
from pages.ui import charts, response_links, tables
from pages.ui.guard import Viewer

ACROSS = "across"


def show(viewer: Viewer, of: Gathered, one: Figures) -> None:
    """The choice of the way, then the table beside its figure."""
    if not can_cross(one.question) or not one.answered:
        return
    st.markdown("##### 交叉分析")
    named, code = ways(of, one.question.code), one.question.code
    at = st.query_params.get(ACROSS, "")
    # All of one group, another question says more.
    several = len({(each.kind, each.group_name) for each in of.filled}) > 1
    usual = "group" if several else next((way for way in named if way.startswith("q:")), "group")
    at = at if at in named else usual
    across = st.selectbox(
        "按什么分", list(named), index=list(named).index(at), format_func=named.__getitem__,
        key=f"statistics.across.{code}.{at}", width=360,
    )  # fmt: skip
    st.query_params[ACROSS] = across or at
    found = crossing(of, code, across or at)
    if found is None:
        return
    left, right = st.columns(2, gap="large")
    with left:
        key = ("crossing", of.name, of.with_drafts, of.asked, len(of.filled), found)
        charts.show(key, lambda: crossing_chart(of, found), name="statistics.crossing")
    with right:
        tables.show(_rows(found))
        st.caption("格中为家数和行百分比（占该类作答家数）。" if found.options else "只计作答的单位。")
    if viewer.may(Permission.QUESTIONNAIRES_ANSWER_EXPORT):
        with st.container(horizontal=True):
            for kind, words in (("xlsx", "导出交叉表"), ("png", "导出 PNG"), ("svg", "导出 SVG")):
                address = response_links.crossing_file(
                    of.questionnaire_id, of.round_id, code, across or at, kind, drafts=of.with_drafts
                )
                st.link_button(words, address, icon=":material/download:")


def _rows(found: Crossing) -> list[dict[str, object]]:
    rows = []
    for each in found.rows:
        row: dict[str, object] = {_head(found): tables.plain(each.label), "作答": each.answered}
        if found.options:
            row |= {
                option: f"{each.counts[at]}（{percent(each.share(at))}）" if each.answered else "—"
                for at, option in enumerate(found.options)
            }
        else:
            row |= {"合计": rounded(each.total), "平均": rounded(each.mean), "中位数": rounded(each.middle)}
        rows.append(row)
    return rows


def _head(found: Crossing) -> str:
    """The code alone of a question: its title stands in the figure."""
    return found.across.removeprefix("q:") if found.across.startswith("q:") else found.across_label
