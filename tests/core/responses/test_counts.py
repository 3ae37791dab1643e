"""How often every box was answered, before somebody changes the question."""

import pytest

from core.errors import NotAllowed
from core.responses.counts import answered_keys
from core.store.session import reading
from tests.builders.questionnaires import FORM, FULL, asked, typed


def counted(of, by="孙项目"):
    with reading() as session:
        facts = {"questionnaire_id": of.questionnaire_id, "form": FORM}
        return answered_keys(session=session, actor=of.actor(by), **facts)


def test_answers_and_chosen_options_are_counted_and_cleared_ones_are_not(people):
    of = asked(people)
    typed(of, FULL)
    typed(of, {"A2": ""}, seen={"A2": 1})
    counts = counted(of)
    assert "A2" not in counts
    assert (counts["A1"], counts["A1=a"], counts["A4=b"], counts["B2/r1/c2=a"]) == (1, 1, 1, 1)
    assert "B1=12" not in counts


def test_only_answers_to_this_questionnaire_count_and_fillers_do_not_ask(people):
    of = asked(people)
    assert dict(counted(of)) == {}
    with pytest.raises(NotAllowed):
        counted(of, by="吴德城")
