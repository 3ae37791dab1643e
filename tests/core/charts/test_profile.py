"""A unit's profile sets it beside its group, leaf by leaf."""

import numpy as np
import pytest

from core.charts.profile import profile
from core.charts.style import BLUE, OWN, TEMPLATE
from tests.core.charts.views import unit_view


@pytest.mark.parametrize("code", ["M05", "M37", "371402"])
def test_every_applicable_leaf_shows_the_unit_and_the_quartiles_of_its_group(code):
    view = unit_view(code)
    figure = profile(view)
    spread, middle, own = figure.data
    leaves = [leaf for leaf in view.board.system.leaves if view.unit.node(leaf.code).marks]
    group = tuple(other for other in view.board.units if other.group == view.unit.group)
    assert list(own.y) == [f"{leaf.code} {leaf.title}" for leaf in leaves]
    for at, leaf in enumerate(leaves):
        node = view.unit.node(leaf.code)
        low, median, high = np.nanpercentile(view.board.rates(leaf.code, group), (25, 50, 75))
        assert own.x[at] == pytest.approx(float(node.points / node.marks))
        assert middle.x[at] == pytest.approx(median)
        assert (spread.base[at], spread.base[at] + spread.x[at]) == pytest.approx((low, high))
        assert own.marker.color[at] == (OWN if own.x[at] < middle.x[at] else BLUE)


def test_leaves_that_do_not_apply_are_left_out():
    view = unit_view("M28")
    shown = " ".join(profile(view).data[2].y)
    assert not [node.code for node in view.unit.nodes if not node.marks and f"{node.code} " in shown]


def test_the_title_counts_what_is_behind_and_names_the_group_and_the_edition():
    view = unit_view("M05")
    figure = profile(view)
    behind = list(figure.data[2].marker.color).count(OWN)
    assert figure.layout.title.text.startswith(f"{view.unit.short_name}有 {behind} 项低于同组中位数")
    assert "同组：第" in figure.layout.title.text
    assert "2020年度初评版 · 校验码 abababab" in figure.layout.title.text
    assert figure.layout.template == TEMPLATE
