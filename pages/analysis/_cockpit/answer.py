"""The first answer: who moved and why, and the six figures."""

import streamlit as st

from core.results.cockpit import Cockpit, Headline, Mover
from pages.ui import links
from pages.ui.tables import link, plain


def sentence(view: Cockpit) -> None:
    """One line a board: how it stands, who rose and who fell most, and what it is compared with."""
    lines = [_line(view, headline) for headline in view.headlines]
    basis = "；".join(headline.basis for headline in view.headlines)
    st.markdown("\n".join(f"- {line}" for line in lines) + f"\n\n:small[:gray[{plain(basis)}。]]")


def figures(view: Cockpit) -> None:
    """Six figures with their change, in neutral colours."""
    with st.container(horizontal=True, key="figures"):
        for figure in view.figures:
            st.metric(
                figure.name, figure.value, figure.change, delta_color="off", delta_arrow="off", border=True
            )


def _line(view: Cockpit, headline: Headline) -> str:
    text = f"**{plain(headline.lead)}**"
    for mover in (headline.up, headline.down):
        if mover is not None:
            text += f"；{_mover(view, mover)}"
    return f"{text}。"


def _mover(view: Cockpit, mover: Mover) -> str:
    return (
        f"{link(mover.unit.short_name, links.unit(view.edition.id, mover.unit.code))}（{plain(mover.text)}）"
    )
