"""The sidecar as it really runs: a process of its own beside the server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from core.clock import now
from core.jobs.models import JobBeat, WorkerLease
from core.jobs.table import JOBS
from core.settings import ROOT
from core.store.session import reading


@contextmanager
def sidecar() -> Iterator[subprocess.Popen]:
    """A running sidecar on this test's database."""
    command = [sys.executable, "-m", "connectors.worker"]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ}, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def until(condition, seconds: float = 20):
    deadline = time.monotonic() + seconds
    while True:
        if found := condition():
            return found
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def beats() -> dict[str, JobBeat]:
    with reading() as session:
        return {beat.job: beat for beat in session.exec(select(JobBeat))}


def lease() -> WorkerLease | None:
    with reading() as session:
        return session.get(WorkerLease, "jobs")


def test_it_beats_leads_and_stops_when_told(engine: Engine):
    with sidecar() as process:
        beat = until(lambda: beats().get("heartbeat"))
        assert beat.holder.endswith(f":{process.pid}")
        assert beat.note == "运行正常"
        assert lease().expires_at > now()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert "Traceback" not in process.stderr.read()
    assert lease().expires_at <= now()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_of_two_only_one_works(engine: Engine):
    with sidecar() as first:
        until(lambda: len(beats()) == len(JOBS))
        with sidecar() as second:
            time.sleep(3)
            assert second.poll() is None
            assert {beat.holder.rsplit(":")[-1] for beat in beats().values()} == {str(first.pid)}
