"""A leader, an evaluator or a unit reads who stands where, and opens any unit from here."""

import streamlit as st

from core.access.permissions import Permission
from core.analysis import words
from core.analysis.spread import average
from core.charts.ranking import ranking
from core.organisations.rules import group_name
from core.results.changes import BoardChange, changes
from core.results.content import UnitResult
from core.results.queries import BoardView
from pages.ui import charts, filters, frame, guard, links, tables
from pages.ui.feedback import ask
from pages.ui.numbers import score

viewer = guard.page(Permission.RESULTS_BOARD_READ)

ORDERS = {
    "名次": lambda unit: unit.rank,
    "单位代码": lambda unit: unit.code,
    "组内名次": lambda unit: (unit.group, unit.group_rank),
}


def answer(view: BoardView) -> str:
    """The sentence a reader came for."""
    name = view.board.system.audience_name
    if not view.is_whole:
        places = "；".join(
            f"{tables.plain(unit.name)} **{score(unit.total)}** 分，第 **{unit.rank}** 名（共 {len(view.board.units)} 个），{unit.grade}"
            for unit in view.units[:3]
        )
        return f"{name}：{places}。"
    grades: dict[str, int] = {}
    for unit in view.units:
        grades[unit.grade] = grades.get(unit.grade, 0) + 1
    spread = "、".join(f"{band.name} {grades.get(band.name, 0)} 家" for band in view.board.system.grades)
    first, last = view.units[0], view.units[-1]
    mean = average([unit.total for unit in view.units])
    return (
        f"{len(view.units)} 个{name}平均 **{mean}** 分；**{tables.plain(first.short_name)}** {score(first.total)} 分居首，"
        f"**{tables.plain(last.short_name)}** {score(last.total)} 分居末；{spread}。"
    )


def change_of(view: BoardView) -> BoardChange:
    """The same board beside the period before."""
    found: tuple[BoardChange, ...] = ask(
        viewer, changes, edition_id=view.edition.id, permission=Permission.RESULTS_BOARD_READ
    )
    return next(change for change in found if change.view.board.audience == view.board.audience)


def row(view: BoardView, unit: UnitResult, change: BoardChange) -> dict[str, object]:
    """One unit as a table row."""
    return {
        "名次": unit.rank,
        "单位": tables.link(unit.short_name, links.unit(view.edition.id, unit.code)),
        "总分": score(unit.total),
        "位次变化": words.places(change.moves[unit.code]),
        "等次": unit.grade,
        "分组": group_name(unit.group),
        "组内名次": unit.group_rank,
        "基础分": score(unit.base),
        "加分": score(unit.bonus) if unit.bonus else "—",
        "减分": score(unit.deduction) if unit.deduction else "—",
    }


frame.heading("排名榜")
with st.container(horizontal=True, vertical_alignment="bottom"):
    edition = filters.choose_edition(viewer)
    view = filters.choose_board(viewer, edition)
st.markdown(answer(view))
text, order = "", "名次"
with st.container(horizontal=True, vertical_alignment="bottom"):
    if len(view.units) > 1:
        text = st.text_input("查找单位", placeholder="名称或代码", key="board.text")
        order = st.selectbox("排序", list(ORDERS), key="board.order") or order
    if viewer.may(Permission.RESULTS_BOARD_EXPORT):
        st.link_button(
            "导出 Excel", links.board_file(edition.id, view.board.audience), icon=":material/download:"
        )
        st.link_button(
            "导出图片", links.board_chart(edition.id, view.board.audience), icon=":material/image:"
        )

found = [
    unit for unit in view.units if text in unit.name or text in unit.short_name or text.upper() in unit.code
]
change = change_of(view)
left, right = st.columns([2, 1], gap="medium")
with left:
    tables.show(
        [row(view, unit, change) for unit in sorted(found, key=ORDERS[order])],
        empty=f"没有名称或代码含“{text}”的单位。",
    )
with right:
    key = ("ranking", edition.sha256, view.board.audience, view.scope_key)
    charts.show(key, lambda: ranking(view), name="board.ranking")
st.caption(f"位次变化：{tables.plain(change.basis)}。")
for away in view.absent:
    st.caption(f"本期缺考核：{tables.plain(away.name)}（{tables.plain(away.reason)}），不计分、不排名。")
frame.footer(edition)
