"""How long a screen takes to run again, beside a bare Streamlit app that writes one letter."""

import statistics
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from tests.bench.line import Line
from tests.running.city import City
from tests.running.server import Process, environment, free_port
from tests.running.socket import Socket

ROUNDS = 40
WARM_UP = 5
# A server still busy with the run before would be measured twice.
APART_SECONDS = 0.06

# Addresses of screens and what the lines of the table call them.
SCREENS = {
    "board": "ranking board",
    "unit": "unit page",
    "cockpit": "cockpit",
    "compare": "comparisons",
    "heat": "heat page",
}

PEER = 'import streamlit as st\n\nst.write("x")\n'


def peer(folder: Path) -> Process:
    """The smallest Streamlit app there is, with stock settings, not yet started."""
    folder.mkdir()
    (folder / "peer.py").write_text(PEER)
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "peer.py", "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1"]
    return Process(command, port=port, cwd=folder, env=environment(folder), log=folder / "peer.log")


def measure(
    city: City,
    bare: Process,
    login: str = "pm",
    screens: Mapping[str, str] = SCREENS,
    target: float = 1.0,
) -> list[Line]:
    """Every screen people turn over and over, behind the gate, each over the bare app."""
    cookie = city.sign_in(login)
    with ExitStack() as stack:
        sockets = {name: stack.enter_context(city.socket(cookie)) for name in screens}
        sockets["peer"] = stack.enter_context(Socket(bare.url))
        for name, socket in sockets.items():
            socket.open("" if name == "peer" else name)
        taken = _interleaved({name: socket.rerun for name, socket in sockets.items()})
    return [
        Line(f"rerun of the {what}", taken[name], taken["peer"], "ms", target)
        for name, what in screens.items()
    ]


def _interleaved(acts: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median of each act in milliseconds, one after the other so that all meet the same weather."""
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(WARM_UP + ROUNDS):
        for name, act in acts.items():
            time.sleep(APART_SECONDS)
            began = time.perf_counter()
            act()
            taken[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(times[WARM_UP:]) for name, times in taken.items()}
