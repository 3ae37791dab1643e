"""What stands around every screen: the person and the way out at the side, the title at the top."""

from collections.abc import Callable
from typing import NoReturn

import streamlit as st

from core.clock import moment_in_words
from core.results.queries import EditionRow
from core.settings import ROOT
from pages.ui.guard import Viewer
from pages.ui.tables import plain


def sidebar(viewer: Viewer) -> None:
    """Who is signed in, for which unit, how to turn the screen dark or light, and how to leave."""
    profile = viewer.profile
    is_dark = st.context.theme.type == "dark"
    st.logo(LOGO_ON_DARK if is_dark else LOGO, size="large")
    with st.sidebar:
        st.markdown(f"**{plain(profile.name)}**　{plain('、'.join(profile.roles))}")
        st.caption(plain(profile.organisation))
        # screen.js turns the theme; a link leaves the choice to the browser it is read in.
        other = "浅色" if is_dark else "深色"
        st.markdown(f"[修改口令](/password)　[{other}](#theme)　[退出登录](/signout)")


ICON = ROOT / "pages" / "server" / "assets" / "icon.svg"
LOGO = ICON.with_name("logo.svg")
LOGO_ON_DARK = ICON.with_name("logo_dark.svg")
CARRIED = "frame.carried"


def carry(sentence: str) -> NoReturn:
    """Draw the screen afresh after an act, with the sentence that says it was done."""
    st.session_state[CARRIED] = sentence
    st.rerun()


def heading(title: str, answer: str = "", *, section: str = "") -> None:
    """A screen's title and, below it, the sentence that answers what its reader came to ask.

    With its section, the breadcrumb of a work screen stands above.
    """
    if section:
        st.caption(f"{plain(section)}　›　{plain(title)}")
    st.subheader(title, anchor=False)
    done = st.session_state.pop(CARRIED, "")
    if done:
        st.success(done)
    if answer:
        st.markdown(answer)


def back(words: str, address: str) -> Callable[[str], object]:
    """The way back to a list, there even where what was asked for is not; called with its name once that is read."""
    place, way = st.empty(), f"[{words}]({address})"
    place.markdown(way)
    return lambda name: place.markdown(f"{way}　›　**{plain(name)}**")


def footer(edition: EditionRow) -> None:
    """Which frozen edition every number above comes from."""
    st.caption(
        f"数据来源：{edition.label}；冻结于 {moment_in_words(edition.frozen_at)}，冻结人 {edition.frozen_by}。"
    )
