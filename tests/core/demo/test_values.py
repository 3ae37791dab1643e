"""The boards come out as told: totals, grades, and something of everything a screen must show."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pytest

from core.collection.values import BLANK, NOT_APPLICABLE, Unit
from core.collection.workbook import write_values
from core.demo.prepare import committed_system
from core.demo.stories import PERIODS, SECOND_QUARTER, THIRD_QUARTER, YEAR, Period, unit_stories
from core.demo.values import dezhou_values, present
from core.errors import NotFound
from core.scoring.adjust import entry_points
from tests.core.demo.conftest import Made, listed_units, made


@dataclass(frozen=True, slots=True)
class Quarter:
    """One board of one quarter."""

    period: Period
    board: Made


@pytest.fixture(scope="module", params=PERIODS[:4], ids=lambda period: period.name)
def quarter(request) -> Quarter:
    return Quarter(request.param, made("department", request.param))


def _grades(board):
    return Counter(band.name for band in board.scores.bands)


def test_departments_come_out_as_the_anchor_has_them(departments):
    totals = departments.scores.total.floats
    assert abs(totals.mean() - 76) <= 1.5
    assert abs(totals.std() - 8) <= 1.5
    assert _grades(departments) == {"优秀": 7, "良好": 12, "合格": 21, "不合格": 2}


def test_counties_come_out_as_the_anchor_has_them(counties):
    totals = counties.scores.total.floats
    assert abs(totals.mean() - 71) <= 1.5
    assert abs(totals.std() - 7) <= 1.5
    assert _grades(counties) == {"优秀": 1, "良好": 3, "合格": 8, "不合格": 1}


def test_every_total_lies_near_the_told_one(board):
    told = unit_stories()
    for unit, total in zip(board.units, board.scores.total.floats, strict=True):
        assert total == pytest.approx(told[unit.code].targets[YEAR.targets], abs=0.5), unit.name


def test_nothing_keeps_a_unit_from_being_frozen(board):
    assert board.scores.blocked == ()


def test_a_severe_incident_holds_a_high_total_down_to_qualified(departments):
    row = departments.values.unit_index["M04"]
    assert departments.scores.total.floats[row] >= 80
    assert departments.scores.bands[row].code == "qualified"
    assert departments.scores.deduction.floats[row] == 10


def test_caps_are_reached_for_an_item_and_for_the_whole_bonus(departments):
    system, values = departments.system, departments.values
    sums: Counter[tuple[str, str]] = Counter()
    for entry in values.ledger:
        sums[entry.unit, entry.item] += entry_points(entry, system)
    assert any(points > system.ledger_by_code[item].cap for (_, item), points in sums.items())
    assert departments.scores.bonus.floats[values.unit_index["M08"]] == 10


def test_every_empty_policy_of_the_system_is_met(departments):
    met = {
        metric.empty
        for index, metric in enumerate(departments.system.metrics)
        if departments.scores.measured.blank[:, index].any()
    }
    assert met == {metric.empty for metric in departments.system.metrics} == {"na", "zero", "full"}
    assert (departments.values.states == BLANK).any()


def test_units_without_the_task_are_excused_from_the_leaf(departments):
    leaves = {leaf.code: index for index, leaf in enumerate(departments.system.leaves)}
    excused = (~departments.scores.leaf_scores.applicable).sum(axis=0)
    assert {code: int(excused[leaves[code]]) for code in ("C21", "C4", "C5")} == {
        "C21": 16,
        "C4": 24,
        "C5": 10,
    }
    assert (departments.values.states == NOT_APPLICABLE).any()


def test_events_are_deducted_and_a_case_without_calls_is_capped(departments, counties):
    for board in (departments, counties):
        columns = [board.values.column_index[event.code] for event in board.system.events]
        assert np.nansum(board.values.numbers[:, columns]) > 5
    marks = departments.values.marks
    assert any(not mark.called for mark in marks)
    panels = Counter((mark.unit, mark.case) for mark in marks)
    assert {3, 4, 5} == set(panels.values())
    assert {1, 2} == set(Counter(unit for unit, _ in panels).values())


def test_units_differ_in_profile_and_are_strong_where_told(departments):
    told = unit_stories()
    area_codes = [code for code in "ABCDEF" if code in departments.system.node_by_code]
    areas = {code: departments.scores.rates(code) for code in area_codes}
    gaps = []
    for row, unit in enumerate(departments.units):
        story = told[unit.code]
        own = np.nanmean([rates[row] for rates in areas.values()])
        gaps += [areas[code][row] - own for code in story.strong if code in areas]
        gaps += [own - areas[code][row] for code in story.weak if code in areas]
    assert np.mean(gaps) > 0.05
    assert np.std(np.array(list(areas.values())), axis=0).mean() > 0.05


def test_the_same_seed_gives_the_same_bytes_and_another_one_does_not(counties):
    again = made("county")
    other = dezhou_values(counties.system, counties.units, seed=1)
    first = write_values(counties.values, counties.system)
    assert write_values(again.values, again.system) == first
    assert write_values(other, counties.system) != first


def test_the_quarter_before_resembles_the_year_and_differs_from_it(counties):
    quarter = made("county", THIRD_QUARTER)
    assert quarter.scores.blocked == ()
    both = np.corrcoef(quarter.scores.total.floats, counties.scores.total.floats)[0, 1]
    assert both > 0.9
    assert (quarter.scores.rank != counties.scores.rank).any()
    assert len(quarter.values.ledger) < len(counties.values.ledger)


def test_every_quarter_lands_where_it_was_told_and_can_be_frozen(quarter):
    told = unit_stories()
    assert quarter.board.scores.blocked == ()
    totals = dict(zip((u.code for u in quarter.board.units), quarter.board.scores.total.floats, strict=True))
    off = [abs(total - told[code].targets[quarter.period.targets]) for code, total in totals.items()]
    assert max(off) < 1.5
    assert np.mean(off) < 0.3


def test_a_unit_that_missed_a_quarter_has_no_row_in_it():
    units = listed_units("department")
    taking_part = present(units, SECOND_QUARTER)
    assert {unit.code for unit in units} - {unit.code for unit in taking_part} == {"M37"}
    assert present(units, YEAR) == units
    system, _ = committed_system("department")
    with pytest.raises(NotFound, match="M37"):
        dezhou_values(system, units, period=SECOND_QUARTER)


def test_a_unit_nothing_is_told_of_is_named():
    system, _ = committed_system("county")
    with pytest.raises(NotFound, match="000000"):
        dezhou_values(system, [*listed_units("county"), Unit("000000", "演示县", "县市区")])
