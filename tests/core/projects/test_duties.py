"""A unit is told what it owes: a signature, a submission while the round is open, again after it was sent back."""

import pytest

from core.errors import NotAllowed
from core.projects.duties import duties
from core.projects.models import RoundForm
from core.projects.receipts import sign_receipts
from core.projects.submissions import send_back
from core.store.session import reading, writing
from tests.builders.rounds import COUNTY, Started, going, handed_in, ready, start


def owed(made: Started, who: str = "吴德城"):
    with reading() as session:
        return duties(session=session, actor=made.actor(who))


def test_a_started_project_asks_for_a_signature_before_its_round_is_open(people):
    made = ready(people)
    assert owed(made) == []
    start(made)
    (duty,) = owed(made)
    assert (duty.project_name, duty.unit_name) == ("十三县评估", "德城区")
    assert (duty.is_signed, duty.is_to_hand_in) == (False, False)
    with writing() as session:
        facts = {"project_id": made.id, "organisation_id": made.units[COUNTY]}
        sign_receipts(session=session, actor=made.actor("吴德城"), **facts)
    assert owed(made) == []


def test_an_open_round_is_owed_until_handed_in_and_again_when_sent_back(people):
    made = going(people)
    (duty,) = owed(made)
    assert duty.is_to_hand_in
    with writing() as session:
        facts = {"project_id": made.id, "organisation_id": made.units[COUNTY]}
        sign_receipts(session=session, actor=made.actor("吴德城"), **facts)
    handed_in(made)
    assert owed(made) == []
    with writing() as session:
        facts = {"round_id": made.rounds["一季度"], "organisation_id": made.units[COUNTY]}
        send_back(session=session, actor=made.actor("孙项目"), reason="附件二没有盖章", **facts)
    (duty,) = owed(made)
    assert (duty.is_to_hand_in, duty.returned) == (True, "附件二没有盖章")


def test_another_unit_owes_nothing_here_and_a_leader_is_not_asked(people):
    made = going(people)
    assert owed(made, "陈填报") == []
    with pytest.raises(NotAllowed):
        owed(made, "郑市长")


def test_a_round_of_questionnaires_is_signed_for_and_handed_in_one_by_one(people):
    made = going(people)
    with writing() as session:
        session.add(RoundForm(round_id=made.rounds["一季度"], questionnaire_id=1))
    (duty,) = owed(made)
    assert (duty.is_signed, duty.is_to_hand_in) == (False, False)
