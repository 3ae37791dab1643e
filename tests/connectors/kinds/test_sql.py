"""Tables are read and never written, on both databases."""

import sqlite3

import pytest
from sqlalchemy import create_engine, make_url, text

from connectors.kinds import sql
from connectors.kinds.sql import SqlKind
from core.errors import SourceMisconfigured, SourceUnavailable
from core.settings import settings
from tests.connectors.kinds.contract import WINDOW, KindContract, facts

ENDLESS = "with recursive x(n) as (select 1 as n union all select n + 1 from x) select count(*) as n from x"


def fill(url: str) -> None:
    """The contract's table, in a database of its own."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("create table t (unit text, day text, whole integer, part double precision)"))
        connection.execute(
            text("insert into t values (:unit, :day, :whole, :part)"),
            [dict(zip(("unit", "day", "whole", "part"), row, strict=True)) for row in KindContract.ROWS],
        )
    engine.dispose()


class SqlContract(KindContract):
    """What holds for every database."""

    kind = SqlKind()

    @pytest.fixture
    def query(self) -> str:
        return "select unit, whole, part from t where day between :since and :until order by unit"

    @pytest.fixture
    def broken(self) -> str:
        return "select unit from no_such_table"

    @pytest.fixture
    def many(self) -> str:
        return "with recursive x(n) as (select 1 as n union all select n + 1 from x) select n from x"

    def test_a_query_without_end_is_ended(self, source, monkeypatch):
        monkeypatch.setattr(sql, "MOST_SECONDS", 1)
        with pytest.raises(SourceMisconfigured, match="超过 1 秒"):
            self.kind.fetch(source, ENDLESS, WINDOW)

    def test_unknown_parameters_and_columns_of_one_name_are_named(self, source):
        with pytest.raises(SourceMisconfigured, match=":month"):
            self.kind.fetch(source, "select unit from t where day = :month", WINDOW)
        with pytest.raises(SourceMisconfigured, match="同名的列"):
            self.kind.fetch(source, "select unit, unit from t", WINDOW)

    def test_the_connection_itself_refuses_to_write(self, source, monkeypatch):
        monkeypatch.setattr(sql, "only_select", lambda _query, _dialect: None)
        for query in ("delete from t", "create table x (a integer)", "update t set whole = 9"):
            with pytest.raises((SourceMisconfigured, SourceUnavailable)):
                self.kind.fetch(source, query, WINDOW)
        assert len(self.kind.fetch(source, "select * from t", WINDOW)) == 3


class TestSqlite(SqlContract):
    """The embedded database."""

    @pytest.fixture
    def source(self):
        settings().sources_dir.mkdir(parents=True)
        fill(f"sqlite:///{settings().sources_dir / 'tested.db'}")
        return facts("sql", url="sqlite:///tested.db")

    @pytest.fixture
    def gone(self):
        return facts("sql", url="sqlite:///nowhere.db")

    @pytest.fixture(params=["", "mysql://h/d", "sqlite:///../shuping.db", "sqlite:///t.db?mode=rwc"])
    def wrong(self, request):
        return facts("sql", url=request.param)

    def test_a_link_out_of_the_folder_is_no_way_out(self, source, tmp_path):
        (tmp_path / "own.db").write_bytes((settings().sources_dir / "tested.db").read_bytes())
        (settings().sources_dir / "link.db").symlink_to(tmp_path / "own.db")
        with pytest.raises(SourceMisconfigured, match="允许的文件夹"):
            self.kind.check(facts("sql", url="sqlite:///link.db"))

    def test_other_files_cannot_be_attached_even_past_the_first_wall(self, source, tmp_path, monkeypatch):
        monkeypatch.setattr(sql, "only_select", lambda _query, _dialect: None)
        for query in (f"attach '{tmp_path / 'canary.db'}' as c", "pragma query_only = off", "vacuum"):
            with pytest.raises((SourceMisconfigured, SourceUnavailable)):
                self.kind.fetch(source, query, WINDOW)
        assert not (tmp_path / "canary.db").exists()

    def test_a_file_that_is_no_database_is_told(self, source):
        (settings().sources_dir / "text.db").write_text("not a database at all" * 100)
        with pytest.raises(SourceMisconfigured, match="拒绝了查询"):
            self.kind.fetch(facts("sql", url="sqlite:///text.db"), "select unit from t", WINDOW)

    def test_a_locked_source_may_be_asked_again(self, source, query, monkeypatch):
        monkeypatch.setattr(sql, "_CONNECT_SECONDS", 0.1)
        holder = sqlite3.connect(settings().sources_dir / "tested.db", isolation_level=None)
        holder.execute("begin exclusive")
        with pytest.raises(SourceUnavailable, match="没有应答"):
            self.kind.fetch(source, query, WINDOW)
        holder.close()


@pytest.mark.postgres
class TestPostgresql(SqlContract):
    """A server."""

    @pytest.fixture
    def address(self, _postgres_templates):
        with _postgres_templates.copy("outside", lambda _engine: None) as url:
            yield make_url(url)

    @pytest.fixture
    def source(self, address, monkeypatch):
        fill(address.set(drivername="postgresql+psycopg").render_as_string(hide_password=False))
        # The server of the tests asks for no password on its socket; the list of hosts is tested below.
        monkeypatch.setattr(sql, "_postgresql", _unlisted(sql._postgresql))
        return facts("sql", url=address.render_as_string(hide_password=False))

    @pytest.fixture
    def gone(self, monkeypatch):
        monkeypatch.setenv("SHUPING_SOURCE_HOSTS", "127.0.0.1:1")
        settings.cache_clear()
        return facts("sql", url="postgresql://nobody@127.0.0.1:1/nothing")

    @pytest.fixture(
        params=[
            "postgresql://reader@metadata.internal/x",
            "postgresql://reader:hunter2@db/x",
            "postgresql:///x?host=metadata.internal",
        ]
    )
    def wrong(self, request):
        return facts("sql", url=request.param)

    def test_a_host_nobody_listed_is_not_asked(self):
        with pytest.raises(SourceMisconfigured, match="SHUPING_SOURCE_HOSTS"):
            self.kind.check(facts("sql", url="postgresql://reader@db.example/x"))


def _unlisted(made):
    """The same engine for the socket in a folder that the test's server listens on."""

    def engine(source, url):
        if not url.query:
            return made(source, url)
        options = f"-c statement_timeout={sql.MOST_SECONDS * 1000} -c default_transaction_read_only=on"
        return create_engine(url.set(drivername="postgresql+psycopg"), connect_args={"options": options})

    return lambda source, url: engine(source, url) if _is_ours(url) else made(source, url)


def _is_ours(url) -> bool:
    return str(url.query.get("host", "")).startswith("/tmp/")
