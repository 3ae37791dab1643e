"""同类: one indicator over the units."""

import streamlit as st

from core.access.permissions import Permission
from core.charts.comparing import gap_words, peers_chart
from core.indicators.numerals import percent_text, rounded_text
from core.results import comparing
from core.results.comparing import PeerRow, Peers
from core.results.queries import EditionRow
from pages.analysis._compare import choice
from pages.ui import charts, crumbs, links, tables
from pages.ui.feedback import ask
from pages.ui.guard import Viewer
from pages.ui.numbers import marks, score

GAP = "距前三平均（百分点）"


def show(viewer: Viewer, edition: EditionRow) -> None:
    """Choose a board and an indicator; read the sentence, the table and the figure."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = choice.board(viewer, edition)
        audience = view.board.audience
        code = choice.indicator(view.board.system)
        if viewer.may(Permission.ANALYSIS_COMPARE_EXPORT):
            address = links.peers_file(edition.id, audience, code)
            st.link_button("导出 Excel", address, icon=":material/download:")
            address = links.peers_file(edition.id, audience, code, "png")
            st.link_button("导出图片", address, icon=":material/image:")
    found: Peers = ask(viewer, comparing.peers, edition_id=edition.id, audience=audience, indicator=code)
    crumbs.show([*crumbs.of_board(viewer, edition.id, view.board), (f"{code} {found.title}", "")])
    st.markdown(answer(found))
    left, right = st.columns([6, 5], gap="large")
    with left:
        tables.show([row(found, each) for each in found.rows])
    with right:
        key = ("peers", edition.sha256, audience, code, view.scope_key)
        charts.show(key, lambda: peers_chart(found), name="compare.peers")


def answer(found: Peers) -> str:
    """The best three's mean, the median, and who is furthest behind (or the own gap)."""
    name = tables.plain(f"{found.code} {found.title}")
    known = [each for each in found.rows if each.rate is not None]
    if not known or found.group is None:
        return f"**{name}** 在本榜不适用。"
    middle = "全榜中位数" if found.view.is_whole else "同组中位数"
    text = f"**{name}** 前三平均得分率 **{percent_text(found.best)}**，{middle} {percent_text(found.group.middle)}"
    text += f"（四分位 {percent_text(found.group.low)}–{percent_text(found.group.high)}）"
    if not found.view.is_whole:
        own = known[0]
        return (
            f"{text}；{tables.plain(own.unit.name)} **{percent_text(own.rate or 0)}**，{gap_words(own.gap)}。"
        )
    last = known[-1]
    return f"{text}；差距最大的是**{tables.plain(last.unit.short_name)}**，{gap_words(last.gap)}。"


def row(found: Peers, each: PeerRow) -> dict[str, object]:
    """One unit as a table row."""
    edition = found.view.edition.id
    leaf = found.code if found.view.board.system.is_leaf(found.code) else ""
    facts: dict[str, object] = {"位次": each.place or "—"} if found.view.is_whole else {}
    facts["单位"] = tables.link(each.unit.short_name, links.unit(edition, each.unit.code, leaf=leaf))
    if each.rate is None or each.gap is None:
        return facts | {"得分": "不适用", "满分": "—", "得分率": "—", GAP: "—"}
    return facts | {
        "得分": score(each.node.points),
        "满分": marks(each.node.marks),
        "得分率": percent_text(each.rate),
        GAP: f"−{rounded_text(each.gap * 100, 1)}" if each.gap > 0 else "达到",
    }
