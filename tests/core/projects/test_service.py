"""A project is made, filled and moved on by those whose task it is, and nothing else is possible."""

from dataclasses import replace
from itertools import product

import pytest
from sqlmodel import col, func, select

from core.audit.models import AuditEntry
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from core.organisations.models import Organisation
from core.projects import queries
from core.projects.models import Project, ProjectMove, ProjectOrganisation
from core.projects.rules import PROJECT_MOVES, ProjectState, RoundState
from core.projects.service import assign_systems, create_project, move_project, pick_organisations
from core.store.session import reading, writing
from tests.builders.projects import (
    DRAFT,
    REASON,
    complete,
    created,
    held,
    moved,
    only_round,
    opened,
    running,
    turned,
    unit_id,
)

ILLEGAL = [(at, to) for at, to in product(ProjectState, ProjectState) if to not in PROJECT_MOVES[at]]
# The way to each state from a project that has not started.
WAY = {
    ProjectState.NOT_STARTED: (),
    ProjectState.RUNNING: (ProjectState.RUNNING,),
    ProjectState.FILLED: (ProjectState.RUNNING, ProjectState.FILLED),
    ProjectState.CLOSED: (ProjectState.RUNNING, ProjectState.FILLED, ProjectState.CLOSED),
}


def brought_to(city, state) -> int:
    project_id = complete(city)
    for step in WAY[state]:
        moved(city, project_id, step)
    return project_id


def moves() -> list[ProjectMove]:
    with reading() as session:
        return list(session.exec(select(ProjectMove).order_by(col(ProjectMove.id))))


def newest_entry() -> AuditEntry:
    with reading() as session:
        return session.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc())).first()


def count(table) -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize(("at", "to"), ILLEGAL)
def test_every_illegal_move_is_refused_in_chinese_and_leaves_no_trace(evaluated, at, to):
    project_id = brought_to(evaluated, at)
    before = len(moves())
    with pytest.raises(Invalid, match="状态没有改变") as caught:
        moved(evaluated, project_id, to)
    assert f"“{at.label}”转为“{to.label}”" in caught.value.problems[0].rule
    assert held(evaluated, project_id).state == at
    assert len(moves()) == before


def test_every_legal_move_is_kept_with_who_when_and_why(evaluated, at):
    at("2021-04-01 09:00")
    project_id = complete(evaluated)
    way = (
        ProjectState.RUNNING,
        ProjectState.FILLED,
        ProjectState.RUNNING,
        ProjectState.FILLED,
        ProjectState.CLOSED,
    )
    for day, to in enumerate(way, start=1):
        at(f"2021-04-2{day} 09:00")
        moved(evaluated, project_id, to, reason=f"第 {day} 次变动的依据")
    made = moves()
    assert [(move.from_state, move.to_state) for move in made] == list(
        zip((ProjectState.NOT_STARTED, *way), way, strict=False)
    )
    assert {(move.person_name, move.person_id) for move in made} == {
        ("孙项目", evaluated.people["孙项目"].id)
    }
    assert [move.reason for move in made] == [f"第 {day} 次变动的依据" for day in range(1, 6)]
    assert len({move.at for move in made}) == 5
    entry = newest_entry()
    assert (entry.action, entry.before, entry.after) == (
        "projects:project:move",
        {"state": "filled"},
        {"state": "closed"},
    )
    assert entry.reason == "第 5 次变动的依据"


def test_a_move_without_a_reason_is_refused(evaluated):
    project_id = complete(evaluated)
    with pytest.raises(Invalid) as caught:
        moved(evaluated, project_id, ProjectState.RUNNING, reason=" ")
    assert caught.value.problems[0].rule == "须写明理由"
    assert held(evaluated, project_id).state == ProjectState.NOT_STARTED


def test_a_project_that_lacks_something_does_not_start_and_says_what(evaluated):
    project_id = created(evaluated)
    with pytest.raises(Invalid) as caught:
        moved(evaluated, project_id, ProjectState.RUNNING)
    rules = [problem.rule for problem in caught.value.problems]
    assert rules == ["还没有选定考核对象", "还没有考核轮次"]


def test_an_open_round_keeps_the_project_running(evaluated):
    project_id, round_id = opened(evaluated)
    with pytest.raises(Invalid) as caught:
        moved(evaluated, project_id, ProjectState.FILLED)
    assert caught.value.problems[0].value == "2021年一季度考核"
    turned(evaluated, round_id, RoundState.CLOSED)
    moved(evaluated, project_id, ProjectState.FILLED)
    assert held(evaluated, project_id).state == ProjectState.FILLED


def test_only_the_authority_creates_and_only_it_and_the_manager_move(evaluated):
    project_id = complete(evaluated)
    for name in ("孙项目", "李评估", "陈填报", "郑市长", "何审计", "王立新"):
        with pytest.raises(NotAllowed, match="主管部门"), writing() as session:
            create_project(
                session=session, actor=evaluated.people[name].actor, draft=replace(DRAFT, code="X")
            )
    for name in ("李评估", "陈填报", "郑市长", "何审计", "王立新", "吴德城"):
        with pytest.raises(NotAllowed, match="主管部门、项目经理"), writing() as session:
            move_project(
                session=session,
                actor=evaluated.people[name].actor,
                project_id=project_id,
                to=ProjectState.RUNNING,
                reason=REASON,
                version=held(evaluated, project_id).version,
            )
    assert count(Project) == 1
    assert moves() == []


def test_a_stale_version_and_an_unknown_project_are_refused(evaluated):
    project_id = complete(evaluated)
    facts = {"to": ProjectState.RUNNING, "reason": REASON, "actor": evaluated.people["赵敏"].actor}
    with pytest.raises(Conflict, match="刚被他人修改"), writing() as session:
        move_project(session=session, project_id=project_id, version=1, **facts)
    with pytest.raises(NotFound, match="没有这个项目"), writing() as session:
        move_project(session=session, project_id=999, version=1, **facts)
    assert moves() == []


def test_a_code_is_used_once_and_a_repeated_submit_creates_once(evaluated):
    actor = evaluated.people["赵敏"].actor
    ids = []
    for _ in range(2):
        with writing() as session:
            ids.append(create_project(session=session, actor=actor, draft=DRAFT, client_key="one-click"))
    assert ids[0] == ids[1]
    with pytest.raises(Conflict, match="项目编号“DZ2021”已被使用"), writing() as session:
        create_project(session=session, actor=actor, draft=DRAFT)
    with pytest.raises(Invalid) as caught, writing() as session:
        create_project(session=session, actor=actor, draft=replace(DRAFT, code=" ", name="", year=21))
    assert [problem.rule for problem in caught.value.problems] == [
        "“项目编号”不能为空",
        "“项目名称”不能为空",
        "年度不合理",
    ]


def test_organisations_are_kept_as_they_stood_when_they_were_picked(evaluated):
    project_id = complete(evaluated)
    with writing() as session:
        unit = session.exec(select(Organisation).where(Organisation.code == "M05")).one()
        unit.name, unit.group_name, unit.is_active = "改了名的局", "三", False
    with reading() as session:
        view = queries.project(session=session, actor=evaluated.people["赵敏"].actor, project_id=project_id)
    member = next(each for each in view.members if each.code == "M05")
    assert (member.name, member.group_name) == ("德州市教育和体育局", "一")
    assert len(view.members) == 55


def test_what_cannot_be_assessed_is_named_and_nothing_is_picked(evaluated):
    project_id = created(evaluated)
    ids = [unit_id(evaluated, code) for code in ("M05", "Z01", "M05-01")]
    with pytest.raises(Invalid) as caught, writing() as session:
        pick_organisations(
            session=session,
            actor=evaluated.people["赵敏"].actor,
            project_id=project_id,
            organisation_ids=[*ids, 10**6],
            version=1,
        )
    values = [problem.value for problem in caught.value.problems]
    assert [value.split(" ")[0] for value in values] == ["Z01", "M05-01", ""]
    assert count(ProjectOrganisation) == 0


def test_systems_are_one_published_version_an_audience_until_the_start(evaluated):
    project_id = complete(evaluated)
    actor = evaluated.people["孙项目"].actor
    version = held(evaluated, project_id).version
    with writing() as session:
        facts = {"session": session, "actor": actor, "project_id": project_id}
        assign_systems(**facts, systems=[evaluated.systems["county"]], version=version)
    with reading() as session:
        view = queries.project(session=session, actor=actor, project_id=project_id)
    assert [choice.audience for choice in view.systems] == ["county"]
    assert [problem.rule for problem in view.missing] == ["市级部门还没有指标体系"]
    with pytest.raises(Invalid, match="没有选定"), writing() as session:
        assign_systems(
            session=session, actor=actor, project_id=project_id, systems=[999], version=view.row.version
        )


def test_after_the_start_systems_and_organisations_stay(evaluated):
    project_id = running(evaluated)
    facts = {"project_id": project_id, "version": held(evaluated, project_id).version}
    actor = evaluated.people["赵敏"].actor
    with pytest.raises(Invalid, match="不能再改"), writing() as session:
        assign_systems(session=session, actor=actor, systems=[], **facts)
    with pytest.raises(Invalid, match="不能再改"), writing() as session:
        pick_organisations(session=session, actor=actor, organisation_ids=[], **facts)
    assert only_round(evaluated, project_id).state == RoundState.PLANNED
