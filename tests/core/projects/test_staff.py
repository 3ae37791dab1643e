"""Parts in a project are given out, read by those they are for, and taken back, each with a trail."""

import pytest
from sqlmodel import select

from core.audit.models import AuditEntry
from core.errors import Invalid, NotAllowed, NotFound
from core.projects.models import Project
from core.projects.rules import Duty, ProjectState
from core.projects.staff import StaffDraft, assign, candidates, project_indicators, staff, take_off
from core.store.session import reading, writing
from tests.builders.rounds import COUNTY, ready, start


def given(made, who, duty=Duty.LEAD, *, by="孙项目", key=None, **facts):
    draft = StaffDraft(made.people[who].id, duty, **facts)
    with writing() as session:
        assign(session=session, actor=made.actor(by), project_id=made.id, draft=draft, client_key=key)


def seen(made, by):
    with reading() as session:
        return staff(session=session, actor=made.actor(by), project_id=made.id)


def test_the_assessed_read_whom_to_call_and_nobody_who_answers_for_others(people):
    made = ready(people)
    given(made, "孙项目", phone="0534-2600001")
    given(made, "李评估", Duty.EVALUATOR, units=(COUNTY,), indicators=("A",))
    given(made, "赵敏", Duty.CONTACT, units=("371403",))
    assert [row.name for row in seen(made, "李评估")] == ["孙项目", "李评估", "赵敏"]
    county = next(name for name in people if people[name].unit == COUNTY)
    assert seen(made, county) == []
    start(made)
    lead, evaluator = seen(made, county)
    assert (lead.told(), lead.unit_names) == ("孙项目（项目负责人） 0534-2600001", ())
    assert evaluator.unit_names == ("德城区",)
    with reading() as session:
        nodes = project_indicators(session=session, actor=made.actor("孙项目"), project_id=made.id)
    assert evaluator.told() == f"李评估（评估人员）（{nodes['A']}）"


def test_a_part_is_changed_once_for_a_repeated_submit_and_taken_back_with_a_trail(people):
    made = ready(people)
    given(made, "李评估", Duty.EVALUATOR, key="one")
    given(made, "李评估", Duty.REVIEWER, key="one")
    assert [row.duty for row in seen(made, "赵敏")] == [Duty.EVALUATOR]
    given(made, "李评估", Duty.REVIEWER, phone=" 0534-1 ")
    (row,) = seen(made, "赵敏")
    assert (row.duty, row.phone) == (Duty.REVIEWER, "0534-1")
    with writing() as session:
        facts = {"project_id": made.id, "person_id": row.person_id}
        assert take_off(session=session, actor=made.actor("赵敏"), **facts) == "李评估"
    assert seen(made, "赵敏") == []
    with reading() as session:
        kept = session.exec(select(AuditEntry).where(AuditEntry.object_type == "project_person")).all()
    assert [(each.before or {}).get("duty") for each in kept] == [None, "evaluator", "reviewer"]
    assert kept[-1].after is None
    with writing() as session, pytest.raises(NotFound):
        take_off(session=session, actor=made.actor("赵敏"), **facts)


def test_what_is_unknown_is_named_and_nothing_is_kept(people):
    made = ready(people)
    with pytest.raises(Invalid) as refused:
        given(made, "李评估", "boss", phone="0" * 31, units=("M01",), indicators=("Z9",))
    assert [problem.rule for problem in refused.value.problems] == [
        "没有这种分工",
        "电话最多 30 个字符",
        "单位不是本项目的考核对象",
        "指标体系中没有这个一级指标",
    ]
    assert seen(made, "赵敏") == []


def test_a_closed_project_keeps_its_people_and_only_its_organisers_give_parts_out(people):
    made = ready(people)
    with pytest.raises(NotAllowed):
        given(made, "李评估", by="李评估")
    given(made, "李评估", Duty.EVALUATOR)
    with writing() as session:
        session.get_one(Project, made.id).state = ProjectState.CLOSED
    with pytest.raises(Invalid, match="人员分工没有保存"):
        given(made, "赵敏")
    assert len(seen(made, "赵敏")) == 1


def test_nobody_of_an_assessed_unit_is_proposed(people):
    made = ready(people)
    with reading() as session:
        named = {name for name, _ in candidates(session=session, actor=made.actor("孙项目")).values()}
    assert {"孙项目", "李评估", "秦专家"} <= named
    assert not {name for name in named if (people[name].unit or "")[:1] in ("M", "3")}
