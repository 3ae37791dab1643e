"""Filling a fresh installation: the reference data alone, or with the demonstration on top.

Unlike services these two open their units of work themselves: they are whole errands of the command
line, and the slow parts (making and reading workbooks, hashing passwords) belong between short writes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine
from sqlmodel import col, select

from core.access import reference as access_reference
from core.access.models import Person, Role
from core.access.service import NewPerson, add_person
from core.audit.actor import Actor
from core.calendars import service as calendars
from core.collection.service import import_values
from core.collection.values import Unit
from core.demo.prepare import SYSTEM_FILES, PreparedBoard, PreparedValues, prepare_board
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


def build_demo(
    engine: Engine | None = None, collect: Callable[[Engine | None], object] | None = None
) -> list[DemoAccount]:
    """Build the demonstration on a migrated database; returns the accounts made with their passwords.

    The passwords are kept nowhere in clear. Where every demonstration account is there already nothing
    is done and the list is empty; an interrupted build is taken up where it stopped, and then only the
    accounts still missing are returned. `collect` makes a platform and collects from it: that reaches
    outside, which nothing in here can. Raises `Conflict` where a sign-in name of the demonstration
    belongs to somebody else.
    """
    # People come last, so they are the sign that everything else is there.
    missing = _missing_people(engine)
    if not missing:
        return []
    build_reference(engine)
    boards = [
        prepare_board(audience, _units(engine, audience), [period for period, _ in EDITIONS])
        for audience in SYSTEM_FILES
    ]
    imported = [
        (prepared.period, _import(engine, board, prepared)) for board in boards for prepared in board.values
    ]
    for period, draft in EDITIONS:
        _freeze(engine, draft, [value_set_id for known, value_set_id in imported if known == period])
    if collect is not None:
        collect(engine)
    return [_add(engine, story) for story in missing]


def _missing_people(engine: Engine | None) -> list[PersonStory]:
    with reading(engine) as session:
        held = set(session.exec(select(Person.login).where(col(Person.is_demo))))
    return [story for story in people() if story.login not in held]


def _units(engine: Engine | None, audience: str) -> list[Unit]:
    with reading(engine) as session:
        return [
            Unit(unit.code, unit.name, unit.group_name)
            for unit in assessed(session, OrganisationKind(audience))
        ]


def _import(engine: Engine | None, board: PreparedBoard, prepared: PreparedValues) -> int:
    """Publish the board's system where it is not yet, and import one period's values; returns their id."""
    with writing(engine) as session:
        version_id = publish_system(session=session, actor=ACTOR, system=board.system, source=board.source)
        return import_values(
            session=session,
            actor=ACTOR,
            draft=prepared.draft(version_id, board.audience),
            values=prepared.values,
            source=prepared.source,
            client_key=f"demo:values:{board.audience}:{prepared.period.name}",
        )


def _freeze(engine: Engine | None, draft: EditionDraft, value_set_ids: Sequence[int]) -> None:
    with writing(engine) as session:
        freeze_edition(
            session=session,
            actor=ACTOR,
            draft=draft,
            value_set_ids=value_set_ids,
            client_key=f"demo:edition:{draft.code}",
        )


def _add(engine: Engine | None, story: PersonStory) -> DemoAccount:
    """One account in a unit of work of its own: hashing is slow, and nobody should wait for thirteen."""
    with writing(engine) as session:
        organisation = by_code(session, story.organisation).id if story.organisation else None
        new = NewPerson(story.login, story.name, organisation, story.roles, is_demo=True)
        password = add_person(session=session, actor=ACTOR, new=new)
        query = select(Role.name).where(col(Role.code).in_(story.roles)).order_by(col(Role.order_no))
        return DemoAccount(story.login, story.name, "、".join(session.exec(query)), password)
