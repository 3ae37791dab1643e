"""Rounds are added, opened and closed with a reason, and a unit may be excused from one."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from sqlmodel import col, select

from core.audit.models import AuditEntry
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.projects.models import ProjectMove, ProjectRound, RoundAbsence
from core.projects.rounds import add_round, excuse, move_round
from core.projects.rules import ROUND_MOVES, ProjectState, RoundState
from core.store.session import reading, writing
from tests.builders.projects import (
    QUARTER,
    REASON,
    complete,
    moved,
    only_round,
    opened,
    running,
    turned,
    unit_id,
)

ILLEGAL = [(at, to) for at, to in product(RoundState, RoundState) if to not in ROUND_MOVES[at]]
WAY = {
    RoundState.PLANNED: (),
    RoundState.OPEN: (RoundState.OPEN,),
    RoundState.CLOSED: (RoundState.OPEN, RoundState.CLOSED),
}


def brought_to(city, state) -> int:
    round_id = only_round(city, running(city)).id
    for step in WAY[state]:
        turned(city, round_id, step)
    return round_id


def round_moves() -> list[ProjectMove]:
    with reading() as session:
        query = select(ProjectMove).where(col(ProjectMove.round_id).is_not(None))
        return list(session.exec(query.order_by(col(ProjectMove.id))))


def excused(city, round_id, code="M37", *, reason="演示：系统整体迁移", by="孙项目") -> None:
    with writing() as session:
        facts = {"round_id": round_id, "organisation_id": unit_id(city, code), "reason": reason}
        excuse(session=session, actor=city.people[by].actor, **facts)


@pytest.mark.parametrize(("at", "to"), ILLEGAL)
def test_every_illegal_move_of_a_round_is_refused_and_leaves_no_trace(evaluated, at, to):
    round_id = brought_to(evaluated, at)
    before = len(round_moves())
    with pytest.raises(Invalid, match="轮次“2021年一季度考核”的状态没有改变") as caught:
        turned(evaluated, round_id, to)
    assert f"“{at.label}”转为“{to.label}”" in caught.value.problems[0].rule
    assert len(round_moves()) == before


def test_every_legal_move_of_a_round_is_kept_with_who_when_and_why(evaluated):
    round_id = only_round(evaluated, running(evaluated)).id
    way = (RoundState.OPEN, RoundState.CLOSED, RoundState.OPEN)
    for to in way:
        turned(evaluated, round_id, to, reason=f"{to.label}的依据")
    made = round_moves()
    assert [(move.from_state, move.to_state) for move in made] == [
        ("planned", "open"),
        ("open", "closed"),
        ("closed", "open"),
    ]
    assert {(move.person_name, move.round_id) for move in made} == {("孙项目", round_id)}
    assert [move.reason for move in made] == [f"{to.label}的依据" for to in way]
    assert all(move.at is not None for move in made)


def test_a_round_opens_only_in_a_running_project_with_a_reason_and_a_fresh_version(evaluated):
    project_id = complete(evaluated)
    row = only_round(evaluated, project_id)
    with pytest.raises(Invalid) as caught:
        turned(evaluated, row.id, RoundState.OPEN)
    assert caught.value.problems[0].value == "未开始"
    moved(evaluated, project_id, ProjectState.RUNNING)
    with pytest.raises(Invalid) as caught:
        turned(evaluated, row.id, RoundState.OPEN, reason="")
    assert caught.value.problems[0].rule == "须写明理由"
    facts = {"to": RoundState.OPEN, "reason": REASON, "actor": evaluated.people["赵敏"].actor}
    with pytest.raises(Conflict, match="刚被他人修改"), writing() as session:
        move_round(session=session, round_id=row.id, version=row.version + 7, **facts)
    with pytest.raises(NotFound, match="没有这个轮次"), writing() as session:
        move_round(session=session, round_id=999, version=1, **facts)
    assert only_round(evaluated, project_id).state == RoundState.PLANNED


def test_rounds_keep_their_order_and_a_repeated_submit_adds_once(evaluated):
    project_id = complete(evaluated)
    second = replace(QUARTER, code="2021-二季度", name="2021年二季度考核", period="2021年二季度")
    for _ in range(2):
        with writing() as session:
            add_round(
                session=session,
                actor=evaluated.people["孙项目"].actor,
                project_id=project_id,
                draft=second,
                client_key="one-click",
            )
    with reading() as session:
        rows = session.exec(select(ProjectRound).order_by(col(ProjectRound.order_no))).all()
    assert [(row.order_no, row.code) for row in rows] == [(1, "2021-一季度"), (2, "2021-二季度")]


def test_a_faulty_round_is_refused_with_every_fault(evaluated):
    project_id = complete(evaluated)
    facts = {"actor": evaluated.people["孙项目"].actor, "project_id": project_id}
    faulty = replace(QUARTER, code=" ", name="", closes_on=date(2021, 3, 1))
    with pytest.raises(Invalid) as caught, writing() as session:
        add_round(session=session, draft=faulty, **facts)
    assert [problem.rule for problem in caught.value.problems] == [
        "“轮次编号”不能为空",
        "“轮次名称”不能为空",
        "截止日不能早于开放日",
    ]
    with pytest.raises(Conflict, match="在本项目中已被使用"), writing() as session:
        add_round(session=session, draft=QUARTER, **facts)
    moved(evaluated, project_id, ProjectState.RUNNING)
    moved(evaluated, project_id, ProjectState.FILLED)
    with pytest.raises(Invalid) as caught, writing() as session:
        add_round(session=session, draft=replace(QUARTER, code="2021-二季度"), **facts)
    assert caught.value.problems[0].value == "填报完成"


def test_a_unit_is_excused_with_its_reason_once_and_before_the_round_closes(evaluated):
    _, round_id = opened(evaluated)
    excused(evaluated, round_id)
    with reading() as session:
        (row,) = session.exec(select(RoundAbsence)).all()
        entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
    assert (row.reason, row.decided_by) == ("演示：系统整体迁移", "孙项目")
    assert entry.object_name.endswith("德州市人民防空办公室缺考核")
    for code, reason, rule in (
        ("M37", "又一次", "该单位已核定缺考核"),
        ("M36", " ", "须写明理由"),
        ("Z01", "不在名单", "该单位不是本项目的考核对象"),
    ):
        with pytest.raises(Invalid) as caught:
            excused(evaluated, round_id, code, reason=reason)
        assert caught.value.problems[0].rule == rule
    turned(evaluated, round_id, RoundState.CLOSED)
    with pytest.raises(Invalid) as caught:
        excused(evaluated, round_id, "M36")
    assert "轮次已关闭" in caught.value.problems[0].rule


def test_neither_the_assessed_nor_the_watching_change_rounds(evaluated):
    project_id, round_id = opened(evaluated)
    for name in ("李评估", "陈填报", "吴德城", "郑市长", "何审计"):
        with pytest.raises(NotAllowed, match="主管部门、项目经理"):
            excused(evaluated, round_id, by=name)
        with pytest.raises(NotAllowed, match="主管部门、项目经理"), writing() as session:
            add_round(
                session=session, actor=evaluated.people[name].actor, project_id=project_id, draft=QUARTER
            )
    assert len(round_moves()) == 1
