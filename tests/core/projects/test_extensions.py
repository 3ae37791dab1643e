"""Extensions are granted to a unit or to one indicator, with a reason and on somebody's word."""

from dataclasses import replace

import pytest

from core.errors import Invalid, NotAllowed
from core.projects.extensions import ExtensionDraft, deadlines_of, extendable, extensions, grant_extension
from core.store.session import reading, writing
from tests.builders.rounds import COUNTY, going, soon, submission


def granted(made, draft, *, by="孙项目", unit=COUNTY) -> bool:
    with writing() as session:
        facts = {"round_id": made.rounds["一季度"], "organisation_id": made.units[unit]}
        return grant_extension(session=session, actor=made.actor(by), draft=draft, **facts)


def test_one_granted_in_time_moves_the_deadline_of_that_unit_alone(people):
    made = going(people)
    until, before = soon(days=20), submission(made, "371482").due_at
    assert granted(made, ExtensionDraft(until, "系统迁移", "李局长")) is True
    assert (submission(made).due_at, submission(made).locks_at) == (until, until)
    assert submission(made, "371482").due_at == before
    with reading() as session:
        (row,) = extensions(session=session, actor=made.actor("赵敏"), project_id=made.id)
        assert extensions(session=session, actor=made.actor("陈填报"), project_id=made.id) == []
    assert (row.organisation, row.approver, row.person, row.until) == ("德城区", "李局长", "孙项目", until)


def test_an_indicators_extension_leaves_the_submission_as_it_is(people):
    made = going(people)
    until, before = soon(days=20), submission(made).due_at
    assert granted(made, ExtensionDraft(until, "系统迁移", "李局长", indicator="B"))
    assert submission(made).due_at == before
    with reading() as session:
        unit = (session, made.rounds["一季度"], made.units[COUNTY])
        assert deadlines_of(*unit, "B").due_at == until
        assert deadlines_of(*unit, "A").due_at == before
        # The list says which indicator by its name, to those who grant and to the unit itself.
        for name in ("赵敏", "吴德城"):
            (row,) = extensions(session=session, actor=made.actor(name), project_id=made.id)
            assert (row.what, row.round_id) == ("指标 B 乙", made.rounds["一季度"])
        facts = {"round_id": made.rounds["一季度"], "organisation_id": made.units[COUNTY]}
        assert extendable(session=session, actor=made.actor("孙项目"), **facts) == {"A": "甲", "B": "乙"}
        with pytest.raises(NotAllowed):
            extendable(session=session, actor=made.actor("吴德城"), **facts)


def test_without_a_reason_an_approver_or_more_time_nothing_is_granted(people):
    made = going(people)
    whole = ExtensionDraft(soon(days=20), "系统迁移", "李局长")
    for draft, rule in (
        (replace(whole, indicator="Z9"), "该单位的指标体系中没有这个末级指标"),
        (replace(whole, approver=" "), "“批准人”不能为空"),
        (replace(whole, reason=""), "须写明理由"),
        (replace(whole, until=soon(days=1)), "延期后的截止时间须晚于现在的截止时间"),
    ):
        with pytest.raises(Invalid) as caught:
            granted(made, draft)
        assert caught.value.problems[0].rule == rule
    with pytest.raises(NotAllowed):
        granted(made, whole, by="吴德城")
