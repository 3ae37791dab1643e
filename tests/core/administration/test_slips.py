"""A password is seen once, by who made it, for a quarter of an hour."""

from secrets import token_hex

import pytest
from sqlmodel import func, select

from core.access.models import Person
from core.access.passwords import matches
from core.administration.people_checks import PersonFacts
from core.administration.slips import create_account, hold, reset_account, slip_of
from core.errors import Invalid, NotAllowed, NotFound
from core.store.session import reading


def held(login: str) -> Person | None:
    with reading() as session:
        return session.exec(select(Person).where(Person.login == login)).first()


def test_a_new_account_has_a_slip_with_the_password_that_works_and_must_be_changed(ask, people, unit):
    facts = PersonFacts("李娜", unit("M01").id, ("filler",))
    actor = people["王立新"].actor
    # Slips are held by the process, which the next database's tests share.
    key = token_hex(8)
    token = create_account(actor=actor, login=" LiNa ", facts=facts, client_key=key)
    assert create_account(actor=actor, login="lina", facts=facts, client_key=key) == token
    [line] = ask(slip_of, token=token).lines
    assert (line.login, line.name, line.unit, line.roles) == ("lina", "李娜", "德州市公安局", "部门填报员")
    assert matches(line.password, held("lina").password_hash)
    assert held("lina").must_change_password
    assert line.password not in repr(line)


def test_a_slip_is_its_makers_and_is_forgotten_after_a_quarter_of_an_hour(ask, people, at):
    token = reset_account(actor=people["王立新"].actor, login="chentianbao", client_key="slips.two")
    assert ask(slip_of, token=token).made_by == "王立新"
    with pytest.raises(NotAllowed):
        ask(slip_of, who="赵敏", token=token)
    at.forward(minutes=16)
    with pytest.raises(NotFound, match="只保留 15 分钟"):
        ask(slip_of, token=token)
    with pytest.raises(NotFound):
        ask(slip_of, token=hold(people["赵敏"].actor, []) + "x")


def test_a_faulty_account_is_not_made_and_every_fault_is_named(people):
    with reading() as session:
        before = session.exec(select(func.count()).select_from(Person)).one()
    with pytest.raises(Invalid) as refused:
        create_account(
            actor=people["王立新"].actor,
            login="王",
            facts=PersonFacts("", None, ()),
            client_key="slips.three",
        )
    assert len(refused.value.problems) == 3
    with pytest.raises(NotAllowed):
        create_account(
            actor=people["赵敏"].actor,
            login="lina",
            facts=PersonFacts("李娜", None, ("filler",)),
            client_key="slips.four",
        )
    with reading() as session:
        assert session.exec(select(func.count()).select_from(Person)).one() == before
