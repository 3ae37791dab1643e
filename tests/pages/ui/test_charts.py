"""A figure is built once for everybody who may see the same, and the oldest are forgotten."""

import json
from types import SimpleNamespace

import plotly.graph_objects as go

from pages.ui import charts


def test_the_same_key_gives_the_same_figure_and_builds_once():
    built = []

    def build():
        built.append(1)
        return go.Figure()

    first = charts.figure(("test", "a"), build)
    assert charts.figure(("test", "a"), build) is first
    assert charts.figure(("test", "b"), build) is not first
    assert len(built) == 2


def test_only_so_many_figures_are_kept_and_the_least_used_goes_first(monkeypatch):
    monkeypatch.setattr(charts, "BUILT", 2)
    monkeypatch.setattr(charts, "_built", type(charts._built)())
    for key in ("a", "b", "a", "c"):
        charts.figure(key, go.Figure)
    assert list(charts._built) == ["a", "c"]


def test_a_figure_on_a_screen_offers_the_vector_picture_in_chinese(desk):
    app = desk("郑市长").open("results/board.py")
    (chart,) = app.get("plotly_chart")
    options = json.loads(chart.proto.config)["toImageButtonOptions"]
    assert options == {"format": "svg", "filename": "数评图表"}


def test_a_click_on_a_point_tells_its_facts_and_an_empty_choice_nothing(monkeypatch):
    drawn, told = {}, []
    monkeypatch.setattr(charts.st, "plotly_chart", lambda _figure, **facts: drawn.update(facts))
    charts.pick(("test", "pick"), go.Figure, name="map", picked=told.append)
    for points in ([{"customdata": ["208", "2020-06", 1]}], []):
        state = {"map": SimpleNamespace(selection=SimpleNamespace(points=points))}
        monkeypatch.setattr(charts.st, "session_state", state)
        drawn["on_select"]()
    assert told == [["208", "2020-06", "1"]]
    assert drawn["selection_mode"] == "points"
