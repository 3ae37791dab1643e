"""A unit signs once for everything it was handed, and only for itself."""

import pytest
from sqlmodel import col, select

from core.errors import NotAllowed, NotFound
from core.projects.models import RoundReceipt
from core.projects.receipts import sign_receipts
from core.store.session import reading, writing
from tests.builders.rounds import COUNTY, going


def signed(made, unit=COUNTY, *, by="吴德城", project_id=None) -> int:
    with writing() as session:
        facts = {"project_id": project_id or made.id, "organisation_id": made.units[unit]}
        return sign_receipts(session=session, actor=made.actor(by), **facts)


def test_every_round_is_signed_for_in_one_act_and_not_twice(people):
    made = going(people, codes=("一季度", "initial"))
    assert signed(made) == 2
    assert signed(made) == 0
    with reading() as session:
        rows = session.exec(select(RoundReceipt).where(col(RoundReceipt.signed_at).is_not(None))).all()
    assert {(row.organisation_id, row.signed_by) for row in rows} == {(made.units[COUNTY], "吴德城")}


def test_nobody_signs_for_another_unit_or_for_a_project_that_is_not_theirs(people):
    made = going(people)
    with pytest.raises(NotAllowed):
        signed(made, "371482")
    with pytest.raises(NotAllowed):
        signed(made, by="孙项目")
    with pytest.raises(NotFound, match="不是本项目的考核对象"):
        signed(made, project_id=99)
