"""Making accounts and new passwords, and the slips that carry them to their holders.

A password in clear is kept nowhere but in this process's memory, for a quarter of an hour, for the person
who made it: time enough to print the slip. These errands hash before they write, as `own_password` does.
"""

import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from core import clock
from core.access.passwords import Secret, fresh_secret
from core.access.permissions import Permission
from core.access.policy import authorise
from core.access.service import NewPerson, add_person, person_by_login, reset_password
from core.administration.people_checks import PersonFacts, facts_problems, login_problems
from core.administration.people_records import codes_of, told_of
from core.audit.actor import Actor
from core.errors import Invalid, NotAllowed, NotFound
from core.store.session import writing

KEPT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One account on a slip."""

    login: str
    name: str
    unit: str
    roles: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Slip:
    """The accounts of one act, for the person who did it."""

    owner_id: int | None
    made_at: datetime
    made_by: str
    lines: tuple[SlipLine, ...]


_held: dict[str, Slip] = {}
_lock = threading.Lock()


def create_account(*, actor: Actor, login: str, facts: PersonFacts, client_key: str) -> str:
    """Make an account; returns the token of its slip. A second click gets the first one's slip."""
    if _known(actor, client_key):
        return client_key
    facts, secret = facts.trimmed(), fresh_secret()
    with writing() as session:
        authorise(
            session=session,
            actor=actor,
            permission=Permission.ACCESS_PERSON_EDIT,
            organisation_id=facts.organisation_id,
        )
        login = login.strip().lower()
        problems = [*login_problems(session, login), *facts_problems(session, facts)]
        if problems:
            raise Invalid("账号没有建立", problems=problems)
        new = NewPerson(login, facts.name, facts.organisation_id, facts.roles, facts.phone)
        add_person(session=session, actor=actor, new=new, secret=secret, client_key=client_key)
        line = line_of(session, login, secret)
    return hold(actor, [line], client_key)


def reset_account(*, actor: Actor, login: str, client_key: str) -> str:
    """Give an account a new password; returns the token of its slip."""
    if _known(actor, client_key):
        return client_key
    secret = fresh_secret()
    with writing() as session:
        reset_password(session=session, actor=actor, login=login, secret=secret, client_key=client_key)
        line = line_of(session, login, secret)
    return hold(actor, [line], client_key)


def line_of(session: Session, login: str, secret: Secret) -> SlipLine:
    """The slip's line of an account just written."""
    person = person_by_login(session, login)
    told = told_of(session, person)
    roles = told["roles"]
    names = "、".join(map(str, roles)) if isinstance(roles, list) else ""
    assert names or not codes_of(session, person.id or 0)
    return SlipLine(person.login, person.name, str(told["unit"]), names, secret.password)


def hold(actor: Actor, lines: Sequence[SlipLine], token: str = "") -> str:
    """Keep a slip for its maker; returns its token. Slips too old are forgotten."""
    token = token or secrets.token_hex(16)
    with _lock:
        now = clock.now()
        for old in [key for key, slip in _held.items() if now - slip.made_at > KEPT]:
            del _held[old]
        _held[token] = Slip(actor.person_id, now, actor.name, tuple(lines))
    return token


def slip_of(*, session: Session, actor: Actor, token: str) -> Slip:
    """A slip of one's own; raises `NotFound` for one that is over, `NotAllowed` for another's."""
    authorise(session=session, actor=actor, permission=Permission.ACCESS_PERSON_EDIT)
    with _lock:
        slip = _held.get(token)
    if slip is None or clock.now() - slip.made_at > KEPT:
        minutes = int(KEPT.total_seconds() // 60)
        raise NotFound(f"发放单只保留 {minutes} 分钟，已经清除", remedy="需要时请重置口令，重新发放")
    if slip.owner_id != actor.person_id:
        raise NotAllowed("发放单只给办理人本人", remedy="请由办理人打印")
    return slip


def _known(actor: Actor, token: str) -> bool:
    with _lock:
        return token in _held and _held[token].owner_id == actor.person_id
