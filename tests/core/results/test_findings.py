"""Problems and decisions are read off the frozen lines, none invented, none left out."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.analysis.spread import TENTH, average
from core.results import findings
from core.results.findings import GRAVITY
from tests.core.results.boards import board, change


@pytest.mark.parametrize("audience", ["department", "county"])
def test_every_failing_unit_and_every_veto_is_named_with_its_reason(audience):
    found = findings.problems(change(audience))
    held = board(audience)
    assert {each.unit for each in found if each.kind == "不合格"} == {
        unit.code for unit in held.units if unit.total < 60
    }
    assert {each.unit for each in found if each.kind == "一票否决"} == {
        unit.code for unit in held.units if any("等次不得高于" in line.sentence for line in unit.lines)
    }
    assert {each.kind for each in found} <= set(GRAVITY)


def test_the_weakest_indicators_of_the_whole_board_are_named_with_their_published_rate():
    held = board("county")
    rates = {leaf.code: findings.percent(held, leaf.code) for leaf in held.system.leaves}
    rates = {code: rate for code, rate in rates.items() if rate is not None}
    weak = [each for each in findings.problems(change("county")) if each.kind == "短板指标"]
    assert [each.leaf for each in weak] == sorted(rates, key=lambda code: rates[code])[:2]
    assert f"{rates[weak[0].leaf]}%" in weak[0].text


def test_a_mean_rate_is_that_of_the_units_to_whom_the_indicator_applies():
    held = board("department")
    nodes = [unit.node("C4") for unit in held.units]
    known = [node.points * 100 / node.marks for node in nodes if node.marks]
    assert len(known) < len(nodes)
    assert findings.percent(held, "C4") == average(known, TENTH)


def test_deep_falls_are_told_deepest_first_and_stand_among_the_decisions():
    found = change("department")
    lost = [found.moves[unit.code].places for unit in findings.falls(found)]
    assert lost == sorted(lost)
    assert all(places <= -5 for places in lost)
    talks = [each.unit for each in findings.decisions(found) if each.kind == "约谈"]
    assert talks == [unit.code for unit in findings.falls(found)]


def test_without_an_earlier_edition_nobody_fell():
    alone = change("department", compared=False)
    assert findings.falls(alone) == []
    assert findings.unscored(alone) == []
    assert {each.kind for each in findings.decisions(alone)} <= {"确认否决", "未报数据"}


def test_what_nobody_reported_and_who_left_the_board_wait_for_a_decision():
    known = change("department")
    gone = known.view.board.units[-1]
    smaller = replace(known.view.board, units=known.view.board.units[:-1])
    found = replace(known, view=replace(known.view, board=smaller))
    assert findings.unscored(found) == [gone.short_name]
    kinds = {each.kind: each for each in findings.decisions(found)}
    assert gone.short_name in kinds["未计分"].subject
    assert "是否限期补报" in kinds["未报数据"].text


def test_a_leaf_that_could_not_be_scored_is_named():
    known = change("county")
    unit = known.view.board.units[0]
    blocked = replace(unit.lines[0], kind="blocked", leaf="D11", points=Decimal(8))
    changed = replace(unit, lines=(blocked, *unit.lines[1:]))
    held = replace(known.view.board, units=(changed, *known.view.board.units[1:]))
    found = findings.decisions(replace(known, view=replace(known.view, board=held)))
    (told,) = [each for each in found if each.kind == "暂不能计分"]
    assert told.unit == unit.code
    assert "D11" in told.text


def test_a_system_without_grades_has_no_pass_bound():
    held = replace(board("county"), system=replace(board("county").system, grades=()))
    assert findings.pass_bound(held) is None
    assert findings.failing(held) == []
