"""横向, 同类, 纵向: the edition's numbers, and for a unit's own people no other unit's name or place."""

from dataclasses import replace

import numpy as np
import pytest

from core.errors import NotAllowed, NotFound
from core.results import comparing
from core.results.comparing import _point
from core.results.queries import UnitView
from core.store.session import reading
from tests.builders.periods import another_period
from tests.core.charts.views import EDITION, unit_view
from tests.core.results.boards import board, earlier_board, redefined


def ask(city, name, verb, **facts):
    with reading() as session:
        return verb(session=session, actor=city.people[name].actor, **facts)


def test_within_shows_every_leaf_beside_median_and_quartiles_of_the_group(evaluated):
    found = ask(evaluated, "陈填报", comparing.within, edition_id=1, unit_code="M05")
    held, unit = found.view.board, found.view.unit
    group = tuple(other for other in held.units if other.group == unit.group)
    assert [row.code for row in found.rows] == [leaf.code for leaf in held.system.leaves]
    for row in found.rows:
        if not row.node.marks:
            assert (row.rate, row.group) == (None, None)
            continue
        rates = held.rates(row.code, group)
        low, middle, high = np.nanpercentile(rates, (25, 50, 75))
        assert row.node == unit.node(row.code)
        assert row.rate == pytest.approx(float(row.node.points / row.node.marks))
        assert (row.group.low, row.group.middle, row.group.high) == pytest.approx((low, middle, high))


def test_peers_stand_from_the_best_with_their_gap_to_the_best_three(evaluated):
    found = ask(evaluated, "郑市长", comparing.peers, edition_id=1, audience="county", indicator="C12")
    rates = [row.rate for row in found.rows]
    assert rates == sorted(rates, reverse=True)
    assert len(rates) == 13
    assert found.best == pytest.approx(sum(rates[:3]) / 3)
    assert found.rows[-1].gap == pytest.approx(found.best - rates[-1])
    assert found.rows[0].place == 1


def test_a_filler_gets_one_row_without_a_place_and_the_statistics_of_its_group(evaluated):
    found = ask(evaluated, "陈填报", comparing.peers, edition_id=1, audience="department", indicator="C")
    whole = ask(evaluated, "郑市长", comparing.peers, edition_id=1, audience="department", indicator="C")
    assert [(row.unit.code, row.place) for row in found.rows] == [("M05", 0)]
    assert found.best == whole.best
    assert found.group.count < whole.group.count == 42


def test_what_is_out_of_reach_or_unknown_is_refused(evaluated):
    with pytest.raises(NotAllowed):
        ask(evaluated, "陈填报", comparing.within, edition_id=1, unit_code="M01")
    with pytest.raises(NotAllowed):
        ask(evaluated, "陈填报", comparing.periods, edition_id=1, unit_code="M01")
    with pytest.raises(NotFound):
        ask(evaluated, "陈填报", comparing.peers, edition_id=1, audience="county", indicator="C12")
    for indicator in ("G", "Z9"):
        with pytest.raises(NotFound, match="没有指标"):
            ask(evaluated, "郑市长", comparing.peers, edition_id=1, audience="county", indicator=indicator)
    with pytest.raises(NotAllowed, match="查看对比分析"):
        ask(evaluated, "王立新", comparing.within, edition_id=1, unit_code="M05")


def test_periods_stand_oldest_first_with_totals_or_one_indicator(evaluated):
    later = another_period(evaluated)
    found = ask(evaluated, "陈填报", comparing.periods, edition_id=later, unit_code="M05")
    assert [point.edition.period for point in found.points] == ["2020年度", "2021年一季度"]
    assert found.points[-1].node.points == found.view.unit.total
    assert found.points[-1].rank == found.view.unit.rank
    assert all(point.joined for point in found.points)
    leaf = ask(evaluated, "陈填报", comparing.periods, edition_id=later, unit_code="M05", indicator="C12")
    assert leaf.points[-1].node == found.view.unit.node("C12")
    assert leaf.points[-1].rank is None
    alone = ask(evaluated, "陈填报", comparing.periods, edition_id=1, unit_code="M05")
    assert len(alone.points) == 1


def test_a_changed_definition_breaks_the_line_where_it_lies_and_nowhere_else():
    now = unit_view("M05")
    before = earlier_board("department")
    new = replace(board("department"), system=redefined(board("department").system, "C12"))
    found = [UnitView(EDITION, before, before.by_code["M05"]), replace(now, board=new)]
    assert _point(1, found, "C12").reason == "口径有变"
    assert _point(1, found, "").reason == "口径有变（C12）"
    assert _point(1, found, "D11").joined
    assert not _point(1, found, "C").joined
