"""纵向: one unit over the periods."""

import streamlit as st

from core.access.permissions import Permission
from core.charts.comparing import periods_chart, periods_finding
from core.indicators.numerals import percent_text
from core.results import comparing, queries
from core.results.comparing import PeriodPoint, Periods
from core.results.queries import EditionRow, UnitView
from pages.analysis._compare import choice
from pages.ui import charts, crumbs, links, tables
from pages.ui.feedback import ask
from pages.ui.guard import Viewer
from pages.ui.numbers import marks, score


def show(viewer: Viewer, edition: EditionRow) -> None:
    """Choose a unit and the total or an indicator; read the sentence, the table and the figure."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        unit = choice.unit(viewer, edition)
        facts = {"edition_id": edition.id, "unit_code": unit, "permission": choice.READ}
        view: UnitView = ask(viewer, queries.unit, **facts)
        code = choice.indicator(view.board.system, total=True)
        if viewer.may(Permission.ANALYSIS_COMPARE_EXPORT):
            address = links.periods_file(edition.id, unit, code)
            st.link_button("导出 Excel", address, icon=":material/download:")
            address = links.periods_file(edition.id, unit, code, "png")
            st.link_button("导出图片", address, icon=":material/image:")
    found: Periods = ask(viewer, comparing.periods, edition_id=edition.id, unit_code=unit, indicator=code)
    crumbs.show(crumbs.of_unit(viewer, found.view))
    st.markdown(f"**{tables.plain(periods_finding(found))}**。")
    left, right = st.columns([6, 5], gap="large")
    with left:
        tables.show([row(each) for each in found.points])
    with right:
        key = ("periods", edition.sha256, unit, code)
        charts.show(key, lambda: periods_chart(found), name="compare.periods")


def row(point: PeriodPoint) -> dict[str, object]:
    """One period as a table row."""
    return {
        "考核期": tables.plain(f"{point.edition.period}{point.edition.kind_name}"),
        "得分": "不适用" if point.rate is None else score(point.node.points),
        "满分": marks(point.node.marks),
        "得分率": "—" if point.rate is None else percent_text(point.rate),
        "同组中位": percent_text(point.group.middle) if point.group else "—",
        "名次": point.rank or "—",
        "与上期": tables.plain(point.reason or "可比"),
    }
