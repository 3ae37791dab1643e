"""Units of work: `reading()` sees one moment, `writing()` is all or nothing.

Screens, routes, the command line and jobs open them; services receive the session and never commit.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from core.errors import Conflict
from core.store.engine import default_engine, is_sqlite
from core.store.queue import FairLock

_queues: dict[int, FairLock] = defaultdict(FairLock)


@contextmanager
def reading(engine: Engine | None = None) -> Iterator[Session]:
    """A session for reads; whatever it changed is rolled back."""
    with Session(engine or default_engine(), autoflush=False) as session:
        yield session


@contextmanager
def writing(engine: Engine | None = None) -> Iterator[Session]:
    """A session whose changes and audit rows are committed together, or not at all.

    Raises `Conflict` where a row was changed by somebody else since it was read.
    """
    engine = engine or default_engine()
    if not is_sqlite(engine):
        with _committed(engine) as session:
            yield session
        return
    with _queues[id(engine)], _committed(engine.execution_options(shuping_writing=True)) as session:
        yield session


@contextmanager
def _committed(engine: Engine) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session:
        try:
            yield session
            session.commit()
        except StaleDataError as error:
            session.rollback()
            raise Conflict("这条记录刚被他人修改，您的改动没有保存", remedy="刷新后核对新值再提交") from error
