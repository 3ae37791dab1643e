"""Reads of accounts for their screen, as far as the reader's scope goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import Select

from core import clock
from core.access.models import AccountHandover, AccountSlip, Person, PersonRole, Role, SignInSession
from core.access.permissions import Permission
from core.access.policy import authorise
from core.access.rules import Scope
from core.access.sign_in import lock_end
from core.administration.people_checks import person_of
from core.administration.people_records import codes_of
from core.audit.actor import Actor
from core.errors import NotAllowed
from core.organisations.models import Organisation
from core.organisations.queries import path, subtree_ids

# Who has not signed in for so long is asked for before a project starts.
DORMANT = timedelta(days=90)
STATES = {"active": "在用", "stopped": "停用", "dormant": "久未登录", "unsigned": "未签收"}
SORTS = {"name": Person.name, "login": Person.login, "unit": Organisation.name}


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """What the list is narrowed to; `state` is a key of `STATES`, `role` a role's code, `below` a unit."""

    text: str = ""
    role: str = ""
    state: str = ""
    below: int | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One account as the list shows it."""

    id: int
    login: str
    name: str
    organisation: str
    organisation_id: int | None
    roles: str
    role_codes: tuple[str, ...]
    phone: str
    is_active: bool
    locked_until: datetime | None
    last_seen: datetime | None
    is_dormant: bool
    version: int

    @property
    def masked_phone(self) -> str:
        """The phone as a list may show it: the middle hidden."""
        return f"{self.phone[:3]}****{self.phone[-4:]}" if len(self.phone) > 7 else self.phone or "—"


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One account slip."""

    id: int
    issued_at: datetime
    issued_by: str
    occasion: str
    signed_on: date | None
    signed_by: str
    version: int


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One account with where its holder works, its slips and handovers in words."""

    row: PersonRow
    path: tuple[str, ...]
    slips: tuple[SlipRow, ...]
    handovers: tuple[str, ...]


def person_rows(
    *,
    session: Session,
    actor: Actor,
    wanted: PersonFilter,
    sort: str = "",
    offset: int = 0,
    limit: int = 20,
    permission: Permission = Permission.ACCESS_PERSON_READ,
) -> tuple[list[PersonRow], int]:
    """A page of the accounts that match and the total; `sort` is a key of `SORTS`, after - for descending."""
    scope = authorise(session=session, actor=actor, permission=permission)
    query = _matching(session, scope, wanted)
    total = session.exec(select(func.count()).select_from(query.subquery())).one()
    key = sort.lstrip("-")
    column = col(SORTS[key]) if key in SORTS else col(Person.id)
    ordered = query.order_by(column.desc() if sort.startswith("-") else column, col(Person.id))
    found = session.exec(ordered.offset(offset).limit(limit)).all()
    return _rows(session, [(person, unit) for person, unit in found]), total


def person_card(*, session: Session, actor: Actor, person_id: int) -> PersonCard:
    """Everything about one account; raises `NotFound`."""
    scope = authorise(session=session, actor=actor, permission=Permission.ACCESS_PERSON_READ)
    person = person_of(session, person_id)
    if not scope.covers(person.organisation_id):
        raise NotAllowed("该用户不在您的数据范围内", remedy="请由系统管理员操作")
    unit = session.get(Organisation, person.organisation_id) if person.organisation_id else None
    [row] = _rows(session, [(person, unit.name if unit else None)])
    slips = select(AccountSlip).where(AccountSlip.person_id == person_id).order_by(col(AccountSlip.id).desc())
    return PersonCard(
        row,
        path(session, person.organisation_id) if person.organisation_id else (),
        tuple(
            SlipRow(
                slip.id or 0,
                slip.issued_at,
                slip.issued_by,
                slip.occasion,
                slip.signed_on,
                slip.signed_by,
                slip.version,
            )
            for slip in session.exec(slips)
        ),
        tuple(_handovers(session, person_id)),
    )


def counts_by_unit(*, session: Session, actor: Actor) -> dict[int, int]:
    """How many accounts in use each unit has, for the tree."""
    scope = authorise(session=session, actor=actor, permission=Permission.ACCESS_PERSON_READ)
    query = select(Person.organisation_id, func.count()).where(col(Person.is_active))
    rows = session.exec(query.group_by(col(Person.organisation_id)))
    return {unit: number for unit, number in rows if unit is not None and scope.covers(unit)}


def numbers(*, session: Session, actor: Actor) -> dict[str, int]:
    """How many accounts are in each state, by its name in words."""
    scope = authorise(session=session, actor=actor, permission=Permission.ACCESS_PERSON_READ)
    return {
        label: session.exec(
            select(func.count()).select_from(_matching(session, scope, PersonFilter(state=state)).subquery())
        ).one()
        for state, label in STATES.items()
    }


def role_choices(*, session: Session, actor: Actor) -> dict[str, str]:
    """Every role's name by code, for filters and forms."""
    authorise(session=session, actor=actor, permission=Permission.ACCESS_PERSON_READ)
    return dict(session.exec(select(Role.code, Role.name).order_by(col(Role.order_no), col(Role.id))).all())


def is_dormant(person: Person, last_seen: datetime | None, now: datetime) -> bool:
    """Whether an account in use has shown no life for `DORMANT`: signed in, made or verified."""
    signs = [each for each in (last_seen, person.verified_at, person.password_changed_at) if each is not None]
    return person.is_active and now - max(signs) > DORMANT


def _last_seen(ids: Sequence[int] | None = None) -> Select[int, datetime]:
    query = select(SignInSession.person_id, func.max(SignInSession.created_at).label("seen"))
    if ids is not None:
        query = query.where(col(SignInSession.person_id).in_(ids))
    return query.group_by(col(SignInSession.person_id))


def _matching(session: Session, scope: Scope, wanted: PersonFilter) -> Select[Person, str]:
    query = select(Person, Organisation.name).outerjoin(
        Organisation, col(Organisation.id) == Person.organisation_id
    )
    if not scope.everything:
        query = query.where(col(Person.organisation_id).in_(scope.organisation_ids))
    if wanted.text:
        columns = (Person.login, Person.name, Person.phone, Organisation.name)
        query = query.where(or_(*(col(each).icontains(wanted.text, autoescape=True) for each in columns)))
    if wanted.below is not None:
        query = query.where(col(Person.organisation_id).in_(subtree_ids(session, wanted.below)))
    if wanted.role:
        held = select(PersonRole.person_id).join(Role, col(Role.id) == PersonRole.role_id)
        query = query.where(col(Person.id).in_(held.where(Role.code == wanted.role)))
    if wanted.state:
        query = _in_state(query, wanted.state)
    return query


def _in_state(query: Select[Person, str], state: str) -> Select[Person, str]:
    if state == "unsigned":
        open_slips = select(AccountSlip.person_id).where(col(AccountSlip.signed_on).is_(None))
        return query.where(col(Person.id).in_(open_slips))
    query = query.where(col(Person.is_active).is_(state != "stopped"))
    if state != "dormant":
        return query
    since = clock.now() - DORMANT
    lively = select(SignInSession.person_id).where(SignInSession.created_at >= since)
    return query.where(
        col(Person.id).not_in(lively),
        Person.password_changed_at < since,
        or_(col(Person.verified_at).is_(None), col(Person.verified_at) < since),
    )


def _rows(session: Session, found: list[tuple[Person, str | None]]) -> list[PersonRow]:
    ids = [person.id or 0 for person, _ in found]
    seen = dict(session.exec(_last_seen(ids)).all())
    names = dict(session.exec(select(Role.code, Role.name)).all())
    now, rows = clock.now(), []
    for person, unit in found:
        codes = codes_of(session, person.id or 0)
        last = seen.get(person.id or 0)
        rows.append(
            PersonRow(
                id=person.id or 0,
                login=person.login,
                name=person.name,
                organisation=unit or "—",
                organisation_id=person.organisation_id,
                roles="、".join(names[code] for code in codes),
                role_codes=tuple(codes),
                phone=person.phone,
                is_active=person.is_active,
                locked_until=lock_end(session, person.login),
                last_seen=last,
                is_dormant=is_dormant(person, last, now),
                version=person.version,
            )
        )
    return rows


def _handovers(session: Session, person_id: int) -> list[str]:
    query = select(AccountHandover).where(
        or_(AccountHandover.leaver_id == person_id, AccountHandover.successor_id == person_id)
    )
    return [
        f"{clock.to_minute(row.at)}　{row.leaver_name}离岗，由{row.successor_name}接任“{row.roles}”；"
        f"理由：{row.reason}；办理人：{row.handed_by}"
        for row in session.exec(query.order_by(col(AccountHandover.id).desc()))
    ]
