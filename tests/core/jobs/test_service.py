"""At most one sidecar works at a time."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from core.jobs.models import JobBeat, WorkerLease
from core.jobs.service import LEASE_TIME, release_lease, run_job, take_lease
from core.jobs.table import Job
from core.store.session import reading, writing


def take(holder: str) -> bool:
    with writing() as session:
        return take_lease(session=session, holder=holder)


def test_the_first_leads_and_the_others_wait(engine: Engine, at):
    assert take("a")
    assert not take("b")
    assert take("a")


def test_of_sixteen_who_start_together_one_leads(engine: Engine, at):
    start, won, faults = threading.Barrier(16), [], []

    def begin(number: int) -> None:
        start.wait()
        try:
            if take(f"sidecar {number}"):
                won.append(number)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert faults == []
    assert len(won) == 1
    with reading() as session:
        assert session.get_one(WorkerLease, "jobs").holder == f"sidecar {won[0]}"


def test_a_leader_that_stays_silent_loses_the_lead(engine: Engine, at):
    assert take("a")
    at.forward(seconds=LEASE_TIME.total_seconds())
    assert not take("b")
    at.forward(seconds=1)
    assert take("b")
    assert not take("a")


def test_renewing_keeps_the_lead(engine: Engine, at):
    for _ in range(5):
        assert take("a")
        at.forward(seconds=30)
        assert not take("b")


def test_a_leader_that_ends_in_order_makes_room_at_once(engine: Engine, at):
    assert take("a")
    with writing() as session:
        release_lease(session=session, holder="b")
    assert not take("b")
    with writing() as session:
        release_lease(session=session, holder="a")
    at.forward(seconds=1)
    assert take("b")


def test_a_run_leaves_its_latest_beat(engine: Engine, at):
    job = Job("count", "计数", timedelta(seconds=1), lambda _session: "做完了")
    for holder in ("a", "b"):
        with writing() as session:
            assert run_job(session=session, job=job, holder=holder) == "做完了"
        at.forward(minutes=1)
    with reading() as session:
        [beat] = session.exec(select(JobBeat)).all()
    assert (beat.job, beat.holder, beat.note) == ("count", "b", "做完了")
    assert beat.at == at.now() - timedelta(minutes=1)


def test_a_job_that_breaks_leaves_neither_work_nor_beat(engine: Engine):
    def breaks(session) -> str:
        session.add(WorkerLease(name="half", holder="a", expires_at=session.info["never"]))
        return ""

    with pytest.raises(KeyError), writing() as session:
        run_job(session=session, job=Job("x", "x", timedelta(seconds=1), breaks), holder="a")
    with reading() as session:
        assert session.exec(select(JobBeat)).all() == []
