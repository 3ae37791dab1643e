"""A worker's way from a queued run to written numbers, whatever the source answers."""

import pytest
from sqlmodel import select

from connectors.collecting import work_off
from core.collection.models import CollectedValue, CollectionRun, RunState
from core.collection.sources import start_runs
from core.errors import SourceMisconfigured, SourceUnavailable
from core.store.session import reading, writing
from tests.core.collection.outside import UNITS, WINDOW, Outside, records, set_up


@pytest.fixture
def version_id(engine, people, at) -> int:
    """A system with one queued run."""
    made = set_up(people)
    with writing(engine) as session:
        start_runs(session=session, actor=people["李评估"].actor, version_id=made)
    return made


def run_of(engine) -> CollectionRun:
    with reading(engine) as session:
        return session.exec(select(CollectionRun)).one()


def test_what_waits_is_fetched_and_written(engine, version_id):
    outside = Outside(records())
    assert work_off("甲", fetch=outside, engine=engine) == 1
    assert work_off("甲", fetch=outside, engine=engine) == 0
    assert outside.asked == [("exchange", "select unit, top, bottom from t", WINDOW)]
    assert (run_of(engine).state, run_of(engine).claimed_by) == (RunState.DONE, "甲")


def test_a_silent_source_is_asked_again_later_and_then_answers(engine, version_id, at):
    outside = Outside(SourceUnavailable("断了"), records())
    work_off("甲", fetch=outside, engine=engine)
    assert (run_of(engine).state, run_of(engine).message) == (RunState.QUEUED, "断了")
    assert work_off("甲", fetch=outside, engine=engine) == 0
    at.forward(seconds=11)
    work_off("甲", fetch=outside, engine=engine)
    assert (run_of(engine).state, run_of(engine).attempts) == (RunState.DONE, 2)


@pytest.mark.parametrize("answer", [SourceMisconfigured("没有这张表"), [{"unit": "371402"}]])
def test_a_wrong_query_is_asked_once_and_says_why(engine, version_id, at, answer):
    outside = Outside(answer)
    work_off("甲", fetch=outside, engine=engine)
    at.forward(hours=1)
    assert work_off("甲", fetch=outside, engine=engine) == 0
    assert run_of(engine).state == RunState.FAILED
    assert "没有" in run_of(engine).message
    assert len(outside.asked) == 1


def test_a_worker_that_comes_back_after_its_claim_expired_writes_nothing(engine, version_id, at):
    def slow(_source, _query, _window):
        at.forward(seconds=41)
        assert work_off("乙", fetch=Outside(records(7)), engine=engine) == 1
        return records(3)

    assert work_off("甲", fetch=slow, engine=engine) == 1
    with reading(engine) as session:
        values = session.exec(select(CollectedValue)).all()
    assert len(values) == 2 * len(UNITS)
    assert {value.number for value in values if value.column == "A-1/分子"} == {7.0}
    assert run_of(engine).claimed_by == "乙"


def test_an_accident_leaves_the_run_to_the_next_worker(engine, version_id, at):
    with pytest.raises(ZeroDivisionError):
        work_off("甲", fetch=Outside(ZeroDivisionError()), engine=engine)
    assert run_of(engine).state == RunState.CLAIMED
    at.forward(seconds=41)
    assert work_off("乙", fetch=Outside(records()), engine=engine) == 1
    assert run_of(engine).state == RunState.DONE
