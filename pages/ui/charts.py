"""Showing figures: built once per edition and reach, never per click."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

# The toolbar offers the vector picture; the authorised export beside the chart gives the PNG.
CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d",
                               "autoScale2d", "resetScale2d"],
    "responsive": True,
    "toImageButtonOptions": {"format": "svg", "filename": "数评图表"},
}  # fmt: skip
BUILT = 256

_lock = threading.Lock()
_built: OrderedDict[Hashable, go.Figure] = OrderedDict()


def show(key: Hashable, build: Callable[[], go.Figure], *, name: str) -> None:
    """Draw the figure known under `key` (edition hash, reach and choices), building it at first need."""
    st.plotly_chart(figure(key, build), theme=None, config=CONFIG, key=name)


def pick(
    key: Hashable, build: Callable[[], go.Figure], *, name: str, picked: Callable[[list[str]], None]
) -> None:
    """The same figure, whose points can be clicked; `picked` is told the custom data of the one clicked."""

    def tell() -> None:
        points = st.session_state[name].selection.points
        if points:
            picked([str(fact) for fact in points[0]["customdata"]])

    st.plotly_chart(
        figure(key, build), theme=None, config=CONFIG, key=name, on_select=tell, selection_mode="points"
    )


def figure(key: Hashable, build: Callable[[], go.Figure]) -> go.Figure:
    """The figure under `key`, shared by everybody whose key is the same."""
    with _lock:
        held = _built.get(key)
        if held is not None:
            _built.move_to_end(key)
            return held
    made = build()
    with _lock:
        _built[key] = made
        while len(_built) > BUILT:
            _built.popitem(last=False)
    return made
