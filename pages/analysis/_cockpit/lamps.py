"""Lights against schedule, with the rule that switches them printed beside them."""

import streamlit as st

from core.analysis import words
from core.analysis.lights import SHAPES, Light
from core.results.cockpit import Cockpit, LightCell
from pages.ui import links, tables

COLOURS = {Light.GREEN: "green", Light.AMBER: "orange", Light.RED: "red"}


def show(view: Cockpit) -> None:
    """One row a first-level indicator, one light a board."""
    st.markdown("##### 指示灯（一级指标平均得分率对照序时目标）")
    names = {change.view.board.audience: change.name for change in view.boards}
    rows: list[dict[str, object]] = []
    for row in view.lights:
        cells = {cell.audience: cell for cell in row.cells}
        lamps: dict[str, object] = {
            name: _cell(view, row.code, cells[audience]) if audience in cells else "不适用"
            for audience, name in names.items()
        }
        rows.append({"指标": tables.plain(f"{row.code} {row.title}"), **lamps})
    tables.show(rows, empty="指标体系没有等次，不设指示灯。")
    st.caption(view.rule)


def shape(light: Light) -> str:
    """A light's shape in its colour; the word stands beside it."""
    return f":{COLOURS[light]}[{SHAPES[light]}]"


def _cell(view: Cockpit, code: str, cell: LightCell) -> str:
    address = links.compare(view.edition.id, "peers", board=cell.audience, indicator=code)
    gone = "" if cell.change is None else f"，{words.percentage_points(cell.change)}"
    return f"{shape(cell.light)} {cell.light.value}　{tables.link(f'{cell.percent}%', address)}{tables.plain(gone)}"
