"""Both ends of every board with the change of places in words."""

import streamlit as st

from core.analysis import words
from core.results.changes import BoardChange
from core.results.cockpit import Cockpit
from core.results.content import UnitResult
from pages.ui import links, tables
from pages.ui.numbers import score

ENDS = 3


def show(view: Cockpit) -> None:
    """The boards side by side; on a phone one below the other."""
    for column, change in zip(st.columns(len(view.boards), gap="large"), view.boards, strict=True):
        with column:
            units = change.view.board.units
            address = links.board(view.edition.id, change.view.board.audience)
            st.markdown(f"##### [{change.name}排名]({address})　前后各 {ENDS} 位，共 {len(units)} 个")
            ends = units if len(units) <= 2 * ENDS else (*units[:ENDS], *units[-ENDS:])
            tables.show([row(view, change, unit) for unit in ends])


def row(view: Cockpit, change: BoardChange, unit: UnitResult) -> dict[str, object]:
    """One unit as a table row."""
    move = change.moves[unit.code]
    return {
        "名次": unit.rank,
        "单位": tables.link(unit.short_name, links.unit(view.edition.id, unit.code)),
        "总分": score(unit.total),
        "较上期": words.signed(move.points),
        "位次变化": words.places(move),
        "等次": unit.grade,
    }
