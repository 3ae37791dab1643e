"""What the gate adds to one HTTP request of a signed-in person."""

import statistics
import sys
import time
from http.client import HTTPConnection

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
    with_gate, without = _medians([city.process, bare], city.sign_in(login))
    return Line("the gate, per request", max(0.0, with_gate - without), ALLOWED_MILLISECONDS, "ms")


def _medians(servers: list[Process], cookie: str) -> list[float]:
    taken: list[list[float]] = [[] for _ in servers]
    for _ in range(WARM_UP + ROUNDS):
        for server, times in zip(servers, taken, strict=True):
            began = time.perf_counter()
            _ask(server.port, cookie)
            times.append((time.perf_counter() - began) * 1000)
    return [statistics.median(times[WARM_UP:]) for times in taken]


def _ask(port: int, cookie: str) -> None:
    """One request on a connection of its own: a kept one waits for late acknowledgements, not for us."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", PATH, headers={"cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{PATH} answered {answer.status}")
    finally:
        connection.close()
