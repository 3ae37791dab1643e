"""What stands around every screen: the person and the way out at the side, the title at the top."""

import streamlit as st

from pages.ui.guard import Viewer


def sidebar(viewer: Viewer) -> None:
    """Who is signed in, for which unit, and how to leave."""
    profile = viewer.profile
    with st.sidebar:
        st.caption(f"{profile.name} · {'、'.join(profile.roles)}\n\n{profile.organisation}")
        st.markdown("[修改口令](/password)　[退出登录](/signout)")


def heading(title: str, answer: str = "") -> None:
    """A screen's title and, below it, the sentence that answers what its reader came to ask."""
    st.subheader(title, anchor=False)
    if answer:
        st.markdown(answer)
