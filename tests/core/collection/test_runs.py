"""A run is made once, claimed by one worker, and written whole or not at all."""

from datetime import timedelta

import pytest
from sqlmodel import col, func, select

from core.collection.models import CollectedValue, CollectionRun, RunState, Trigger
from core.collection.runs import CLAIM_TIME, claim, finish, is_waiting, make_due, postpone, refuse
from core.errors import Conflict, SourceMisconfigured
from core.store.session import reading, writing
from tests.core.collection.outside import UNITS, WINDOW, records, set_up


def only_run(engine) -> CollectionRun:
    with reading(engine) as session:
        run = session.exec(select(CollectionRun)).one()
        session.expunge_all()
        return run


def written(engine) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(CollectedValue)).one()


def queued(engine, at, people) -> None:
    set_up(people)
    at.forward(minutes=61)
    with writing(engine) as session:
        assert make_due(session=session) == 1


def test_a_due_time_makes_one_run_however_often_it_is_looked_at(engine, people, at):
    queued(engine, at, people)
    with writing(engine) as session:
        assert make_due(session=session) == 0
    run = only_run(engine)
    assert (run.trigger, run.state, run.requested_by) == (Trigger.SCHEDULED, RunState.QUEUED, "定时任务")


def test_what_was_missed_is_caught_up_once_and_says_so(engine, people, at):
    queued(engine, at, people)
    at.forward(hours=3)
    with writing(engine) as session:
        assert make_due(session=session) == 1
    with reading(engine) as session:
        run = session.exec(select(CollectionRun).order_by(col(CollectionRun.id).desc())).first()
    assert run.trigger == Trigger.CATCH_UP
    assert run.message == "补跑：此前漏跑 2 次，只补这一次"


def test_a_claim_is_one_workers_and_carries_all_it_needs(engine, people, at):
    queued(engine, at, people)
    with writing(engine) as session:
        assert is_waiting(session=session)
        taken = claim(session=session, holder="first")
    with writing(engine) as session:
        assert claim(session=session, holder="second") is None
        assert not is_waiting(session=session)
    assert (taken.source.code, taken.query, taken.window) == (
        "exchange",
        "select unit, top, bottom from t",
        WINDOW,
    )


def test_numbers_and_the_end_of_the_run_are_written_together(engine, people, at):
    queued(engine, at, people)
    with writing(engine) as session:
        taken = claim(session=session, holder="first")
    with writing(engine) as session:
        sentence = finish(session=session, assignment=taken, records=records())
    run = only_run(engine)
    assert sentence == run.message == f"取得 {len(UNITS)} 行，写入 {len(UNITS)} 个单位"
    assert (run.state, run.rows, run.units, len(run.sha256)) == (RunState.DONE, len(UNITS), len(UNITS), 64)
    assert written(engine) == 2 * len(UNITS)


def test_records_that_are_refused_leave_no_number_and_no_end(engine, people, at):
    queued(engine, at, people)
    with writing(engine) as session:
        taken = claim(session=session, holder="first")
    with pytest.raises(SourceMisconfigured), writing(engine) as session:
        finish(
            session=session, assignment=taken, records=[*records(), {"unit": "371402", "top": 1, "bottom": 1}]
        )
    assert written(engine) == 0
    with writing(engine) as session:
        refuse(session=session, assignment=taken, reason="结构变了")
    assert (only_run(engine).state, only_run(engine).message) == (RunState.FAILED, "结构变了")


def test_a_run_whose_worker_died_is_taken_up_and_finished_once(engine, people, at):
    queued(engine, at, people)
    with writing(engine) as session:
        dead = claim(session=session, holder="first")
    at.forward(seconds=CLAIM_TIME.total_seconds() + 1)
    with writing(engine) as session:
        alive = claim(session=session, holder="second")
    assert alive.run_id == dead.run_id
    with pytest.raises(Conflict, match="已由其他进程接手"), writing(engine) as session:
        finish(session=session, assignment=dead, records=records(3))
    assert written(engine) == 0
    with writing(engine) as session:
        finish(session=session, assignment=alive, records=records(4))
    for late in (dead, alive):
        with pytest.raises(Conflict), writing(engine) as session:
            finish(session=session, assignment=late, records=records(5))
    with reading(engine) as session:
        query = select(CollectedValue.number).where(CollectedValue.column == "A-1/分子")
        assert set(session.exec(query)) == {4.0}
    assert only_run(engine).claimed_by == "second"


def test_a_source_that_does_not_answer_is_asked_three_times_with_longer_waits(engine, people, at):
    queued(engine, at, people)
    waits = []
    for expected in (True, True, False):
        with writing(engine) as session:
            taken = claim(session=session, holder="first")
        with writing(engine) as session:
            assert postpone(session=session, assignment=taken, reason="没有应答") is expected
        run = only_run(engine)
        waits.append(run.not_before - at.now())
        with writing(engine) as session:
            assert claim(session=session, holder="first") is None
        at.forward(seconds=41)
    assert waits[:2] == [timedelta(seconds=10), timedelta(seconds=40)]
    assert (run.state, run.message) == (RunState.FAILED, "没有应答（已尝试 3 次）")


def test_a_run_that_kills_every_worker_is_given_up(engine, people, at):
    queued(engine, at, people)
    for _ in range(6):
        with writing(engine) as session:
            assert claim(session=session, holder="doomed") is not None
        at.forward(seconds=CLAIM_TIME.total_seconds() + 1)
    with writing(engine) as session:
        assert claim(session=session, holder="doomed") is None
    assert (only_run(engine).state, only_run(engine).message) == (
        RunState.FAILED,
        "采集进程多次中断，不再重试",
    )
