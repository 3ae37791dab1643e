"""A project is edited, copied a year on, and deleted only before its start, with all that belongs to it."""

from datetime import date

import pytest
from sqlmodel import col, func, select

from core.audit.models import AuditEntry
from core.errors import Invalid, NotAllowed
from core.projects.editing import belongings, copy_project, delete_project, edit_project
from core.projects.models import Project, ProjectOrganisation, ProjectRound, ProjectStage
from core.projects.service import ProjectDraft
from core.store.session import reading, writing
from tests.builders.rounds import ready, start
from tests.core.projects.test_stages import PLAN, planned


def gone(made, *, by="赵敏") -> dict[str, int]:
    with writing() as session:
        version = session.get_one(Project, made.id).version
        facts = {"project_id": made.id, "version": version}
        return delete_project(session=session, actor=made.actor(by), **facts)


def edited(made, **facts) -> None:
    with writing() as session:
        version = session.get_one(Project, made.id).version
        wanted = {"name": "改名", "is_rehearsal": True} | facts
        edit_project(
            session=session, actor=made.actor("孙项目"), project_id=made.id, version=version, **wanted
        )


def test_what_goes_is_named_before_and_nothing_is_left(people):
    made = ready(people)
    planned(made, PLAN)
    with reading() as session:
        named = belongings(session=session, actor=made.actor("赵敏"), project_id=made.id)
    assert named == {"考核对象": 13, "指标体系": 1, "轮次": 1, "阶段": 2}
    with pytest.raises(NotAllowed):
        gone(made, by="孙项目")
    assert gone(made) == named
    with reading() as session:
        for table in (Project, ProjectOrganisation, ProjectRound, ProjectStage):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()
    assert (entry.action, entry.before["轮次"]) == ("projects:project:delete", 1)


def test_a_started_project_stays_and_keeps_whether_it_is_a_rehearsal(people):
    made = ready(people)
    edited(made)
    start(made)
    with pytest.raises(Invalid, match="没有删除"):
        gone(made)
    with pytest.raises(Invalid, match="没有修改") as caught:
        edited(made, is_rehearsal=False, name=" ")
    assert len(caught.value.problems) == 2


def test_a_copy_stands_a_year_on_with_everything_but_what_was_done(people):
    made = ready(people)
    planned(made, PLAN)
    start(made)
    with writing() as session:
        draft = ProjectDraft("X2", "十三县评估二", 2022, is_rehearsal=True)
        facts = {"project_id": made.id, "draft": draft}
        copied = copy_project(session=session, actor=made.actor("赵敏"), **facts)
    with reading() as session:
        held = session.get_one(Project, copied)
        (turn,) = session.exec(select(ProjectRound).where(ProjectRound.project_id == copied)).all()
        stage = session.exec(select(ProjectStage).where(ProjectStage.project_id == copied)).first()
        units = select(func.count()).select_from(ProjectOrganisation)
        assert session.scalar(units.where(ProjectOrganisation.project_id == copied)) == 13
    assert held.is_rehearsal
    assert (held.state, turn.state, turn.period) == ("not_started", "planned", "2022年一季度")
    assert stage.starts_on == date(2022, 1, 1)
