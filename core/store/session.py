"""Units of work: `reading()` sees one moment, `writing()` is all or nothing.

Screens, routes, the command line and jobs open them; services receive the session and never commit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from core.errors import Conflict
from core.store.engine import default_engine, is_sqlite
from core.store.queue import FairLock


@contextmanager
def reading(engine: Engine | None = None) -> Iterator[Session]:
    """A session for reads; whatever it changed is rolled back."""
    engine = engine or default_engine()
    if not is_sqlite(engine):
        # PostgreSQL's default would show each statement a later moment.
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with Session(engine, autoflush=False) as session:
        yield session


@contextmanager
def writing(engine: Engine | None = None) -> Iterator[Session]:
    """A session whose changes and audit rows are committed together, or not at all.

    Raises `Conflict` where a row was changed by somebody else since it was read, or the same thing was
    written at the same moment; RuntimeError inside another one of the same thread.
    """
    engine = engine or default_engine()
    if not is_sqlite(engine):
        with _committed(engine) as session:
            yield session
        return
    with _queue(str(engine.url)), _committed(engine.execution_options(shuping_writing=True)) as session:
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
        except IntegrityError as error:
            session.rollback()
            if not _is_duplicate(error):
                raise
            raise Conflict("同样的内容刚刚已经提交过，没有重复保存", remedy="请刷新后查看") from error


def _is_duplicate(error: IntegrityError) -> bool:
    """Whether a unique index refused, rather than a foreign key or a trigger."""
    return getattr(error.orig, "sqlstate", "") == "23505" or "UNIQUE constraint failed" in str(error.orig)


@lru_cache(maxsize=64)
def _queue(_url: str) -> FairLock:
    """The one queue of writers for a database of this process."""
    return FairLock()
