"""Filling a fresh installation: the reference data alone, or with the demonstration on top.

Unlike services these two open their units of work themselves: they are whole errands of the command
line, and the slow parts (making and reading workbooks, hashing passwords) belong between short writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.access import reference as access_reference
from core.access.models import Person, Role
from core.access.service import NewPerson, add_person
from core.audit.actor import Actor
from core.calendars import service as calendars
from core.collection.service import import_values
from core.collection.values import Unit
from core.demo.prepare import SYSTEM_FILES, PreparedBoard, prepare_board
from core.demo.stories import THIRD_QUARTER, YEAR, Period, PersonStory, people
from core.dictionaries import service as dictionaries
from core.indicators.service import publish_system
from core.organisations import service as organisations
from core.organisations.queries import assessed, by_code
from core.organisations.rules import OrganisationKind
from core.results.models import EditionKind
from core.results.service import EditionDraft, freeze_edition
from core.store.session import reading, writing

ACTOR: Final = Actor.system("演示数据")

# In the order they are frozen, so that the year's edition is the newest and has one before it.
EDITIONS: Final[tuple[tuple[Period, EditionDraft], ...]] = (
    (
        THIRD_QUARTER,
        EditionDraft(
            "2020-三季度",
            "德州市2020年三季度公共数据共享绩效通报（演示）",
            THIRD_QUARTER.name,
            EditionKind.CIRCULATED,
        ),
    ),
    (
        YEAR,
        EditionDraft(
            "2020-初评", "德州市2020年度公共数据共享绩效评估初评结果", YEAR.name, EditionKind.INITIAL
        ),
    ),
)


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


def build_demo(engine: Engine | None = None) -> list[DemoAccount]:
    """Build the demonstration on a migrated database; returns its accounts with their first passwords.

    The passwords are kept nowhere in clear. Where demonstration accounts are there already nothing is
    done and the list is empty; an interrupted build is taken up where it stopped. Raises `Conflict`
    where a sign-in name of the demonstration belongs to somebody else.
    """
    with reading(engine) as session:
        if _is_built(session):
            return []
    build_reference(engine)
    boards = [
        prepare_board(audience, _units(engine, audience), [period for period, _ in EDITIONS])
        for audience in SYSTEM_FILES
    ]
    with writing(engine) as session:
        _bring_in(session, boards)
    # People come last: they are the sign that everything else is there.
    with writing(engine) as session:
        return [] if _is_built(session) else [_add(session, story) for story in people()]


def _is_built(session: Session) -> bool:
    return session.exec(select(Person.id).where(col(Person.is_demo))).first() is not None


def _units(engine: Engine | None, audience: str) -> list[Unit]:
    with reading(engine) as session:
        return [
            Unit(unit.code, unit.name, unit.group_name)
            for unit in assessed(session, OrganisationKind(audience))
        ]


def _bring_in(session: Session, boards: Sequence[PreparedBoard]) -> None:
    """Publish both systems, import every period's values and freeze an edition of each period."""
    imported: dict[str, list[int]] = {}
    for board in boards:
        version_id = publish_system(session=session, actor=ACTOR, system=board.system, source=board.source)
        for prepared in board.values:
            value_set_id = import_values(
                session=session,
                actor=ACTOR,
                draft=prepared.draft(version_id, board.audience),
                values=prepared.values,
                source=prepared.source,
                client_key=f"demo:values:{board.audience}:{prepared.period.name}",
            )
            imported.setdefault(prepared.period.name, []).append(value_set_id)
    for period, draft in EDITIONS:
        freeze_edition(
            session=session,
            actor=ACTOR,
            draft=draft,
            value_set_ids=imported[period.name],
            client_key=f"demo:edition:{draft.code}",
        )


def _add(session: Session, story: PersonStory) -> DemoAccount:
    organisation = by_code(session, story.organisation).id if story.organisation else None
    new = NewPerson(story.login, story.name, organisation, story.roles, is_demo=True)
    password = add_person(session=session, actor=ACTOR, new=new)
    query = select(Role.name).where(col(Role.code).in_(story.roles)).order_by(col(Role.order_no))
    return DemoAccount(story.login, story.name, "、".join(session.exec(query)), password)
