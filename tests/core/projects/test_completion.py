"""填报完成 comes by itself with the last unit, or by the manager after the deadline, the missing named."""

import pytest
from sqlmodel import col, select

from core.errors import Invalid
from core.projects.completion import ALL_IN, missing_units
from core.projects.models import ProjectMove
from core.projects.rounds import excuse
from core.projects.rules import ProjectState, RoundState
from core.store.session import reading, writing
from tests.builders.rounds import COUNTY, WHY, as_system, going, handed_in, project_state, to_state, turn


def moves() -> list[ProjectMove]:
    with reading() as session:
        return list(session.exec(select(ProjectMove).order_by(col(ProjectMove.id))))


def test_the_last_unit_closes_the_round_and_completes_filling_without_anybody(people):
    made = going(people)
    last, *others = made.units
    for unit in others:
        as_system(made, unit)
    assert project_state(made) is ProjectState.RUNNING
    as_system(made, last)
    assert project_state(made) is ProjectState.FILLED
    closed, filled = moves()[-2:]
    assert (closed.to_state, filled.to_state) == (RoundState.CLOSED, ProjectState.FILLED)
    assert {(move.person_name, move.reason, move.missing) for move in (closed, filled)} == {
        ("系统", ALL_IN, "")
    }


def test_a_unit_that_is_excused_is_not_waited_for_and_a_second_round_is(people):
    made = going(people, codes=("一季度", "initial"))
    last, *others = made.units
    with writing() as session:
        facts = {"round_id": made.rounds["一季度"], "organisation_id": made.units[last], "reason": WHY}
        excuse(session=session, actor=made.actor("孙项目"), **facts)
    for unit in others:
        as_system(made, unit)
    assert project_state(made) is ProjectState.RUNNING
    with reading() as session:
        assert {each.round_name for each in missing_units(session, made.id)} == {"initial考核"}


def test_before_the_deadline_filling_is_not_declared_complete_and_after_it_the_missing_are_kept(people):
    made = going(people)
    turn(made, "一季度", RoundState.CLOSED)
    with pytest.raises(Invalid) as caught:
        to_state(made, ProjectState.FILLED)
    assert caught.value.problems[0].rule == "还有单位未报送，且没有过截止时间"
    assert project_state(made) is ProjectState.RUNNING


def test_after_the_deadline_the_missing_are_listed_in_the_move(people):
    made = going(people, days=-3)
    turn(made, "一季度", RoundState.CLOSED)
    to_state(made, ProjectState.FILLED)
    move = moves()[-1]
    assert move.missing.startswith("一季度考核：德城区、")
    assert (move.missing.count("、"), move.reason) == (12, WHY)


def test_who_has_handed_in_is_not_missing(people):
    made = going(people)
    handed_in(made)
    with reading() as session:
        missing = missing_units(session, made.id)
    assert len(missing) == 12
    assert COUNTY not in {each.code for each in missing}
