"""Tables of SQLite and PostgreSQL, read and never written.

Four walls stand one behind the other: where a source may be, what a query may say, a connection that
refuses to write, and bounds on time and rows. In production the account should be read-only as well.
"""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from connectors.base import MOST_ROWS, MOST_SECONDS
from connectors.selects import only_select
from core.collection.records import Record, SourceFacts, Window
from core.errors import SourceMisconfigured, SourceUnavailable
from core.settings import settings

_CONNECT_SECONDS: Final = 5
# What one value may weigh; without it a single function call fills the memory.
_MOST_BYTES: Final = 1_000_000
_STEPS_BETWEEN_LOOKS: Final = 20_000
_READS: Final = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)
# SQLSTATE classes and codes where asking again may help: connection, resources, shutdown, time-outs, locks.
_PASSING: Final = ("08", "53", "57", "40001", "40P01", "55P03")


class SqlKind:
    """Reads a database whose address stands under `url` in the source's settings."""

    def check(self, source: SourceFacts) -> str:
        """Connects and asks for a constant."""
        with _connected(source) as connection:
            connection.execute(text("select 1"))
            return f"已连通“{source.name}”（{connection.dialect.name}）"

    def columns(self, source: SourceFacts, query: str) -> tuple[str, ...]:
        """The names the query gives its columns; no row leaves the source."""
        with _connected(source) as connection:
            only_select(query, _dialect(connection))
            wrapped = f"select * from ({query.strip().rstrip(';')}) as asked limit 0"
            bound = dict.fromkeys(text(query)._bindparams)
            return tuple(connection.execute(text(wrapped), bound).keys())

    def fetch(self, source: SourceFacts, query: str, window: Window) -> Sequence[Record]:
        """The rows of the query; `:since` and `:until` in it are the window's days as text."""
        with _connected(source) as connection:
            only_select(query, _dialect(connection))
            statement = text(query)
            days = {"since": window.since.isoformat(), "until": window.until.isoformat()}
            bound = {name: _day(days, name) for name in statement._bindparams}
            result = connection.execution_options(stream_results=True).execute(statement, bound)
            rows = result.fetchmany(MOST_ROWS + 1)
            names = tuple(result.keys())
        _check_shape(names, len(rows))
        return [dict(zip(names, row, strict=True)) for row in rows]


def _day(days: Mapping[str, str], name: str) -> str:
    if name not in days:
        raise SourceMisconfigured(f"查询中的参数“:{name}”没有定义", remedy="可用的参数是 :since 和 :until")
    return days[name]


def _check_shape(names: Sequence[str], rows: int) -> None:
    if len(set(names)) != len(names):
        raise SourceMisconfigured("查询结果有同名的列", remedy="请用 as 给每一列起不同的名字")
    if rows > MOST_ROWS:
        raise SourceMisconfigured(f"查询结果超过 {MOST_ROWS:,} 行", remedy="请在查询中按单位汇总")


def _dialect(connection: Connection) -> str:
    return "postgres" if connection.dialect.name == "postgresql" else "sqlite"


@contextmanager
def _connected(source: SourceFacts) -> Iterator[Connection]:
    """A connection that can only read, and errors in the two families."""
    engine = _engine(source)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                # Only now: the dialect itself asks for a pragma or two while it connects.
                connection.connection.driver_connection.set_authorizer(_allowed)  # type: ignore[union-attr]
            yield connection
    except DBAPIError as error:
        raise _told(source, error) from error
    except SQLAlchemyError as error:
        raise SourceMisconfigured(f"数据源“{source.name}”的查询不能执行：{_first_line(error)}") from error
    finally:
        engine.dispose()


def _engine(source: SourceFacts) -> Engine:
    try:
        url = make_url(str(source.settings.get("url", "")))
    except ArgumentError as error:
        raise SourceMisconfigured(
            f"数据源“{source.name}”没有可用的地址", remedy="例如 postgresql://只读账号@主机/库名"
        ) from error
    if url.password:
        raise SourceMisconfigured(f"数据源“{source.name}”的地址中有口令", remedy="请改用口令文件或证书认证")
    if url.get_backend_name() == "sqlite":
        return _sqlite(source, url)
    if url.get_backend_name() == "postgresql":
        return _postgresql(source, url)
    raise SourceMisconfigured(
        f"不支持的数据库类型 {url.get_backend_name()}", remedy="可用 SQLite 和 PostgreSQL"
    )


def _sqlite(source: SourceFacts, url: URL) -> Engine:
    folder = settings().sources_dir
    path = (folder / (url.database or "")).resolve()
    if not path.is_relative_to(folder) or url.query:
        raise SourceMisconfigured(
            f"数据源“{source.name}”的文件不在允许的文件夹内", remedy="请放到数据目录的 platforms 下"
        )
    if not path.is_file():
        raise SourceUnavailable(
            f"数据源“{source.name}”的文件不存在：{path.name}", remedy="请先建立或恢复该平台"
        )

    def connect() -> sqlite3.Connection:
        opened = sqlite3.connect(
            f"{path.as_uri()}?mode=ro", uri=True, timeout=_CONNECT_SECONDS, check_same_thread=False
        )
        opened.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES)
        opened.execute("pragma query_only = on")
        ends = time.monotonic() + MOST_SECONDS
        opened.set_progress_handler(lambda: time.monotonic() > ends, _STEPS_BETWEEN_LOOKS)
        return opened

    return create_engine("sqlite://", creator=connect, poolclass=NullPool)


def _allowed(action: int, *_facts: Any) -> int:
    return sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY


def _postgresql(source: SourceFacts, url: URL) -> Engine:
    host = (url.host or "").lower()
    asked = {host, f"{host}:{url.port or 5432}"}
    # A host in the query part of an address would pass by the list.
    if not asked & settings().allowed_source_hosts or url.query:
        raise SourceMisconfigured(
            f"数据源“{source.name}”的主机 {host or '（空）'} 不在允许的名单内",
            remedy="由系统管理员在 SHUPING_SOURCE_HOSTS 中加入该主机",
        )
    options = f"-c statement_timeout={MOST_SECONDS * 1000} -c default_transaction_read_only=on"
    facts = {"connect_timeout": _CONNECT_SECONDS, "options": options}
    engine = create_engine(url.set(drivername="postgresql+psycopg"), connect_args=facts, poolclass=NullPool)
    event.listen(engine, "connect", lambda opened, _record: setattr(opened, "read_only", True))
    return engine


def _told(source: SourceFacts, error: DBAPIError) -> SourceUnavailable | SourceMisconfigured:
    """The family of a database's error and its own first line."""
    line = _first_line(error.orig or error)
    state = str(getattr(error.orig, "sqlstate", "") or "")
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_INTERRUPT or state == "57014":
        return SourceMisconfigured(
            f"数据源“{source.name}”的查询超过 {MOST_SECONDS} 秒", remedy="请简化查询或请平台方建汇总视图"
        )
    passing = code in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
    )
    if (
        passing
        or state.startswith(_PASSING)
        or (error.connection_invalidated)
        or _never_connected(error, state)
    ):
        return SourceUnavailable(f"数据源“{source.name}”没有应答：{line}", remedy="稍后会自动再试")
    return SourceMisconfigured(
        f"数据源“{source.name}”拒绝了查询：{line}", remedy="请核对查询、表名和账号权限"
    )


def _never_connected(error: DBAPIError, state: str) -> bool:
    return error.statement is None and not state and type(error.orig).__name__ == "OperationalError"


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
