"""Signing in and out: counted tries, locks, sessions that end, tokens nobody can read back."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import Engine, inspect, text
from sqlmodel import select

from core.access.models import Person, SignInAttempt, SignInSession
from core.access.sign_in import (
    Attempt,
    end_session,
    lock_end,
    normal_login,
    open_session,
    refuse_attempt,
    reserve_attempt,
    resolve,
    token_hash,
    touch,
)
from core.audit.actor import Actor
from core.audit.models import AuditEntry
from core.errors import NotAllowed
from core.store.engine import default_engine, engine_for
from core.store.session import reading, writing


def guess(login: str = "zhaomin") -> int:
    """One wrong try; returns how many are left."""
    with writing() as session:
        attempt = reserve_attempt(session=session, login=login, ip="10.0.0.9")
    with writing() as session:
        return refuse_attempt(session=session, attempt=attempt, ip="10.0.0.9")


def enter(login: str = "zhaomin", browser: str = "Firefox") -> str:
    """One right try; returns the token."""
    with writing() as session:
        attempt = reserve_attempt(session=session, login=login, ip="10.0.0.9")
    with writing() as session:
        return open_session(session=session, attempt=attempt, ip="10.0.0.9", browser=browser)


def visitor(token: str):
    with reading() as session:
        return resolve(session, token_hash(token))


def test_five_wrong_tries_lock_the_name_and_the_sixth_is_not_even_checked(people, at):
    at("2026-03-02 09:00")
    assert [guess() for _ in range(5)] == [4, 3, 2, 1, 0]
    with pytest.raises(NotAllowed, match="连续输错 5 次，该账号已锁定至 2026-03-02 09:30"):
        guess()


def test_the_right_password_does_not_help_while_locked(people, at):
    for _ in range(5):
        guess()
    with pytest.raises(NotAllowed, match="锁定"):
        enter()


def test_a_lock_opens_after_thirty_minutes_and_not_a_second_before(people, at):
    for _ in range(5):
        guess()
    at.forward(minutes=30, seconds=-1)
    with pytest.raises(NotAllowed):
        enter()
    at.forward(seconds=1)
    assert visitor(enter()).name == "赵敏"


def test_tries_spread_over_more_than_fifteen_minutes_do_not_lock(people, at):
    for _ in range(12):
        assert guess() > 0
        at.forward(minutes=4)


def test_a_success_forgets_earlier_failures(people, at):
    for _ in range(4):
        guess()
    enter()
    assert [guess() for _ in range(4)] == [4, 3, 2, 1]


def test_the_lock_holds_when_the_process_starts_again(people, at):
    for _ in range(5):
        guess()
    default_engine().dispose()
    engine_for.cache_clear()
    with pytest.raises(NotAllowed, match="锁定"):
        guess()


def test_fifty_parallel_guesses_get_five_checks(people, at):
    checked, refused, faults = [], [], []
    start = threading.Barrier(50)

    def try_once() -> None:
        start.wait()
        try:
            with writing() as session:
                checked.append(reserve_attempt(session=session, login="zhaomin", ip="10.0.0.9"))
        except NotAllowed:
            refused.append(1)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=try_once) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    assert (len(checked), len(refused)) == (5, 45)


@pytest.mark.parametrize("login", ["zhaomin", "nosuchname"])
def test_known_and_unknown_names_lock_alike(people, at, login):
    assert [guess(login) for _ in range(5)] == [4, 3, 2, 1, 0]
    with pytest.raises(NotAllowed, match="锁定至"):
        guess(login)


def test_one_locked_name_does_not_lock_another(people, at):
    for _ in range(5):
        guess()
    assert visitor(enter("sunxiangmu")).name == "孙项目"


@pytest.mark.parametrize("spelling", ["ZhaoMin", "  zhaomin ", "ZHAOMIN\t"])
def test_spellings_of_a_name_share_one_count(people, at, spelling):
    for _ in range(4):
        guess(spelling)
    assert guess("zhaomin") == 0


def test_a_name_is_kept_short_and_plain():
    assert normal_login("  ABC" + "x" * 100) == ("abc" + "x" * 100)[:64]


def test_an_account_switched_off_looks_like_an_unknown_one(people, at):
    with writing() as session:
        session.get_one(Person, people["赵敏"].id).is_active = False
    with writing() as session:
        attempt = reserve_attempt(session=session, login="zhaomin", ip="")
    assert (attempt.person_id, attempt.password_hash) == (None, None)


def test_every_try_is_in_the_trail_with_its_result(people, at):
    guess()
    enter()
    with reading() as session:
        found = session.exec(
            select(AuditEntry.allowed, AuditEntry.object_name, AuditEntry.ip)
            .where(AuditEntry.action == "access:session:start")
            .order_by(AuditEntry.id)
        ).all()
    assert found == [(False, "zhaomin", "10.0.0.9"), (True, "zhaomin", "10.0.0.9")]


def test_the_token_is_long_different_each_time_and_nowhere_in_the_database(engine: Engine, people, at):
    tokens = [enter() for _ in range(3)]
    assert len({*tokens}) == 3
    assert all(len(token) >= 43 for token in tokens)
    with engine.connect() as connection:
        for table in inspect(engine).get_table_names():
            for row in connection.execute(text(f"select * from {table}")):
                assert not any(token in str(row) for token in tokens), table
    with reading() as session:
        assert set(session.exec(select(SignInSession.token_hash))) == {token_hash(token) for token in tokens}


def test_a_session_says_who_from_where_with_what(people, at):
    token = enter(browser="x" * 500)
    found = visitor(token)
    assert (found.person_id, found.name, found.must_change_password) == (people["赵敏"].id, "赵敏", False)
    with reading() as session:
        held = session.get_one(SignInSession, found.session_id)
    assert (held.ip, held.browser, held.expires_at - held.created_at) == (
        "10.0.0.9",
        "x" * 200,
        timedelta(hours=10),
    )


def test_an_idle_session_ends_after_fifteen_minutes(people, at):
    token = enter()
    at.forward(minutes=14, seconds=59)
    assert visitor(token)
    at.forward(seconds=1)
    assert visitor(token) is None


def test_use_keeps_a_session_alive_but_never_beyond_ten_hours(people, at):
    token = enter()
    for _ in range(59):
        at.forward(minutes=10)
        with writing() as session:
            touch(session=session, session_id=visitor(token).session_id)
    at.forward(minutes=9, seconds=59)
    assert visitor(token)
    at.forward(seconds=1)
    assert visitor(token) is None


def test_signing_out_ends_this_session_and_no_other(people, at):
    mine, other = enter(), enter()
    held = visitor(mine)
    actor = Actor(held.person_id, held.name, "10.0.0.9", held.session_id)
    with writing() as session:
        end_session(session=session, actor=actor, session_id=held.session_id)
    assert visitor(mine) is None
    assert visitor(other) is not None
    with writing() as session:
        end_session(session=session, actor=actor, session_id=held.session_id)
        touch(session=session, session_id=held.session_id)
    assert visitor(mine) is None


def test_nobody_signs_out_somebody_else_this_way(people, at):
    victim = visitor(enter("zhaomin"))
    thief = visitor(enter("sunxiangmu"))
    actor = Actor(thief.person_id, thief.name, "", thief.session_id)
    with writing() as session:
        end_session(session=session, actor=actor, session_id=victim.session_id)
    with reading() as session:
        assert session.get_one(SignInSession, victim.session_id).ended_at is None


def test_switching_a_person_off_ends_the_session_at_once(people, at):
    token = enter()
    with writing() as session:
        session.get_one(Person, people["赵敏"].id).is_active = False
    assert visitor(token) is None


@pytest.mark.parametrize(("days", "must_change"), [(90, False), (91, True)])
def test_a_password_older_than_ninety_days_must_be_changed(people, at, days, must_change):
    with writing() as session:
        session.get_one(Person, people["赵敏"].id).password_changed_at = at.now() - timedelta(days=days)
    assert visitor(enter()).must_change_password is must_change


def test_a_demonstration_account_never_expires(people, at):
    with writing() as session:
        person = session.get_one(Person, people["赵敏"].id)
        person.is_demo, person.password_changed_at = True, at.now() - timedelta(days=900)
    assert not visitor(enter()).must_change_password


def test_a_made_up_token_opens_nothing(people, at):
    enter()
    assert visitor("made up") is None


def test_old_attempts_are_what_the_lock_looks_at_and_nothing_else(people, at):
    with writing() as session:
        for hours in (1, 2, 3, 4, 5):
            session.add(SignInAttempt(login="zhaomin", at=at.now() - timedelta(hours=hours)))
    with reading() as session:
        assert lock_end(session, "zhaomin") is None


def test_an_attempt_does_not_show_the_hash_of_the_password(people, at):
    assert "$2b$" not in repr(Attempt(1, "x", 1, "$2b$12$secret"))
