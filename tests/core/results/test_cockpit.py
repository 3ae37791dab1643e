"""The cockpit is read from frozen editions by those who see the whole city, and computed once."""

from dataclasses import replace

import pytest

from core.access.permissions import Permission
from core.analysis.lights import Light
from core.errors import NotAllowed, NotFound
from core.results import cockpit
from core.results.findings import GRAVITY, percent
from core.store.session import reading
from tests.builders.periods import another_period
from tests.core.results.boards import board, change, city


def read(people_of, name, edition_id, **facts):
    with reading() as session:
        return cockpit.cockpit(
            session=session, actor=people_of.people[name].actor, edition_id=edition_id, **facts
        )


def test_a_leader_reads_both_boards_and_the_second_time_it_is_the_same_object(evaluated):
    later = another_period(evaluated)
    view = read(evaluated, "郑市长", later)
    assert [change.name for change in view.boards] == ["市级部门", "县市区"]
    assert len(view.figures) == 6
    assert all(headline.up and headline.down for headline in view.headlines)
    assert read(evaluated, "冯秘书", later) is view
    alone = read(evaluated, "郑市长", evaluated.edition_id)
    assert [(headline.up, headline.down) for headline in alone.headlines] == [(None, None)] * 2


def test_whoever_reaches_less_than_the_city_is_refused_even_with_the_permission(evaluated):
    for name in ("陈填报", "吴德城", "秦专家", "王立新"):
        with pytest.raises(NotAllowed, match="查看领导驾驶舱"):
            read(evaluated, name, evaluated.edition_id)
    # The comparison's permission is theirs, but its reach is their own unit.
    with pytest.raises(NotAllowed, match="驾驶舱看的是全市"):
        read(evaluated, "陈填报", evaluated.edition_id, permission=Permission.ANALYSIS_COMPARE_READ)


def test_an_unknown_edition_is_not_found(evaluated):
    with pytest.raises(NotFound):
        read(evaluated, "郑市长", 999)


def test_the_headline_names_who_moved_most_with_parts_that_add_up():
    view = city()
    for headline, each in zip(view.headlines, view.boards, strict=True):
        places = [move.places for move in each.moves.values()]
        assert headline.up.move.places == max(places)
        assert headline.down.move.places == min(places)
        for mover in (headline.up, headline.down):
            assert sum(part.points for part in mover.parts) == mover.move.points
            assert mover.text.startswith(("▲", "▼"))


def test_lists_stand_by_gravity_and_neither_board_hides_the_other():
    view = city()
    for found in (view.problems, view.decisions):
        order = [GRAVITY.index(each.kind) for each in found]
        assert order == sorted(order)
    weak = [each.audience for each in view.problems if each.kind == "短板指标"]
    assert weak[:2] == ["department", "county"]


def test_every_first_level_indicator_has_a_light_a_board_and_the_rule_is_beside_them():
    view = city()
    assert [row.code for row in view.lights] == ["A", "B", "C", "D", "E", "F"]
    for row in view.lights:
        assert [cell.audience for cell in row.cells] == ["department", "county"]
        for cell in row.cells:
            assert cell.percent == percent(board(cell.audience), row.code)
            assert (cell.light is Light.RED) is (cell.percent < 70)
    assert "80%" in view.rule


def test_the_lights_of_a_quarter_stand_against_its_step_and_remember_the_quarter_before():
    both = [change(audience) for audience in ("department", "county")]
    quarter = replace(both[0].view.edition, period="2020年二季度")
    boards = tuple(replace(each, view=replace(each.view, edition=quarter)) for each in both)
    view = cockpit.made(quarter, boards)
    assert "本期（二季度）应达到 72%（年度目标的 90%，建议值）" in view.rule
    for row in view.lights:
        for cell, each in zip(row.cells, boards, strict=True):
            # The board before is of a third quarter, whose step is 76 %: below 66 % it was red.
            was_red = percent(each.before, row.code) < 66
            expected = (
                Light.RED
                if cell.percent < 62
                else Light.AMBER
                if cell.percent < 72 or was_red
                else Light.GREEN
            )
            assert cell.light is expected


def test_boards_with_targets_of_their_own_each_have_their_rule_printed():
    first, second = change("department"), change("county")
    system = second.view.board.system
    stricter = replace(system, grades=tuple(replace(band, lower=band.lower + 5) for band in system.grades))
    view = replace(second.view, board=replace(second.view.board, system=stricter))
    made = cockpit.made(first.view.edition, (first, replace(second, view=view)))
    assert "市级部门：年度目标为得分率 80%" in made.rule
    assert "县市区：年度目标为得分率 85%" in made.rule


def test_only_so_many_are_kept(evaluated, monkeypatch):
    monkeypatch.setattr(cockpit, "_kept", type(cockpit._kept)())
    monkeypatch.setattr(cockpit, "KEPT", 1)
    cockpit._kept[0, "older"] = city()
    view = read(evaluated, "郑市长", evaluated.edition_id)
    assert list(cockpit._kept.values()) == [view]
