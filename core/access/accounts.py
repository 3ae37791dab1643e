"""What an administrator minds about accounts: how many there are, and who is locked out just now."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from core.access.models import Person, SignInAttempt
from core.access.permissions import Permission
from core.access.policy import authorise
from core.access.sign_in import lock_end
from core.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class Accounts:
    """How many accounts may sign in and how many may not, and who is locked out just now."""

    active: int
    inactive: int
    locked: tuple[tuple[str, str, datetime], ...]


def accounts(*, session: Session, actor: Actor) -> Accounts:
    """The state of all accounts; `locked` holds (sign-in name, name, until), the first to be free on top."""
    authorise(session=session, actor=actor, permission=Permission.ACCESS_PERSON_READ)
    counts = dict(session.exec(select(Person.is_active, func.count()).group_by(col(Person.is_active))).all())
    failed = select(SignInAttempt.login).where(
        col(SignInAttempt.succeeded).is_(False), col(SignInAttempt.cleared).is_(False)
    )
    people = session.exec(select(Person.login, Person.name).where(col(Person.login).in_(failed))).all()
    ends = [(login, name, lock_end(session, login)) for login, name in people]
    locked = [(login, name, until) for login, name, until in ends if until is not None]
    return Accounts(
        active=counts.get(True, 0),
        inactive=counts.get(False, 0),
        locked=tuple(sorted(locked, key=lambda row: row[2])),
    )
