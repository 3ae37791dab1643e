"""The table of timed work."""

from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import select

from core.access.models import SignInAttempt
from core.jobs.table import JOBS, prune_attempts, queue_collection
from core.store.session import reading, writing
from tests.core.collection.outside import set_up


def test_jobs_have_names_of_their_own_and_chinese_labels():
    assert len({job.name for job in JOBS}) == len(JOBS)
    assert all(job.every > timedelta() and not job.label.isascii() for job in JOBS)


def test_every_job_runs_on_an_empty_database(engine: Engine):
    for job in JOBS:
        with writing() as session:
            assert job.run(session)


def test_collections_are_queued_when_they_are_due(engine: Engine, people, at):
    set_up(people)
    at.forward(minutes=61)
    for made in (1, 0):
        with writing() as session:
            assert queue_collection(session) == f"新增 {made} 次采集"


def test_attempts_are_dropped_only_when_no_lock_looks_at_them(engine: Engine, at):
    with writing() as session:
        for hours in (0, 23, 25, 48):
            session.add(SignInAttempt(login="x", at=at.now() - timedelta(hours=hours)))
    with writing() as session:
        assert prune_attempts(session) == "清理 2 条过期登录尝试"
    with reading() as session:
        assert len(session.exec(select(SignInAttempt)).all()) == 2
