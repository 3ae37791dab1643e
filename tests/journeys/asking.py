"""What a city of two units looks like the day before its questionnaire is made."""

from datetime import timedelta

from sqlmodel import col, select

from core import clock
from core.access.models import Person
from core.access.service import NewPerson, add_person
from core.audit.actor import Actor
from core.indicators.models import IndicatorSystemVersion
from core.organisations.queries import by_code
from core.projects.models import Project, ProjectRound
from core.projects.rounds import RoundDraft, add_round, move_round
from core.projects.rules import ProjectState, RoundKind, RoundState
from core.projects.service import ProjectDraft, create_project, move_project, pick_organisations
from core.questionnaires.handing_out import HAND_OUT
from core.store.session import reading, writing
from tests.running.city import City

PROJECT = "两家单位的问卷调查"
ROUND = "问卷调查轮"
REASON = "经市大数据局主任办公会研究同意"
# Sign-in name, name, unit, role: three of each unit fill, one of each hands in.
MORE = (
    ("jiaoti2", "刘科员", "M05", "filler"),
    ("jiaoti3", "马科员", "M05", "filler"),
    ("gongan2", "丁科员", "M01", "filler"),
    ("gongan3", "于科员", "M01", "filler"),
    ("gongan_sh", "白审核", "M01", "approver"),
)


def actor(city: City, login: str) -> Actor:
    """Somebody of the demonstration acting."""
    with reading(city.engine) as session:
        person = session.exec(select(Person).where(Person.login == login)).one()
        return Actor(person.id, person.name, "127.0.0.1")


def staffed(city: City) -> None:
    """Three people who fill in each unit, and who hands in."""
    for login, name, unit, role in MORE:
        with writing(city.engine) as session:
            new = NewPerson(login, name, by_code(session, unit).id, [role])
            city.accounts[login] = add_person(session=session, actor=Actor.system(), new=new)
        with writing(city.engine) as session:
            session.exec(select(Person).where(Person.login == login)).one().must_change_password = False


def prepared(city: City) -> int:
    """A project of two departments with one round, not yet started."""
    with writing(city.engine) as session:
        newest = select(IndicatorSystemVersion.id).where(IndicatorSystemVersion.audience == "department")
        system = session.exec(newest.order_by(col(IndicatorSystemVersion.id).desc())).first()
        draft = ProjectDraft("WJ2021", PROJECT, 2021)
        facts = {"session": session, "actor": actor(city, "bureau")}
        project_id = create_project(**facts, draft=draft, systems=[system])
    last = clock.today() + timedelta(days=6)
    with writing(city.engine) as session:
        units = [by_code(session, code).id for code in ("M05", "M01")]
        facts = {"session": session, "actor": actor(city, "pm"), "project_id": project_id}
        pick_organisations(**facts, organisation_ids=units, version=1)
        turn = RoundDraft("调查", ROUND, "2021年一季度", RoundKind.QUARTERLY, clock.today(), last)
        add_round(**facts, draft=turn)
    return project_id


def opened(city: City, project_id: int) -> None:
    """The manager starts the project and opens its round."""
    with writing(city.engine) as session:
        version = session.get_one(Project, project_id).version
        facts = {"project_id": project_id, "to": ProjectState.RUNNING, "reason": REASON, "version": version}
        move_project(session=session, actor=actor(city, "pm"), more=(HAND_OUT,), **facts)
    with writing(city.engine) as session:
        row = session.exec(select(ProjectRound).where(ProjectRound.project_id == project_id)).one()
        facts = {"round_id": row.id, "to": RoundState.OPEN, "reason": REASON, "version": row.version}
        move_round(session=session, actor=actor(city, "pm"), **facts)


def state(city: City, project_id: int) -> ProjectState:
    """How far the project is."""
    with reading(city.engine) as session:
        return ProjectState(session.get_one(Project, project_id).state)
