"""横向: one unit's indicators beside each other."""

import streamlit as st

from core.access.permissions import Permission
from core.charts.comparing import within_chart
from core.indicators.numerals import percent_text
from core.results import comparing
from core.results.comparing import IndicatorRow, Within
from core.results.queries import EditionRow
from pages.analysis._compare import choice
from pages.ui import charts, crumbs, links, tables
from pages.ui.feedback import ask
from pages.ui.guard import Viewer
from pages.ui.numbers import marks, score

FIGURES = ("满分", "得分率", "同组中位", "同组四分位")


def show(viewer: Viewer, edition: EditionRow) -> None:
    """Choose a unit; read its sentence, its table and its figure."""
    toolbar = st.container(horizontal=True, vertical_alignment="bottom")
    with toolbar:
        code = choice.unit(viewer, edition)
    found: Within = ask(viewer, comparing.within, edition_id=edition.id, unit_code=code)
    if viewer.may(Permission.ANALYSIS_COMPARE_EXPORT):
        with toolbar:
            st.link_button("导出 Excel", links.within_file(edition.id, code), icon=":material/download:")
            st.link_button("导出图片", links.within_file(edition.id, code, "png"), icon=":material/image:")
    crumbs.show(crumbs.of_unit(viewer, found.view))
    st.markdown(answer(found))
    left, right = st.columns([6, 5], gap="large")
    with left:
        tables.show([row(found, each) for each in found.rows])
    with right:
        key = ("within", edition.sha256, code)
        charts.show(key, lambda: within_chart(found), name="compare.within")


def answer(found: Within) -> str:
    """What the unit is best at, what it is worst at, and how often it is behind its group."""
    known = [each for each in found.rows if each.rate is not None]
    if not known:
        return f"**{tables.plain(found.view.unit.name)}** 没有适用的指标。"
    best, worst = max(known, key=lambda each: each.rate or 0), min(known, key=lambda each: each.rate or 0)
    behind = sum(1 for each in known if each.group and (each.rate or 0) < each.group.middle)
    return (
        f"**{tables.plain(found.view.unit.name)}** {len(known)} 项指标中，"
        f"**{tables.plain(f'{best.code} {best.title}')}** 得分率最高（{percent_text(best.rate or 0)}），"
        f"**{tables.plain(f'{worst.code} {worst.title}')}** 最低（{percent_text(worst.rate or 0)}）；{behind} 项低于同组中位数。"
    )


def row(found: Within, each: IndicatorRow) -> dict[str, object]:
    """One indicator as a table row."""
    view = found.view
    name = tables.link(
        f"{each.code} {each.title}", links.unit(view.edition.id, view.unit.code, leaf=each.code)
    )
    if each.rate is None or each.group is None:
        return {"指标": name, "得分": "不适用", **dict.fromkeys(FIGURES, "—")}
    return {
        "指标": name,
        "得分": score(each.node.points),
        "满分": marks(each.node.marks),
        "得分率": percent_text(each.rate),
        "同组中位": percent_text(each.group.middle),
        "同组四分位": tables.plain(f"{percent_text(each.group.low)}–{percent_text(each.group.high)}"),
    }
