"""The sidecar dies by SIGKILL in mid run; what it left is taken up, and every run ends once and whole."""

import random
import sqlite3
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from core.audit.actor import Actor
from core.collection.sources import start_runs
from core.store.engine import engine_for
from core.store.session import writing
from tests.endurance.ledger import Ledger
from tests.endurance.rounds import ROUNDS, SEED
from tests.running.city import demo_folder
from tests.running.server import kill, sidecar

PATIENCE = 90
# Numbers of runs that have not ended, or not all the numbers of those that have.
_HALVES = """
    select r.id from collection_runs r where (select count(*) from collected_values v where v.run_id = r.id)
        <> case when r.state = 'done' then r.units * (
            select count(*) from json_each((select fields from metric_sources m where m.id = r.metric_source_id))
        ) else 0 end
"""


@pytest.fixture
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration without a server."""
    return demo_folder(tmp_path_factory.mktemp("collection") / "data")


@pytest.fixture
def engine(data_dir: Path):
    """Its database, as another process opens it."""
    opened = engine_for(f"sqlite:///{data_dir / 'shuping.db'}")
    yield opened
    opened.dispose()


def until(ledger: Ledger, query: str, wanted: int) -> None:
    """Wait until a count reaches what is wanted."""
    deadline = time.monotonic() + PATIENCE
    while ledger.number(query) < wanted:
        assert time.monotonic() < deadline, f"{query}: {ledger.number(query)} of {wanted}"
        time.sleep(0.02)


def ask_for_all(engine: Engine, versions: list[int]) -> int:
    """Queue every metric of both boards."""
    asked = 0
    for version_id in versions:
        with writing(engine) as session:
            asked += start_runs(session=session, actor=Actor.system("耐久测试"), version_id=version_id)
    return asked


def time_passes(data_dir: Path) -> None:
    """The dead sidecar's claims and its lead run out; waiting for it would take most of a minute a round."""
    with sqlite3.connect(data_dir / "shuping.db", timeout=30) as connection:
        past = "2000-01-01 00:00:00.000000"
        connection.execute("update collection_runs set claim_until = ? where state = 'claimed'", (past,))
        connection.execute("update worker_leases set expires_at = ?", (past,))
    connection.close()


def killed_in_mid_run(data_dir: Path, ledger: Ledger, done: int, *, in_fetch: bool) -> int:
    """Kill a working sidecar: while it waits for a locked source, or somewhere after some runs; how many
    runs it left half done."""
    source = sqlite3.connect(data_dir / "platforms" / "exchange.db", isolation_level=None)
    if in_fetch:
        source.execute("begin exclusive")
    process = sidecar(data_dir)
    if in_fetch:
        until(ledger, "select count(*) from collection_runs where state = 'claimed'", 1)
    else:
        until(ledger, "select count(*) from collection_runs where state = 'done'", done)
    kill(process)
    source.close()
    return ledger.number("select count(*) from collection_runs where state = 'claimed'")


def test_a_sidecar_killed_in_mid_run_and_restarted_finishes_every_run_once(data_dir: Path, engine: Engine):
    moments, ledger = random.Random(SEED), Ledger(data_dir)
    versions = [
        int(str(each)) for each in ledger.column("select distinct system_version_id from metric_sources")
    ]
    frozen = ledger.column("select sha256 from result_editions order by id")
    left = 0
    for number in range(ROUNDS):
        before = ledger.number("select count(*) from collection_runs where state = 'done'")
        asked = ask_for_all(engine, versions)
        assert asked == 50
        left += killed_in_mid_run(
            data_dir, ledger, before + moments.randrange(1, 40), in_fetch=number % 2 == 0
        )
        assert ledger.column(_HALVES) == []
        time_passes(data_dir)
        process = sidecar(data_dir)
        until(ledger, "select count(*) from collection_runs where state = 'done'", before + asked)
        kill(process)
        time_passes(data_dir)
        assert ledger.faults() == []
        assert ledger.column(_HALVES) == []
        assert ledger.number("select count(*) from collection_runs") == before + asked
        assert ledger.number("select max(attempts) from collection_runs") <= 2
    assert left >= (ROUNDS + 1) // 2
    assert ledger.column("select sha256 from result_editions order by id") == frozen
    ledger.close()
    print(f"\n{ROUNDS} kills, {left} runs left in the middle, {50 * ROUNDS} runs finished once, 0 halved")
