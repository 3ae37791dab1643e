"""A box two people changed at once: both values, author and time, and the choice."""

import streamlit as st

from core import clock
from core.questionnaires.answers import Answer
from core.questionnaires.cells import cell_at
from core.responses.filling import Clash
from pages.questionnaires._fill.paper import Filling
from pages.ui import tables


def show(paper: Filling) -> None:
    """Ask about every box somebody else changed meanwhile."""
    for clash in paper.clashes:
        with st.container(border=True, key=f"asking-{clash.cell.replace('/', '-')}"):
            st.markdown(
                f"▲ {tables.plain(clash.place)} 刚由 **{tables.plain(clash.by)}** 于 {clock.to_minute(clash.at)} "
                f"改为“**{_words(paper, clash, clash.theirs)}**”，您填的是“**{_words(paper, clash, clash.mine)}**”。"
            )
            with st.container(horizontal=True):
                st.button(
                    f"保留{clash.by}的",
                    key=f"{paper.name}.theirs.{clash.cell}",
                    on_click=paper.settle,
                    args=(clash,),
                )
                st.button(
                    "改为我的",
                    key=f"{paper.name}.mine.{clash.cell}",
                    type="primary",
                    on_click=paper.overwrite,
                    args=(clash,),
                )


def _words(paper: Filling, clash: Clash, value: Answer) -> str:
    """A value as people read it: options by their labels."""
    cell = cell_at(paper.form, clash.cell)
    labels = {option.code: option.label for option in cell.options} if cell else {}
    codes = value if isinstance(value, list) else [value]
    return tables.plain("、".join(labels.get(code, code) for code in codes)) or "（空）"
