"""The heat map equals an independent script of the formula."""

import pytest

from core.audit.actor import Actor
from core.store.session import reading
from core.topics import queries
from core.topics.logs import folder
from tests.builders.logs import let_in, small_year
from tests.core.topics.independent import index, measured, read


@pytest.fixture
def view(people):
    let_in(small_year())
    with reading() as session:
        return queries.heat(session=session, actor=Actor.system())


def test_every_measure_and_the_index_equal_the_independent_script(view):
    calls, published = read(folder())
    figures = measured(calls)
    expected = index(figures, published)
    assert len(view.heats) == 144
    assert set(view.heats) == set(expected)
    for key, heat in view.heats.items():
        own, figure = heat.measures, figures[key]
        assert (own.calls, own.consumers, own.rows, own.resources) == (
            figure["C"], figure["D"], figure["X"], figure["R"],
        )  # fmt: skip
        assert own.counted == pytest.approx(figure["C*"], abs=1e-6)
        assert own.failure_rate == pytest.approx(figure["f"], abs=1e-12)
        assert own.p95 == pytest.approx(figure["p95"], abs=1e-6)
        assert (heat.index, heat.trend) == pytest.approx(expected[key], abs=1e-9)


def test_the_shown_contributions_of_every_cell_add_up_to_the_shown_index_exactly(view):
    for heat in view.heats.values():
        assert sum(part.points for part in heat.parts) == heat.published
        assert abs(float(heat.published) - heat.index) <= 0.05 + 1e-9


def test_the_cap_bites_where_one_unit_calls_again_and_again(view):
    inflated = view.heat("206", "2020-09").measures
    assert inflated.top_share > 0.8
    assert inflated.calls - inflated.counted > inflated.calls / 2
    assert sum(heat.measures.counted < heat.measures.calls for heat in view.heats.values()) < 10
