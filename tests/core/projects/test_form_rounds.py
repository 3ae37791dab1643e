"""A round of questionnaires goes in with the last, comes back with the first, and is taken back in time."""

from datetime import timedelta

import pytest

from core import clock
from core.errors import Invalid
from core.projects.form_rounds import go_in_with_forms, return_with_forms, take_back
from core.projects.rules import ProjectState, RoundState
from core.store.session import writing
from tests.builders.rounds import COUNTY, as_system, going, project_state, submission, turn


def done(made, verb, **facts):
    with writing() as session:
        place = (made.rounds["一季度"], made.units[COUNTY])
        return verb(session, made.actor("吴德城"), *place, **facts)


def test_it_goes_in_is_taken_back_and_goes_in_again(people):
    made = going(people)
    assert done(made, go_in_with_forms) is True
    done(made, take_back)
    assert (submission(made).state, submission(made).is_on_time) == ("pending", False)
    done(made, take_back)
    assert done(made, go_in_with_forms) is True


def test_nothing_is_taken_back_once_everybody_is_in(people):
    made = going(people)
    for unit in made.units:
        as_system(made, unit)
    assert project_state(made) is ProjectState.FILLED
    with pytest.raises(Invalid, match="没有撤回"):
        done(made, take_back)


def test_it_comes_back_with_the_time_to_mend_it_and_stays_on_time(people):
    made = going(people)
    done(made, go_in_with_forms)
    until = clock.now() + timedelta(days=30)
    assert done(made, return_with_forms, reason="B1 不符", until=until) == until
    held = submission(made)
    assert (held.state, held.returns, held.returned_reason, held.due_at) == ("returned", 1, "B1 不符", until)


def test_a_round_others_still_owe_gets_the_time_and_is_not_marked_as_returned(people):
    made = going(people)
    until = clock.now() + timedelta(days=30)
    done(made, return_with_forms, reason="B1 不符", until=until)
    held = submission(made)
    assert (held.state, held.returns, held.locks_at) == ("pending", 0, until)


def test_a_closed_round_takes_nothing_back(people):
    made = going(people)
    done(made, go_in_with_forms)
    turn(made, "一季度", RoundState.CLOSED)
    with pytest.raises(Invalid, match="没有退回"):
        done(made, return_with_forms, reason="B1 不符", until=None)
