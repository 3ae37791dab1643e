"""What tests of administration stand on: the roster, and a shortcut to act as one of them."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from core.organisations.models import Organisation
from core.store.session import reading, writing

Act = Callable[..., object]


@pytest.fixture
def act(people) -> Act:
    """`act(verb, **facts)` as the administrator, or as `who`, in one unit of work."""

    def done(verb: Callable[..., object], *, who: str = "王立新", **facts: object) -> object:
        with writing() as session:
            return verb(session=session, actor=people[who].actor, **facts)

    return done


@pytest.fixture
def ask(people) -> Act:
    """The same for reads."""

    def done(query: Callable[..., object], *, who: str = "王立新", **facts: object) -> object:
        with reading() as session:
            return query(session=session, actor=people[who].actor, **facts)

    return done


@pytest.fixture
def unit(people) -> Callable[[str], Organisation]:
    """A unit by its code, as it stands now."""

    def found(code: str) -> Organisation:
        with reading() as session:
            return session.exec(select(Organisation).where(Organisation.code == code)).one()

    return found
