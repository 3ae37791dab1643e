"""Filling a fresh installation: the reference data alone, or with the demonstration on top.

Unlike services these two open their units of work themselves: they are whole errands of the command
line, and the slow parts (making and reading workbooks, hashing passwords) belong between short writes.
"""

from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import col, select

from core.access import reference as access_reference
from core.access.models import Person, Role
from core.access.service import NewPerson, add_person
from core.audit.actor import Actor
from core.calendars import service as calendars
from core.demo.drafting import build_draft
from core.demo.library import build_library
from core.demo.logs import build_logs
from core.demo.project import ACTOR, Platform, build_project, chase_demo, staff_demo
from core.demo.stories import PersonStory, people
from core.dictionaries import service as dictionaries
from core.organisations import service as organisations
from core.organisations.queries import by_code
from core.store.session import reading, writing


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account as the command line prints it, once; `roles` are Chinese names."""

    login: str
    name: str
    roles: str
    password: str


def build_reference(engine: Engine | None = None) -> None:
    """Load organisations, dictionaries, calendar, roles and menus; running it again changes nothing."""
    actor = Actor.system("参考数据")
    with writing(engine) as session:
        organisations.load_reference(session=session, actor=actor)
        dictionaries.load_reference(session=session, actor=actor)
        calendars.load_reference(session=session, actor=actor)
        access_reference.load_reference(session=session, actor=actor)


def refresh_reference(engine: Engine | None = None) -> None:
    """After an update: give a database made ready before the roles, rights, menus and dictionaries that are new.

    Units and the words of dictionaries it has are the administrators' own by then. A database not yet made
    ready stays empty.
    """
    actor = Actor.system("版本升级")
    with writing(engine) as session:
        if session.exec(select(Role.id)).first() is not None:
            access_reference.load_reference(session=session, actor=actor)
            dictionaries.load_reference(session=session, actor=actor, whole_lists=True)


def build_demo(engine: Engine | None = None, platform: Platform | None = None) -> list[DemoAccount]:
    """Build the demonstration on a migrated database; returns the accounts made with their passwords.

    The passwords are kept nowhere in clear. Where every demonstration account is there already nothing
    is done and the list is empty; an interrupted build is taken up where it stopped, and then only the
    accounts still missing are returned. `platform` is collected from: that reaches outside, which nothing
    in here can. Raises `Conflict` where a sign-in name of the demonstration
    belongs to somebody else.
    """
    # People come last, so they are the sign that everything else is there.
    missing = _missing_people(engine)
    if not missing:
        return []
    build_reference(engine)
    build_project(engine, platform)
    build_logs(engine, ACTOR)
    build_library(engine, ACTOR)
    made = [_add(engine, story) for story in missing]
    # A notice is given to people, and experts and units speak of a draft, so they must be there.
    chase_demo(engine)
    staff_demo(engine)
    build_draft(engine, ACTOR)
    return made


def _missing_people(engine: Engine | None) -> list[PersonStory]:
    with reading(engine) as session:
        held = set(session.exec(select(Person.login).where(col(Person.is_demo))))
    return [story for story in people() if story.login not in held]


def _add(engine: Engine | None, story: PersonStory) -> DemoAccount:
    """One account in a unit of work of its own: hashing is slow, and nobody should wait for thirteen."""
    with writing(engine) as session:
        organisation = by_code(session, story.organisation).id if story.organisation else None
        new = NewPerson(story.login, story.name, organisation, story.roles, is_demo=True)
        password = add_person(session=session, actor=ACTOR, new=new)
        query = select(Role.name).where(col(Role.code).in_(story.roles)).order_by(col(Role.order_no))
        return DemoAccount(story.login, story.name, "、".join(session.exec(query)), password)
