"""The entry script: who is it, what may they open, run the one they chose."""

import streamlit as st

from pages.ui import frame, guard, menu

viewer = guard.viewer()
screen = menu.navigation(viewer)
# After the navigation, which would otherwise take the menu's icon from a font server on the internet.
st.set_page_config(page_icon=frame.ICON, layout="wide")
frame.sidebar(viewer)
screen.run()
