"""Everybody comes here first: what waits for me, what moved for me, one click away."""

import streamlit as st

from core.access.permissions import Permission
from pages.ui import frame, guard, menu
from pages.workbench._home import (
    acts,
    city,
    collecting,
    designing,
    duties,
    filling,
    newest,
    own,
    rounds,
    todos,
    upkeep,
)

viewer = guard.page(Permission.WORKBENCH_HOME_READ)

found = newest.read(viewer) if viewer.may(Permission.RESULTS_BOARD_READ) else None
going = rounds.read(viewer) if viewer.may(Permission.PROJECTS_PROJECT_READ) else []
waiting = [
    *upkeep.waiting(viewer),
    *acts.waiting(viewer),
    *duties.waiting(viewer),
    *filling.waiting(viewer),
    *rounds.waiting(viewer, going),
    *designing.waiting(viewer),
    *collecting.waiting(viewer),
    *own.waiting(viewer, found),
    *city.waiting(viewer, found),
]
frame.heading("我的工作台", todos.answer(waiting))
todos.show(waiting, more=city.more(found))
upkeep.show(viewer)
acts.show(viewer)
if found is not None:
    match found.units:
        case []:
            st.info(f"最新版次“{found.edition.title}”没有您数据范围内的单位。")
        case [_]:
            own.show(found)
        case _:
            city.show(found)
elif viewer.may(Permission.RESULTS_BOARD_READ):
    todos.begin(viewer)
rounds.show(viewer, going)
collecting.show(viewer)
if not (waiting or going or viewer.may(Permission.RESULTS_BOARD_READ)):
    todos.ways(menu.screens(viewer))
