"""Changing one's own password: an errand of several units of work, unlike the verbs of a service.

Checking the old password, the policy and five earlier hashes takes seconds of bcrypt; on the day five
hundred people sign in for the first time nobody else may wait for that, so it lies between the writes.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core import clock
from core.access.models import PasswordHistory, Person, SignInSession
from core.access.passwords import hash_password, matches
from core.access.policy import live_person
from core.access.rules import HISTORY_KEPT, password_faults
from core.access.sign_in import clear_failures, reserve_attempt
from core.audit.actor import Actor
from core.audit.service import record
from core.errors import Conflict, Invalid, Problem
from core.organisations.queries import names_of
from core.settings import settings
from core.store.session import reading, writing


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the change is judged by; `hashes` begins with the present one."""

    login: str
    names: tuple[str, ...]
    hashes: tuple[str, ...]


def change_own_password(*, actor: Actor, old: str, new: str) -> None:
    """Set a person's own password; every other session of theirs ends.

    A wrong old password counts like a wrong sign-in and locks alike. Raises `Invalid` naming each rule
    broken, `NotSignedIn` where the session is over, `NotAllowed` while locked, `Conflict` where the
    password was changed elsewhere meanwhile.
    """
    with reading() as session:
        facts = _facts(session, actor)
    with writing() as session:
        reserve_attempt(session=session, login=facts.login, ip=actor.ip)
    if not matches(old, facts.hashes[0]):
        raise Invalid("原口令不正确", problems=[Problem(rule="原口令不正确", remedy="请重新输入")])
    faults = _faults(facts, new)
    if faults:
        with writing() as session:
            clear_failures(session, facts.login)
        raise Invalid("新口令不符合要求", problems=[Problem(rule=fault) for fault in faults])
    fresh = hash_password(new)
    with writing() as session:
        _replace(session, actor, facts, fresh)


def set_password(session: Session, person: Person, password_hash: str, *, must_change: bool) -> None:
    """Give a person another password and remember the one before."""
    moment = clock.now()
    session.add(PasswordHistory(person_id=person.id or 0, password_hash=person.password_hash, at=moment))
    person.password_hash = password_hash
    person.password_changed_at = moment
    person.must_change_password = must_change


def end_sessions(session: Session, person_id: int, *, reason: str, keep: int | None = None) -> None:
    """End every live session of a person but the one to keep."""
    query = select(SignInSession).where(
        SignInSession.person_id == person_id, col(SignInSession.ended_at).is_(None)
    )
    for held in session.exec(query):
        if held.id != keep:
            held.ended_at = clock.now()
            held.end_reason = reason


def _facts(session: Session, actor: Actor) -> _Facts:
    person = live_person(session, actor)
    query = (
        select(PasswordHistory.password_hash)
        .where(PasswordHistory.person_id == person.id)
        .order_by(col(PasswordHistory.id).desc())
        .limit(HISTORY_KEPT - 1)
    )
    return _Facts(
        login=person.login,
        names=(person.name, *names_of(session, person.organisation_id)),
        hashes=(person.password_hash, *session.exec(query)),
    )


def _faults(facts: _Facts, new: str) -> list[str]:
    faults = password_faults(
        new, login=facts.login, names=facts.names, minimum_length=settings().password_min_length
    )
    if not faults and any(matches(new, earlier) for earlier in facts.hashes):
        faults.append(f"不能与最近 {HISTORY_KEPT} 次用过的口令相同")
    return faults


def _replace(session: Session, actor: Actor, facts: _Facts, fresh: str) -> None:
    person = live_person(session, actor)
    if person.password_hash != facts.hashes[0]:
        raise Conflict("口令刚在别处修改过", remedy="请用最新的口令重新登录")
    set_password(session, person, fresh, must_change=False)
    clear_failures(session, person.login)
    end_sessions(session, person.id or 0, reason="口令已修改", keep=actor.session_id)
    record(
        session=session,
        actor=actor,
        action="access:password:change",
        object_type="person",
        object_id=str(person.id),
        object_name=person.login,
    )
