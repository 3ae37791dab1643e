"""Slips change who is assessed from now on; what was closed or frozen before stays as it was."""

import pytest

from core.errors import Invalid, NotAllowed
from core.projects.adjustments import Adjustment, Slip, adjust, adjustments
from core.projects.models import Project
from core.projects.roll import members_of, taking_part
from core.projects.rules import RoundState
from core.store.session import reading, writing
from tests.builders.rounds import COUNTY, going, ready, submission, turn

OTHER = "371482"


def slip(made, kind, code=COUNTY, **facts) -> Slip:
    return Slip(kind, made.units[code], "机构改革", "李副市长", "德办发〔2021〕3号", **facts)


def done(made, wanted, *, by="孙项目") -> None:
    with writing() as session:
        version = session.get_one(Project, made.id).version
        facts = {"project_id": made.id, "slip": wanted, "version": version}
        adjust(session=session, actor=made.actor(by), **facts)


def names(made, code="一季度") -> set[str]:
    with reading() as session:
        return {each.name for each in taking_part(session, made.rounds[code], "county")}


def test_a_unit_that_withdraws_leaves_the_rounds_to_come_and_stays_in_the_closed_one(people):
    made = going(people, codes=("一季度", "initial"))
    before = names(made)
    turn(made, "一季度", RoundState.CLOSED)
    done(made, slip(made, Adjustment.WITHDRAW))
    assert names(made) == before
    assert len(names(made, "initial")) == 12
    assert submission(made, code="initial").is_due is False
    done(made, slip(made, Adjustment.ADD))
    assert len(names(made, "initial")) == 13
    with reading() as session:
        kept = adjustments(session=session, actor=made.actor("赵敏"), project_id=made.id)
        assert adjustments(session=session, actor=made.actor("陈填报"), project_id=made.id) == []
    assert [(row.kind.label, row.before, row.after) for row in kept] == [
        ("增加", "", "德城区"),
        ("退出", "德城区", ""),
    ]
    assert {(row.approver, row.basis, row.person) for row in kept} == {
        ("李副市长", "德办发〔2021〕3号", "孙项目")
    }


def test_a_merger_names_the_receiver_and_a_new_name_is_the_projects_own(people):
    made = going(people)
    done(made, slip(made, Adjustment.MERGE, OTHER, into_id=made.units[COUNTY]))
    done(made, slip(made, Adjustment.RENAME, name="德城新区"))
    with reading() as session:
        members = {each.name for each in members_of(session, made.id)}
        kept = adjustments(session=session, actor=made.actor("赵敏"), project_id=made.id)
    assert len(members) == 12
    assert "德城新区" in members
    assert [(row.before, row.after) for row in kept] == [("德城区", "德城新区"), ("禹城市", "德城区")]


def test_a_faulty_slip_is_refused_with_every_fault(people):
    made = going(people)
    for wanted, rule in (
        (slip(made, Adjustment.ADD), "该单位已是本项目的考核对象"),
        (slip(made, Adjustment.MERGE), "接收单位不是本项目的另一个考核对象"),
        (slip(made, Adjustment.RENAME), "“新名称”不能为空"),
        (Slip(Adjustment.WITHDRAW, 1, "机构改革", "李", "文"), "该单位不是本项目的考核对象"),
        (Slip(Adjustment.WITHDRAW, made.units[COUNTY], "", "", ""), "须写明理由"),
    ):
        with pytest.raises(Invalid, match="调整单没有办理") as caught:
            done(made, wanted)
        assert caught.value.problems[0].rule == rule
    with pytest.raises(NotAllowed):
        done(made, slip(made, Adjustment.WITHDRAW), by="吴德城")


def test_before_the_start_there_is_nothing_to_adjust(people):
    made = ready(people)
    with pytest.raises(Invalid) as caught:
        done(made, slip(made, Adjustment.WITHDRAW))
    assert caught.value.problems[0].rule == "进行中的项目才凭调整单增减"
