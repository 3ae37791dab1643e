"""What tests of the library stand on: the roster, and a shortcut to act as one of them."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from core.library.models import LibraryIndicator
from core.library.service import add_indicator
from core.store.session import reading, writing
from tests.builders.indicators import indicator

Act = Callable[..., object]


@pytest.fixture
def act(people) -> Act:
    """`act(verb, **facts)` as the authority, or as `who`, in one unit of work."""

    def done(verb: Callable[..., object], *, who: str = "赵敏", **facts: object) -> object:
        with writing() as session:
            return verb(session=session, actor=people[who].actor, **facts)

    return done


@pytest.fixture
def ask(people) -> Act:
    """The same for reads."""

    def done(query: Callable[..., object], *, who: str = "赵敏", **facts: object) -> object:
        with reading() as session:
            return query(session=session, actor=people[who].actor, **facts)

    return done


@pytest.fixture
def added(act) -> LibraryIndicator:
    """X1 in the library."""
    act(add_indicator, indicator=indicator())
    return held("X1")


def held(code: str) -> LibraryIndicator | None:
    """An indicator's row as it stands now."""
    with reading() as session:
        return session.exec(select(LibraryIndicator).where(LibraryIndicator.code == code)).first()
