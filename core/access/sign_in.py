"""Signing in and out: attempts are reserved before a password is checked, so that no crowd of parallel
guesses gets more tries than one guesser; sessions are rows, and only the hash of a token is kept.
"""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from core import clock
from core.access.models import Person, SignInAttempt, SignInSession
from core.access.rules import MAXIMUM_AGE, locked_until, session_over
from core.audit.actor import Actor
from core.audit.service import record
from core.errors import NotAllowed
from core.settings import settings
from core.store.locks import serialise

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Attempt:
    """A reserved try: `password_hash` is None where the name is unknown or inactive."""

    id: int
    login: str
    person_id: int | None
    password_hash: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who stands behind a valid session, as the gate and the screens need it."""

    session_id: int
    person_id: int
    name: str
    must_change_password: bool
    last_seen_at: datetime


def normal_login(login: str) -> str:
    """A sign-in name as it is kept: no surrounding blanks, lower case, at most 64 characters."""
    return login.strip().lower()[:64]


def reserve_attempt(*, session: Session, login: str, ip: str) -> Attempt:
    """Count one try at `login` as failed before its password is looked at.

    Raises `NotAllowed` while the name is locked; known and unknown names lock alike.
    """
    login = normal_login(login)
    serialise(session, f"sign-in:{login}")
    until = lock_end(session, login)
    if until is not None:
        raise NotAllowed(
            f"口令连续输错 {settings().lockout_failures} 次，该账号已锁定至 {clock.to_minute(until)}",
            remedy="请在解锁后再试，或联系系统管理员核实身份后解锁",
        )
    attempt = SignInAttempt(login=login, at=clock.now(), ip=ip)
    session.add(attempt)
    session.flush()
    person = session.exec(select(Person).where(Person.login == login, col(Person.is_active))).first()
    return Attempt(
        id=attempt.id or 0,
        login=login,
        person_id=person.id if person else None,
        password_hash=person.password_hash if person else None,
    )


def lock_end(session: Session, login: str) -> datetime | None:
    """Until when `login` is locked, or None."""
    limits = settings()
    window = timedelta(minutes=limits.lockout_window_minutes)
    duration = timedelta(minutes=limits.lockout_minutes)
    query = (
        select(SignInAttempt.at)
        .where(
            SignInAttempt.login == login,
            col(SignInAttempt.succeeded).is_(False),
            col(SignInAttempt.cleared).is_(False),
            SignInAttempt.at >= clock.now() - window - duration,
        )
        .order_by(col(SignInAttempt.at))
    )
    failures = session.exec(query).all()
    until = locked_until(failures, limit=limits.lockout_failures, window=window, duration=duration)
    return until if until is not None and until > clock.now() else None


def open_session(*, session: Session, attempt: Attempt, ip: str, browser: str) -> str:
    """Turn a try whose password matched into a session; returns its token, which is shown once."""
    person = session.get_one(Person, attempt.person_id)
    clear_failures(session, attempt.login)
    session.get_one(SignInAttempt, attempt.id).succeeded = True
    if not person.is_demo and clock.now() - person.password_changed_at > MAXIMUM_AGE:
        person.must_change_password = True
    token = secrets.token_urlsafe(TOKEN_BYTES)
    moment = clock.now()
    session.add(
        SignInSession(
            token_hash=token_hash(token),
            person_id=attempt.person_id or 0,
            created_at=moment,
            last_seen_at=moment,
            expires_at=moment + settings().absolute,
            ip=ip,
            browser=browser[:200],
        )
    )
    actor = Actor(person_id=person.id, name=person.name, ip=ip)
    record(
        session=session,
        actor=actor,
        action="access:session:start",
        object_type="session",
        object_id=str(person.id),
        object_name=person.login,
    )
    return token


def refuse_attempt(*, session: Session, attempt: Attempt, ip: str) -> int:
    """Leave a failed try in the trail; returns how many tries are left before the lock."""
    record(
        session=session,
        actor=Actor(person_id=attempt.person_id, name=attempt.login, ip=ip),
        action="access:session:start",
        object_type="session",
        object_name=attempt.login,
        allowed=False,
        reason="账号或口令不正确",
    )
    since = clock.now() - timedelta(minutes=settings().lockout_window_minutes)
    query = select(SignInAttempt.id).where(
        SignInAttempt.login == attempt.login,
        col(SignInAttempt.succeeded).is_(False),
        col(SignInAttempt.cleared).is_(False),
        SignInAttempt.at >= since,
    )
    return max(0, settings().lockout_failures - len(session.exec(query).all()))


def clear_failures(session: Session, login: str) -> None:
    """Forget the failures of a name: it succeeded, or an administrator unlocked it."""
    query = select(SignInAttempt).where(
        SignInAttempt.login == login,
        col(SignInAttempt.succeeded).is_(False),
        col(SignInAttempt.cleared).is_(False),
    )
    for failure in session.exec(query):
        failure.cleared = True


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def resolve(session: Session, hashed: str) -> Visitor | None:
    """The visitor behind a token's hash, or None when its session is over."""
    row = session.exec(
        select(SignInSession, Person)
        .join(Person, col(Person.id) == SignInSession.person_id)
        .where(SignInSession.token_hash == hashed, col(SignInSession.ended_at).is_(None))
    ).first()
    if row is None:
        return None
    held, person = row
    over = session_over(
        now=clock.now(),
        last_seen_at=held.last_seen_at,
        expires_at=held.expires_at,
        idle=settings().idle,
    )
    if over or not person.is_active:
        return None
    return Visitor(
        session_id=held.id or 0,
        person_id=held.person_id,
        name=person.name,
        must_change_password=person.must_change_password,
        last_seen_at=held.last_seen_at,
    )


def touch(*, session: Session, session_id: int) -> None:
    """Note that the person behind a session did something just now."""
    held = session.get(SignInSession, session_id)
    if held is not None and held.ended_at is None:
        held.last_seen_at = clock.now()


def end_session(*, session: Session, actor: Actor, session_id: int) -> None:
    """Sign out of one's own session: it holds no longer, here or on any other replica."""
    held = session.get(SignInSession, session_id)
    if held is None or held.ended_at is not None or held.person_id != actor.person_id:
        return
    held.ended_at = clock.now()
    held.end_reason = "主动退出"
    record(
        session=session,
        actor=actor,
        action="access:session:end",
        object_type="session",
        object_id=str(session_id),
        object_name=actor.name,
    )
