"""A project of the evaluated city, brought as far as a test needs it, each act by the one whose task it is."""

from datetime import date

from sqlmodel import select

from core.organisations.models import Organisation
from core.organisations.queries import assessed
from core.organisations.rules import OrganisationKind
from core.projects.models import Project, ProjectRound
from core.projects.rounds import RoundDraft, add_round, move_round
from core.projects.rules import ProjectState, RoundKind, RoundState
from core.projects.service import ProjectDraft, create_project, move_project, pick_organisations
from core.store.session import reading, writing
from tests.builders.evaluation import Evaluated

DRAFT = ProjectDraft("DZ2021", "德州市2021年度公共数据共享绩效评估", 2021)
QUARTER = RoundDraft(
    "2021-一季度",
    "2021年一季度考核",
    "2021年一季度",
    RoundKind.QUARTERLY,
    date(2021, 4, 1),
    date(2021, 4, 15),
)
REASON = "经市大数据局主任办公会研究同意"


def created(city: Evaluated, draft: ProjectDraft = DRAFT) -> int:
    """A project with both systems and nothing else."""
    with writing(city.engine) as session:
        return create_project(
            session=session,
            actor=city.people["赵敏"].actor,
            draft=draft,
            systems=tuple(city.systems.values()),
        )


def complete(city: Evaluated, draft: ProjectDraft = DRAFT) -> int:
    """A project that lacks nothing and has not started: every unit of both boards, one round."""
    project_id = created(city, draft)
    actor = city.people["孙项目"].actor
    with writing(city.engine) as session:
        units = [
            unit.id for audience in city.systems for unit in assessed(session, OrganisationKind(audience))
        ]
        facts = {"session": session, "actor": actor, "project_id": project_id}
        pick_organisations(**facts, organisation_ids=units, version=1)
        add_round(**facts, draft=QUARTER)
    return project_id


def running(city: Evaluated, draft: ProjectDraft = DRAFT) -> int:
    """A project that has started."""
    project_id = complete(city, draft)
    moved(city, project_id, ProjectState.RUNNING)
    return project_id


def opened(city: Evaluated) -> tuple[int, int]:
    """A running project and its open round."""
    project_id = running(city)
    round_id = only_round(city, project_id).id or 0
    turned(city, round_id, RoundState.OPEN)
    return project_id, round_id


def moved(city: Evaluated, project_id: int, to: ProjectState, *, reason: str = REASON) -> None:
    """The project manager moves the project."""
    facts = {"project_id": project_id, "to": to, "reason": reason, "version": held(city, project_id).version}
    with writing(city.engine) as session:
        move_project(session=session, actor=city.people["孙项目"].actor, **facts)


def turned(city: Evaluated, round_id: int, to: RoundState, *, reason: str = REASON) -> None:
    """The project manager opens or closes a round."""
    with writing(city.engine) as session:
        version = session.get_one(ProjectRound, round_id).version
        facts = {"round_id": round_id, "to": to, "reason": reason, "version": version}
        move_round(session=session, actor=city.people["孙项目"].actor, **facts)


def held(city: Evaluated, project_id: int) -> Project:
    """The project's row."""
    with reading(city.engine) as session:
        found = session.get_one(Project, project_id)
        session.expunge(found)
        return found


def only_round(city: Evaluated, project_id: int) -> ProjectRound:
    """The row of its one round."""
    with reading(city.engine) as session:
        found = session.exec(select(ProjectRound).where(ProjectRound.project_id == project_id)).one()
        session.expunge(found)
        return found


def unit_id(city: Evaluated, code: str) -> int:
    """An organisation's id."""
    with reading(city.engine) as session:
        return session.exec(select(Organisation.id).where(Organisation.code == code)).one() or 0
