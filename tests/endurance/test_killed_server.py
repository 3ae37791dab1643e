"""The server dies by SIGKILL while four people save; what it had acknowledged is there, whole."""

import random
import statistics
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.endurance.ledger import Ledger
from tests.endurance.rounds import ROUNDS, SEED
from tests.endurance.saving import Savers
from tests.running.city import City

EVERYBODY_SECONDS = 60.0


@pytest.fixture
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A server to be killed."""
    made = City.on(tmp_path_factory.mktemp("killed") / "data")
    made.start()
    yield made
    made.stop()


def healthy_after_restart(city: City) -> float:
    """Start the killed server again; seconds until its health check answers."""
    began = time.monotonic()
    city.restart()
    assert httpx.get(f"{city.url}/healthz", timeout=30).text == "ok"
    return time.monotonic() - began


def wait_for_everybody(savers: Savers, before: tuple[int, ...]) -> None:
    """Let each of the four be told of one act more: a round in which nobody saved would prove nothing."""
    deadline = time.monotonic() + EVERYBODY_SECONDS
    while any(now == then for now, then in zip(savers.seen.by_kind, before, strict=True)):
        assert time.monotonic() < deadline, (savers.seen.by_kind, before, savers.faults)
        time.sleep(0.02)


def test_nothing_acknowledged_is_lost_or_halved_when_the_server_is_killed(city: City) -> None:
    moments, savers, ready = random.Random(SEED), Savers(city), []
    for _ in range(ROUNDS):
        before, threads = savers.seen.by_kind, savers.begin()
        wait_for_everybody(savers, before)
        time.sleep(moments.uniform(0.0, 2.0))
        city.process.kill()
        savers.end(threads)
        assert savers.faults == []
        ledger = Ledger(city.data_dir)
        assert ledger.faults() == []
        assert ledger.lost(savers.seen) == []
        assert ledger.halves() == []
        assert ledger.password_is_one_of("gongan", (city.password("gongan"), savers.tried))
        ledger.close()
        ready.append(healthy_after_restart(city))
    signed_in, exported, changed, switched = savers.seen.by_kind
    print(
        f"\n{ROUNDS} kills, {savers.seen.total} acknowledged acts ({signed_in} sign-ins, {exported} exports,"
        f" {changed} password changes, {switched} accounts switched), 0 lost, 0 halved;"
        f" ready again after {statistics.median(ready):.1f} s (median), {max(ready):.1f} s (worst)"
    )
    assert len(ready) == ROUNDS
