"""The navigation, drawn from the menus table; a screen not listed for somebody has no address for them."""

from itertools import groupby
from typing import Any

import streamlit as st

from core.access.queries import MenuScreen, menu_screens
from core.settings import ROOT
from core.store.session import reading
from pages.ui.guard import Viewer


def screens(viewer: Viewer) -> list[MenuScreen]:
    """The screens this person may open, in menu order."""
    with reading() as session:
        return menu_screens(session, viewer.profile.permissions)


def navigation(viewer: Viewer) -> Any:
    """Draw the menu and return the chosen screen; the first one is where people land."""
    listed = screens(viewer)
    if not listed:
        st.error("您的账号还没有任何菜单，请联系系统管理员分配角色。")
        st.stop()
    sections = {
        section: [_screen(row, is_first=row is listed[0]) for row in rows]
        for section, rows in groupby(listed, key=lambda row: row.section)
    }
    return st.navigation(sections, expanded=True)


def _screen(row: MenuScreen, *, is_first: bool) -> Any:
    return st.Page(
        ROOT / "pages" / row.script,
        title=row.title,
        icon=row.icon or None,
        url_path=row.url_path,
        default=is_first,
        visibility="visible" if row.is_visible else "hidden",
    )
