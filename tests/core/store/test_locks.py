"""Read-then-write on something without a row: one at a time."""

import threading

from sqlalchemy import Engine
from sqlmodel import func, select

from core.access.models import SignInAttempt
from core.clock import now
from core.store.locks import serialise
from core.store.session import reading, writing


def test_sixteen_who_each_add_only_if_fewer_than_five_are_there_add_five(engine: Engine):
    def add_if_room() -> None:
        with writing(engine) as session:
            serialise(session, "room")
            held = session.exec(select(func.count()).select_from(SignInAttempt)).one()
            if held < 5:
                session.add(SignInAttempt(login="room", at=now()))

    threads = [threading.Thread(target=add_if_room) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with reading(engine) as session:
        assert session.exec(select(func.count()).select_from(SignInAttempt)).one() == 5
