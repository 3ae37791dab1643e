"""An administrator is told who is locked out without looking through the list."""

import pytest
from sqlmodel import select

from core.access.accounts import accounts
from core.access.models import Person
from core.access.sign_in import reserve_attempt
from core.errors import NotAllowed, ShupingError
from core.store.session import reading, writing


def found(people, name="王立新"):
    with reading() as session:
        return accounts(session=session, actor=people[name].actor)


def fail(login: str) -> None:
    try:
        with writing() as session:
            reserve_attempt(session=session, login=login, ip="10.0.0.9")
    except ShupingError:
        pass


def test_accounts_are_counted_by_whether_they_may_sign_in(people):
    before = found(people)
    with reading() as session:
        everybody = len(session.exec(select(Person.id)).all())
    assert (before.active, before.inactive, before.locked) == (everybody, 0, ())
    with writing() as session:
        session.get_one(Person, people["陈填报"].id).is_active = False
    assert (found(people).active, found(people).inactive) == (everybody - 1, 1)


def test_whoever_is_locked_is_named_with_the_end_and_nobody_once_it_is_over(people, at):
    at("2026-03-02 09:00")
    for _ in range(5):
        fail("zhaomin")
        fail("nobody_here")
    fail("chentianbao")
    assert found(people).locked == (("zhaomin", "赵敏", at("2026-03-02 09:30")),)
    at("2026-03-02 09:31")
    assert found(people).locked == ()


def test_others_are_not_told(people):
    with pytest.raises(NotAllowed):
        found(people, "陈填报")
