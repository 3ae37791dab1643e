"""The cockpit on a wall of 1920 × 1080: dark, large type, nothing to press, the same figures."""

import streamlit as st

from core.analysis import words
from core.results import cockpit, queries
from core.results.changes import BoardChange
from core.results.cockpit import Cockpit
from core.results.findings import Finding
from core.results.queries import EditionRow
from pages.analysis._cockpit import lamps
from pages.ui import frame, tables
from pages.ui.feedback import ask, empty
from pages.ui.guard import Viewer
from pages.ui.numbers import score

ROWS = 13
# Two columns of three lines below the boards.
PROBLEMS = 6
# A newly frozen edition is on the wall within this time; every refresh asks the service again.
SECONDS = 120


def show(viewer: Viewer) -> None:
    """Draw it, and again every two minutes; the address may name an edition, else it is the newest."""
    named = st.query_params.get("edition", "")

    @st.fragment(run_every=SECONDS)
    def drawn() -> None:
        _draw(viewer, named)

    with st.container(key="wall"):
        drawn()


def _draw(viewer: Viewer, named: str) -> None:
    found: list[EditionRow] = ask(viewer, queries.editions)
    if not found:
        empty("还没有结果版次。")
        return
    edition = next((row for row in found if str(row.id) == named), found[0])
    view: Cockpit = ask(viewer, cockpit.cockpit, edition_id=edition.id)
    frame.heading(edition.title)
    with st.container(horizontal=True):
        for figure in view.figures:
            st.metric(
                figure.name, figure.value, figure.change, delta_color="off", delta_arrow="off", border=True
            )
    columns = st.columns([5, 6, 5], gap="large")
    for column, change in zip((columns[0], columns[2]), view.boards, strict=False):
        with column:
            st.markdown(f"##### {change.name}排名")
            tables.show([_row(change, at) for at in range(min(ROWS, len(change.view.board.units)))])
    with columns[1]:
        st.markdown("##### 谁动了、为什么")
        st.markdown("\n".join(f"- {line}" for line in _moved(view)))
        st.markdown("##### 指示灯")
        _lamps(view)
    with st.container(key="wall-problems"):
        st.markdown(f"##### 问题清单（{len(view.problems)}）")
        st.markdown("\n".join(f"- {_problem(each)}" for each in view.problems[:PROBLEMS]) or "本期没有问题。")
    frame.footer(edition)


def _moved(view: Cockpit) -> list[str]:
    return [
        f"**{tables.plain(mover.unit.short_name)}** {tables.plain(mover.text)}"
        for headline in view.headlines
        for mover in (headline.up, headline.down)
        if mover is not None
    ] or [tables.plain(headline.basis) for headline in view.headlines]


def _problem(each: Finding) -> str:
    return f"**{tables.plain(each.kind)}**　{tables.plain(each.subject)}　{tables.plain(each.text)}"


def _row(change: BoardChange, at: int) -> dict[str, object]:
    unit = change.view.board.units[at]
    place = words.places(change.moves[unit.code])
    return {
        "名次": unit.rank,
        "单位": tables.plain(unit.short_name),
        "总分": score(unit.total),
        "位次变化": place,
    }


def _lamps(view: Cockpit) -> None:
    names = {change.view.board.audience: change.name for change in view.boards}
    rows: list[dict[str, object]] = []
    for row in view.lights:
        cells: dict[str, object] = dict.fromkeys(names.values(), "不适用")
        for cell in row.cells:
            cells[names[cell.audience]] = f"{lamps.shape(cell.light)} {cell.light.value}　{cell.percent}%"
        rows.append({"指标": tables.plain(row.title), **cells})
    tables.show(rows, empty="指标体系没有等次，不设指示灯。")
    st.caption(view.rule)
