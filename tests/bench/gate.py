"""What the gate adds to one HTTP request of a signed-in person."""

import statistics
import sys
import time

import httpx

from core.settings import ROOT
from tests.bench.line import Line
from tests.running.city import City
from tests.running.server import Process, environment, free_port

ROUNDS = 400
WARM_UP = 40
PATH = "/_stcore/host-config"
ALLOWED_MILLISECONDS = 1.0


def ungated(city: City) -> Process:
    """The same app with the same routes and settings on the same data, without the gate, not yet started."""
    port = free_port()
    return Process(
        [sys.executable, "-m", "tests.bench.ungated", str(port)],
        port=port,
        cwd=ROOT,
        env=environment(city.data_dir),
        log=city.data_dir / "ungated.log",
    )


def measure(city: City, bare: Process, login: str = "pm") -> Line:
    """The median request with the gate less the median without, over the millisecond allowed."""
    cookie = {"cookie": city.sign_in(login)}
    with (
        httpx.Client(base_url=city.url, headers=cookie) as gated,
        httpx.Client(base_url=bare.url, headers=cookie) as open_,
    ):
        with_gate, without = _medians(gated, open_)
    return Line("the gate, per request", max(0.0, with_gate - without), ALLOWED_MILLISECONDS, "ms")


def _medians(*clients: httpx.Client) -> list[float]:
    taken: list[list[float]] = [[] for _ in clients]
    for _ in range(WARM_UP + ROUNDS):
        for client, times in zip(clients, taken, strict=True):
            began = time.perf_counter()
            client.get(PATH).raise_for_status()
            times.append((time.perf_counter() - began) * 1000)
    return [statistics.median(times[WARM_UP:]) for times in taken]
