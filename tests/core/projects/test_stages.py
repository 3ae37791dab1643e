"""Stages are planned and moved with who, when and why."""

from datetime import date

import pytest
from sqlmodel import select

from core.errors import Conflict, Invalid, NotAllowed
from core.projects.models import ProjectMove
from core.projects.queries import project
from core.projects.rules import StageState
from core.projects.stage_rules import Stage
from core.projects.stages import move_stage, plan_stages, timeline
from core.store.session import reading, writing
from tests.builders.rounds import WHY, ready, start

DAYS = (date(2021, 1, 1), date(2021, 1, 31))
PLAN = {Stage.FORMAL: DAYS, Stage.INITIAL: DAYS}


def planned(made, plan, *, by="孙项目") -> int:
    with writing() as session:
        return plan_stages(session=session, actor=made.actor(by), project_id=made.id, plan=plan)


def rows(made):
    with reading() as session:
        return timeline(session=session, actor=made.actor("陈填报"), project_id=made.id)


def moved(made, row, to, **facts) -> None:
    with writing() as session:
        wanted = {"stage_id": row.id, "to": to, "reason": WHY, "version": row.version} | facts
        move_stage(session=session, actor=made.actor("孙项目"), **wanted)


def test_a_plan_is_kept_in_order_replaced_and_refused_with_its_faults(people):
    made = ready(people)
    planned(made, PLAN)
    assert [row.stage for row in rows(made)] == [Stage.INITIAL, Stage.FORMAL]
    planned(made, {Stage.FORMAL: DAYS})
    assert [row.stage for row in rows(made)] == [Stage.FORMAL]
    with pytest.raises(Invalid, match="时间表没有保存"):
        planned(made, {Stage.FORMAL: DAYS[::-1]})
    with pytest.raises(NotAllowed):
        planned(made, PLAN, by="陈填报")


def test_a_stage_begins_in_a_running_project_and_is_kept_with_the_reason(people):
    made = ready(people)
    planned(made, PLAN)
    with pytest.raises(Invalid, match="“初评”的状态没有改变"):
        moved(made, rows(made)[0], StageState.UNDER_WAY)
    start(made)
    moved(made, rows(made)[0], StageState.UNDER_WAY)
    with pytest.raises(Invalid):
        planned(made, {Stage.FORMAL: DAYS})
    with pytest.raises(Conflict):
        moved(made, rows(made)[0], StageState.DONE, version=99)
    with reading() as session:
        (move,) = session.exec(select(ProjectMove).where(ProjectMove.stage == "initial")).all()
        view = project(session=session, actor=made.actor("孙项目"), project_id=made.id)
    assert (move.from_state, move.to_state, move.reason, move.person_name) == (
        "planned",
        "under_way",
        WHY,
        "孙项目",
    )
    assert (view.moves[0].thing, view.moves[0].to_label) == ("初评", "进行中")
    assert rows(made)[0].is_overdue(date(2021, 2, 1))
