"""A unit sees what it is asked, its own answers with their replies, and nobody else's."""

import pytest

from core.designs.deliberation import decide_opinion, give_opinion
from core.designs.publishing import publish_design
from core.designs.rules import Stage
from core.designs.solicitations import is_open, solicitation, solicitations
from core.errors import NotAllowed, NotFound
from core.store.session import reading, writing
from tests.core.designs.drafting import DUE, brought_to, held, ruled


@pytest.fixture(autouse=True)
def _still(at):
    at("2026-03-02 09:00")


def given(people, design_id, by) -> int:
    with writing() as session:
        return give_opinion(
            session=session, actor=people[by].actor, design_id=design_id, node_code="A", text=f"{by}的意见"
        )


def asked(people, by):
    with reading() as session:
        return solicitations(session=session, actor=people[by].actor)


def opened(people, design_id, by):
    with reading() as session:
        return solicitation(session=session, actor=people[by].actor, design_id=design_id)


def test_a_unit_is_asked_only_once_opinions_are_solicited(people):
    design_id = brought_to(people, Stage.DISCUSSION)
    assert asked(people, "陈填报") == []
    with pytest.raises(NotFound):
        opened(people, design_id, "陈填报")


def test_a_unit_reads_the_system_and_its_own_answers_alone(people):
    design_id = brought_to(people, Stage.SOLICITING)
    mine = given(people, design_id, "陈填报")
    given(people, design_id, "周填报")
    ruled(people, decide_opinion, mine, decision="partly", reason="改为 5 分")
    [row] = asked(people, "陈填报")
    assert (row.unit, row.given, row.agreed, row.open) == ("德州市教育和体育局", 1, False, True)
    assert row.answered
    view = opened(people, design_id, "钱审核")
    assert [(said.text, said.decision, said.reason) for said in view.own] == [
        ("陈填报的意见", "partly", "改为 5 分")
    ]
    assert view.system.name == "小体系"
    assert asked(people, "吴德城") == []


def test_the_replies_are_read_after_publishing_too(people):
    design_id = brought_to(people, Stage.SOLICITING)
    ruled(people, decide_opinion, given(people, design_id, "陈填报"))
    with writing() as session:
        publish_design(
            session=session, actor=people["赵敏"].actor, design_id=design_id, version=held(design_id).version
        )
    view = opened(people, design_id, "陈填报")
    assert not view.open
    assert view.own[0].decision == "adopted"


def test_the_last_day_counts(at):
    assert is_open("soliciting", DUE)
    at("2026-03-21 00:30")
    assert not is_open("soliciting", DUE)
    assert not is_open("draft", DUE)
    assert not is_open("soliciting", None)


def test_people_who_answer_for_no_unit_are_not_asked(people):
    with pytest.raises(NotAllowed):
        asked(people, "赵敏")
