"""The navigation, drawn from the menus table; a screen not listed for somebody has no address for them."""

from collections.abc import Collection
from itertools import groupby
from typing import Any

import streamlit as st

from core.access.queries import MenuScreen, menu_screens
from core.settings import ROOT
from core.store.session import reading
from pages.ui.guard import Viewer

# The address of the screen people land on; the screen has its own address beside it.
LANDING = "start"
COCKPIT = "cockpit"


def screens(viewer: Viewer) -> list[MenuScreen]:
    """The screens this person may open, in menu order; a mere reader's cockpit comes first."""
    with reading() as session:
        listed = menu_screens(session, viewer.profile.permissions)
    if not only_reads(viewer.profile.permissions):
        return listed
    return sorted(listed, key=lambda row: row.url_path != COCKPIT)


def only_reads(permissions: Collection[str]) -> bool:
    """Whether somebody is here to read: nothing they may do changes anything."""
    return all(name.endswith((":read", ":export")) for name in permissions)


def navigation(viewer: Viewer) -> Any:
    """Draw the menu and return the chosen screen; the first one is where people land."""
    listed = screens(viewer)
    if not listed:
        st.error("您的账号还没有任何菜单，请联系系统管理员分配角色。")
        st.stop()
    sections = {
        section: [_screen(row) for row in rows]
        for section, rows in groupby(listed, key=lambda row: row.section)
    }
    # A default page answers at / alone; as a hidden twin it leaves the screen its own address.
    first = listed[0]
    sections[first.section].append(_screen(first, landing=True))
    return st.navigation(sections, expanded=True)


def _screen(row: MenuScreen, *, landing: bool = False) -> Any:
    return st.Page(
        ROOT / "pages" / row.script,
        title=row.title,
        icon=row.icon or None,
        url_path=LANDING if landing else row.url_path,
        default=landing,
        visibility="visible" if row.is_visible and not landing else "hidden",
    )
