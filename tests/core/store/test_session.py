"""Units of work: all or nothing, and no change lost in silence."""

import threading

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from core.access.models import DataScope, Role
from core.errors import Conflict
from core.store.session import reading, writing


@pytest.fixture
def role_id(engine: Engine) -> int:
    with writing(engine) as session:
        role = Role(code="counter", name="计数", data_scope=DataScope.SELF)
        session.add(role)
        session.flush()
        return role.id or 0


def order_no(engine: Engine, role_id: int) -> int:
    with reading(engine) as session:
        return session.get_one(Role, role_id).order_no


def save(engine: Engine, stale: Role) -> None:
    """Write 9 over a row as it was read some time ago."""
    with writing(engine) as session:
        session.add(stale)
        stale.order_no = 9


def test_what_was_written_is_read_by_the_next_one(engine: Engine, role_id: int):
    with writing(engine) as session:
        session.get_one(Role, role_id).order_no = 7
    assert order_no(engine, role_id) == 7


def test_an_error_takes_everything_back(engine: Engine, role_id: int):
    def act() -> None:
        with writing(engine) as session:
            session.get_one(Role, role_id).order_no = 7
            session.add(Role(code="second", name="第二", data_scope=DataScope.SELF))
            session.flush()
            raise RuntimeError("broken in the middle")

    with pytest.raises(RuntimeError):
        act()
    assert order_no(engine, role_id) == 0
    with reading(engine) as session:
        assert [role.code for role in session.exec(select(Role))] == ["counter"]


def test_a_reading_session_leaves_nothing_behind(engine: Engine, role_id: int):
    with reading(engine) as session:
        session.get_one(Role, role_id).order_no = 7
        session.flush()
    assert order_no(engine, role_id) == 0


def test_a_stale_row_is_refused_and_the_newer_value_stays(engine: Engine, role_id: int):
    with reading(engine) as session:
        stale = session.get_one(Role, role_id)
        session.expunge(stale)
    with writing(engine) as session:
        session.get_one(Role, role_id).order_no = 5
    with pytest.raises(Conflict, match="没有保存"):
        save(engine, stale)
    assert order_no(engine, role_id) == 5


def test_a_row_deleted_by_another_is_a_conflict_too(engine: Engine, role_id: int):
    with reading(engine) as session:
        stale = session.get_one(Role, role_id)
        session.expunge(stale)
    with writing(engine) as session:
        session.delete(session.get_one(Role, role_id))
    with pytest.raises(Conflict):
        save(engine, stale)


def test_sixteen_writers_counting_to_four_hundred_lose_nothing(engine: Engine, role_id: int):
    conflicts, faults = [], []

    def count() -> None:
        done = 0
        while done < 25:
            try:
                with writing(engine) as session:
                    session.get_one(Role, role_id).order_no += 1
                done += 1
            except Conflict:
                conflicts.append(1)
            except Exception as error:
                faults.append(error)
                return

    threads = [threading.Thread(target=count) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert faults == []
    assert order_no(engine, role_id) == 400
    if engine.dialect.name == "sqlite":
        assert conflicts == []


def test_readers_see_the_old_value_while_a_writer_is_at_work(engine: Engine, role_id: int):
    with writing(engine) as session:
        session.get_one(Role, role_id).order_no = 3
        session.flush()
        assert order_no(engine, role_id) == 0
    assert order_no(engine, role_id) == 3


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_writer_of_sqlite_holds_the_file_from_its_first_statement_and_readers_go_on(engine: Engine):
    stranger = create_engine(engine.url, connect_args={"timeout": 0})
    with writing(engine) as session:
        session.execute(text("select 1"))
        with pytest.raises(OperationalError, match="locked"), stranger.begin() as connection:
            connection.execute(text("insert into job_beats values ('x', '2020-01-01', 'x', '')"))
        with reading(engine) as other:
            assert other.execute(text("select count(*) from roles")).scalar() == 0
    stranger.dispose()
