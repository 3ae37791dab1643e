"""The entry script: who is it, what may they open, run the one they chose."""

import streamlit as st

from pages.ui import frame, guard, menu

st.set_page_config(page_title="数评 · 公共数据共享绩效评估", layout="wide")

viewer = guard.viewer()
screen = menu.navigation(viewer)
frame.sidebar(viewer)
screen.run()
