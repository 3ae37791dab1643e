"""Reads of access: who somebody is, which menus they see, who is on line."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, or_, select

from core import clock
from core.access.models import (
    SCOPE_LABELS,
    DataScope,
    Menu,
    MenuKind,
    Person,
    PersonRole,
    Role,
    RolePermission,
    SignInSession,
)
from core.access.permissions import Permission
from core.access.policy import authorise, permissions_of
from core.audit.actor import Actor
from core.organisations.models import Organisation
from core.organisations.queries import path
from core.settings import settings


@dataclass(frozen=True, slots=True)
class Profile:
    """A signed-in person as the frame of every screen shows them."""

    person_id: int
    login: str
    name: str
    organisation: str
    roles: tuple[str, ...]
    role_codes: tuple[str, ...]
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class MenuScreen:
    """One screen a person may open, with the section it stands in."""

    section: str
    title: str
    icon: str
    script: str
    url_path: str
    permission: str
    is_visible: bool


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role as the roles screen shows it."""

    code: str
    name: str
    scope_name: str
    note: str
    people: int
    permissions: frozenset[str]
    version: int


@dataclass(frozen=True, slots=True)
class OnlineRow:
    """One live session as the on-line screen lists it."""

    session_id: int
    login: str
    name: str
    organisation: str
    ip: str
    browser: str
    started_at: datetime
    last_seen_at: datetime


def profile(session: Session, person_id: int) -> Profile | None:
    """Who this is, with every permission they hold; None when inactive."""
    person = session.get(Person, person_id)
    if person is None or not person.is_active:
        return None
    roles = session.exec(
        select(Role)
        .join(PersonRole, col(PersonRole.role_id) == Role.id)
        .where(PersonRole.person_id == person_id)
        .order_by(col(Role.order_no))
    ).all()
    return Profile(
        person_id=person_id,
        login=person.login,
        name=person.name,
        organisation=_organisation_name(session, person.organisation_id),
        roles=tuple(role.name for role in roles),
        role_codes=tuple(role.code for role in roles),
        permissions=permissions_of(session, person_id),
    )


def menu_screens(session: Session, permissions: frozenset[str]) -> list[MenuScreen]:
    """The active screens these permissions open, in menu order, sections that are switched off left out."""
    rows = session.exec(select(Menu).where(col(Menu.is_active)).order_by(col(Menu.order_no))).all()
    sections = {row.code: row for row in rows if row.kind == MenuKind.SECTION}
    screens = [row for row in rows if row.kind == MenuKind.SCREEN and row.permission in permissions]
    ordered = sorted(
        (row for row in screens if row.parent_code in sections),
        key=lambda row: (sections[row.parent_code].order_no, row.order_no),
    )
    return [
        MenuScreen(
            section=sections[row.parent_code].title,
            title=row.title,
            icon=row.icon,
            script=row.script,
            url_path=row.url_path or "",
            permission=row.permission,
            is_visible=row.is_visible,
        )
        for row in ordered
    ]


def roles(*, session: Session, actor: Actor) -> list[RoleRow]:
    """Every role with its permissions and how many people hold it."""
    authorise(session=session, actor=actor, permission=Permission.ACCESS_ROLE_READ)
    granted: dict[int, set[str]] = {}
    for row in session.exec(select(RolePermission)):
        granted.setdefault(row.role_id, set()).add(row.permission)
    holders = dict(
        session.exec(select(PersonRole.role_id, func.count()).group_by(col(PersonRole.role_id))).all()
    )
    return [
        RoleRow(
            code=role.code,
            name=role.name,
            scope_name=SCOPE_LABELS[DataScope(role.data_scope)],
            note=role.note,
            people=holders.get(role.id or 0, 0),
            permissions=frozenset(granted.get(role.id or 0, set())),
            version=role.version,
        )
        for role in session.exec(select(Role).order_by(col(Role.order_no)))
    ]


def online(*, session: Session, actor: Actor, text: str = "") -> list[OnlineRow]:
    """Every session that still holds, the latest active first; with `text`, whose person, unit or address holds it."""
    authorise(session=session, actor=actor, permission=Permission.ACCESS_SESSION_READ)
    moment = clock.now()
    query = (
        select(SignInSession, Person, Organisation.name)
        .join(Person, col(Person.id) == SignInSession.person_id)
        .outerjoin(Organisation, col(Organisation.id) == Person.organisation_id)
        .where(
            col(SignInSession.ended_at).is_(None),
            SignInSession.expires_at > moment,
            SignInSession.last_seen_at > moment - settings().idle,
            col(Person.is_active),
        )
        .order_by(col(SignInSession.last_seen_at).desc())
    )
    if text:
        places = (Person.name, Person.login, Organisation.name, SignInSession.ip)
        query = query.where(or_(*(col(each).contains(text, autoescape=True) for each in places)))
    return [
        OnlineRow(
            session_id=held.id or 0,
            login=person.login,
            name=person.name,
            organisation=organisation or "—",
            ip=held.ip,
            browser=held.browser,
            started_at=held.created_at,
            last_seen_at=held.last_seen_at,
        )
        for held, person, organisation in session.exec(query)
    ]


def live_session_ids(session: Session, session_ids: set[int]) -> set[int]:
    """Those of `session_ids` that still hold; the gate closes the sockets of the others."""
    moment = clock.now()
    query = (
        select(SignInSession.id)
        .join(Person, col(Person.id) == SignInSession.person_id)
        .where(
            col(SignInSession.id).in_(session_ids),
            col(SignInSession.ended_at).is_(None),
            SignInSession.expires_at > moment,
            SignInSession.last_seen_at > moment - settings().idle,
            col(Person.is_active),
        )
    )
    return {found for found in session.exec(query) if found is not None}


def _organisation_name(session: Session, organisation_id: int | None) -> str:
    # Units have no city before them, sections have their unit.
    names = path(session, organisation_id) if organisation_id else ()
    return " · ".join(names[1:] or names) or "—"
