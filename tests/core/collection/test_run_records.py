"""Runs are listed for all who follow collection; what they asked and brought only as far as people reach."""

import pytest

from core.collection.models import RunState
from core.collection.run_records import run_card, runs
from core.collection.sources import start_runs
from core.errors import NotFound
from core.store.session import reading, writing
from tests.core.collection.outside import METRIC, UNITS, collect, records, set_up


@pytest.fixture
def version_id(engine, people) -> int:
    """A system with one finished run."""
    made = set_up(people)
    with writing(engine) as session:
        start_runs(session=session, actor=people["李评估"].actor, version_id=made)
    collect(engine, records(9))
    return made


def card(engine, people, name: str):
    with reading(engine) as session:
        return run_card(session=session, actor=people[name].actor, run_id=1)


def test_the_list_filters_by_state_and_metric_and_counts(engine, people, version_id):
    with reading(engine) as session:
        actor = people["郑市长"].actor
        rows, total = runs(session=session, actor=actor, version_id=version_id)
        assert runs(session=session, actor=actor, version_id=version_id, state=RunState.FAILED) == ([], 0)
        assert runs(session=session, actor=actor, version_id=version_id, metric="Z")[1] == 0
        assert runs(session=session, actor=actor, version_id=version_id, offset=1) == ([], 1)
    assert (total, rows[0].metric_code, rows[0].state, rows[0].rows) == (1, METRIC, RunState.DONE, len(UNITS))
    assert rows[0].requested_by == "李评估"


def test_a_card_shows_query_hash_and_a_sample_to_those_who_work_on_it(engine, people, version_id):
    found = card(engine, people, "李评估")
    assert found.query == "select unit, top, bottom from t"
    assert (len(found.sha256), found.claimed_by, found.source_name) == (64, "测试", "交换平台")
    assert len(found.sample) == 20
    first = found.sample[0]
    assert (first.unit_code, first.column, first.number) == (UNITS[0], "A-1/分子", 9.0)


def test_a_county_sees_its_own_rows_and_no_query(engine, people, version_id):
    found = card(engine, people, "吴德城")
    assert {each.unit_code for each in found.sample} == {"371402"}
    assert (found.query, found.sha256, found.claimed_by) == ("", "", "")


def test_an_unknown_run_is_not_there(engine, people):
    with pytest.raises(NotFound), reading(engine) as session:
        run_card(session=session, actor=people["李评估"].actor, run_id=99)
