"""A project starts with the questionnaires of its rounds, or says which of them units could not fill."""

import pytest

from core.errors import Invalid
from core.projects.rules import ProjectState
from core.questionnaires.handing_out import HAND_OUT
from core.questionnaires.publishing import attach
from core.store.session import writing
from tests.builders.questionnaires import drafted, published
from tests.builders.rounds import project_state, ready, start


def test_an_unpublished_questionnaire_keeps_the_project_from_starting(people):
    made = ready(people)
    questionnaire_id = drafted(people)
    with writing() as session:
        facts = {"round_id": made.rounds["一季度"], "questionnaire_id": questionnaire_id}
        attach(session=session, actor=people["孙项目"].actor, **facts, audience="county")
    with pytest.raises(Invalid) as caught:
        start(made, more=[HAND_OUT])
    assert caught.value.problems[0].rule == "关联的问卷还没有发布"
    assert project_state(made) is ProjectState.NOT_STARTED
    published(people, questionnaire_id)
    assert start(made, more=[HAND_OUT])["调研问卷"] == 13
