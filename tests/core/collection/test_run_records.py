"""Runs are listed for all who follow collection; what they asked and brought only as far as people reach."""

import pytest

from core.collection.models import RunState
from core.collection.run_records import run_card, runs
from core.collection.sources import start_runs
from core.collection.status import status
from core.errors import NotFound, SourceMisconfigured
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


def test_a_card_asked_for_a_unit_holds_that_units_numbers_as_far_as_they_reach(engine, people, version_id):
    with reading(engine) as session:
        facts = {"session": session, "run_id": 1, "unit": UNITS[5]}
        found = run_card(actor=people["李评估"].actor, **facts)
        out_of_reach = run_card(actor=people["陈填报"].actor, **facts)
    assert ([each.unit_code for each in found.sample], found.numbers) == ([UNITS[5]] * 2, 2)
    assert (out_of_reach.sample, out_of_reach.numbers) == ((), 0)


@pytest.mark.parametrize(
    ("answer", "full", "plain"),
    [
        (records(units=UNITS[1:]), f"来源没有数：{UNITS[0]}", "取得 12 行，写入 12 个单位"),
        (SourceMisconfigured(f"单位 {UNITS[0]} 的“top”不是数"), UNITS[0], "没有采到，上一次的数保留"),
    ],
    ids=["done", "failed"],
)
def test_who_reaches_some_units_is_told_what_came_without_the_names_of_others(
    engine, people, version_id, answer, full, plain
):
    with writing(engine) as session:
        start_runs(session=session, actor=people["李评估"].actor, version_id=version_id)
    collect(engine, answer)
    for name in ("李评估", "郑市长", "韩运维"):
        assert full in newest(engine, people, version_id, name)
    for name in ("陈填报", "吴德城"):
        said = newest(engine, people, version_id, name)
        assert said.startswith(plain)
        assert UNITS[0] not in said


def newest(engine, people, version_id, name: str) -> str:
    """What somebody is told of the newest run: on the list, on its card and beside its metric alike."""
    with reading(engine) as session:
        facts = {"session": session, "actor": people[name].actor}
        (row, *_), _ = runs(version_id=version_id, **facts)
        opened = run_card(run_id=row.id, **facts).row.message
        beside = status(version_id=version_id, **facts).metrics[0].message
    assert row.message == opened == beside
    return row.message


def test_an_unknown_run_is_not_there(engine, people):
    with pytest.raises(NotFound), reading(engine) as session:
        run_card(session=session, actor=people["李评估"].actor, run_id=99)
