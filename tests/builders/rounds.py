"""A project of the thirteen counties whose rounds can be handed in today, without any evaluation behind it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import col, select

from core import clock
from core.audit.actor import Actor
from core.organisations.queries import assessed
from core.organisations.rules import OrganisationKind
from core.projects.models import Project, ProjectRound, RoundSubmission
from core.projects.rounds import RoundDraft, add_round, move_round
from core.projects.rules import ProjectState, RoundKind, RoundState
from core.projects.service import ProjectDraft, create_project, move_project, pick_organisations
from core.projects.submissions import hand_in
from core.store.session import reading, writing
from tests.builders.people import Somebody
from tests.core.collection.world import published

WHY = "经市大数据局主任办公会研究同意"
COUNTY = "371402"


@dataclass(frozen=True, slots=True)
class Started:
    """One project, its rounds by code, its units by code."""

    id: int
    people: dict[str, Somebody]
    rounds: dict[str, int]
    units: dict[str, int]

    def actor(self, name: str):
        """Somebody acting."""
        return self.people[name].actor


def draft(code: str, kind: RoundKind, closes_on: date) -> RoundDraft:
    """A round that opened a week before its last day."""
    return RoundDraft(code, f"{code}考核", "2021年一季度", kind, closes_on - timedelta(days=7), closes_on)


def ready(people: dict[str, Somebody], *, days: int = 5, codes: tuple[str, ...] = ("一季度",)) -> Started:
    """A project that lacks nothing and has not started; its rounds end in so many days."""
    version_id = published(people)
    with writing() as session:
        project_id = create_project(
            session=session,
            actor=people["赵敏"].actor,
            draft=ProjectDraft("X1", "十三县评估", 2021),
            systems=[version_id],
        )
    with writing() as session:
        units = assessed(session, OrganisationKind.COUNTY)
        facts = {"session": session, "actor": people["孙项目"].actor, "project_id": project_id}
        pick_organisations(**facts, organisation_ids=[unit.id for unit in units], version=1)
        for code in codes:
            last = clock.today() + timedelta(days=days)
            kind = RoundKind(code) if code in set(RoundKind) else RoundKind.QUARTERLY
            add_round(**facts, draft=draft(code, kind, last))
    with reading() as session:
        rows = session.exec(select(ProjectRound).order_by(col(ProjectRound.order_no))).all()
        return Started(
            project_id, people, {row.code: row.id for row in rows}, {unit.code: unit.id for unit in units}
        )


def start(made: Started, **facts) -> dict[str, int]:
    """The manager starts it."""
    return to_state(made, ProjectState.RUNNING, **facts)


def to_state(made: Started, to: ProjectState, **facts) -> dict[str, int]:
    """The manager moves the project."""
    with writing() as session:
        version = session.get_one(Project, made.id).version
        return move_project(
            session=session,
            actor=made.actor("孙项目"),
            project_id=made.id,
            to=to,
            reason=WHY,
            version=version,
            **facts,
        )


def turn(made: Started, code: str, to: RoundState) -> None:
    """The manager opens or closes a round."""
    with writing() as session:
        row = session.get_one(ProjectRound, made.rounds[code])
        facts = {"round_id": row.id, "to": to, "reason": WHY, "version": row.version}
        move_round(session=session, actor=made.actor("孙项目"), **facts)


def going(people: dict[str, Somebody], **facts) -> Started:
    """A running project with its first round open."""
    made = ready(people, **facts)
    start(made)
    turn(made, next(iter(made.rounds)), RoundState.OPEN)
    return made


def handed_in(made: Started, unit: str = COUNTY, *, by: str = "吴德城", code: str = "一季度") -> bool:
    """A unit hands in."""
    return as_system(made, unit, code) if by == "" else _hand_in(made, unit, code, made.actor(by))


def as_system(made: Started, unit: str, code: str = "一季度") -> bool:
    """A unit without an account in the roster hands in."""
    return _hand_in(made, unit, code, Actor.system("某县审核人"))


def _hand_in(made: Started, unit: str, code: str, actor) -> bool:
    with writing() as session:
        facts = {"round_id": made.rounds[code], "organisation_id": made.units[unit]}
        return hand_in(session=session, actor=actor, **facts)


def submission(made: Started, unit: str = COUNTY, code: str = "一季度") -> RoundSubmission:
    """What is on the books."""
    with reading() as session:
        query = select(RoundSubmission).where(
            RoundSubmission.round_id == made.rounds[code],
            RoundSubmission.organisation_id == made.units[unit],
        )
        found = session.exec(query).one()
        session.expunge(found)
        return found


def project_state(made: Started) -> ProjectState:
    """How far the project is."""
    with reading() as session:
        return ProjectState(session.get_one(Project, made.id).state)


def soon(**amount: float) -> datetime:
    """A moment from now."""
    return clock.now() + timedelta(**amount)
