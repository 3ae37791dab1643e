"""What a questionnaire may become, and who may fill it in which state."""

import pytest

from core.questionnaires.rules import QuestionnaireState, filling_problems, following, move_problems

State = QuestionnaireState


@pytest.mark.parametrize("at", State)
def test_every_state_is_called_explained_and_leads_only_where_it_may(at: State):
    assert at.label
    assert at.meaning
    for to in State:
        assert (move_problems(at, to, "有原因") == []) is (to in following(at)), to


def test_a_draft_is_published_and_moved_nowhere_else():
    [problem] = move_problems(State.DRAFT, State.ENDED, "有原因")
    assert "发布" in problem.remedy


def test_a_closing_questionnaire_takes_only_what_was_begun():
    assert filling_problems(State.OPEN, begun=False) == []
    assert filling_problems(State.CLOSING, begun=True) == []
    for state in (State.DRAFT, State.PAUSED, State.ENDED, State.CLOSING):
        [problem] = filling_problems(state, begun=False)
        assert problem.rule == f"问卷{state.label}"
