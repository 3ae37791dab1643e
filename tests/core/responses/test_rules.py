"""Every state and way has its word."""

from core.projects.rules import SubmissionState
from core.responses.rules import ResponseState, Way


def test_a_response_and_a_round_say_the_same_word_for_the_same_thing():
    for state in (ResponseState.HANDED_IN, ResponseState.RETURNED):
        assert state.label == SubmissionState(state.value).label


def test_everything_is_said_in_chinese():
    assert [state.label for state in ResponseState] == ["填报中", "已报", "退回"]
    assert [way.label for way in Way] == ["线上审核报送", "纸质签章报送"]
