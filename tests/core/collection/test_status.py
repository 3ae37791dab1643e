"""Every metric of every unit has one state, and people see the units they reach."""

import pytest

from core.collection.runs import make_due
from core.collection.status import Freshness, collected_systems, status
from core.errors import NotAllowed, NotFound, SourceMisconfigured
from core.store.session import reading, writing
from tests.core.collection.outside import METRIC, UNITS, collect, records, set_up
from tests.core.collection.world import published


def board(engine, people, version_id, name="李评估"):
    with reading(engine) as session:
        return status(session=session, actor=people[name].actor, version_id=version_id)


def collected(engine, at, *answers) -> None:
    at.forward(minutes=61)
    with writing(engine) as session:
        make_due(session=session)
    collect(engine, *answers)


def test_before_the_first_run_nothing_was_collected(engine, people, at):
    found = board(engine, people, set_up(people))
    assert found.counts == {Freshness.NEVER: len(UNITS)}
    assert [metric.code for metric in found.metrics] == [METRIC]
    assert found.oldest(Freshness.NEVER) is None


def test_a_good_run_is_fresh_until_its_interval_and_a_quarter_are_over(engine, people, at):
    version_id = set_up(people)
    collected(engine, at, records())
    begun = at.now()
    assert board(engine, people, version_id).counts == {Freshness.FRESH: len(UNITS)}
    at.forward(minutes=76)
    late = board(engine, people, version_id)
    assert late.counts == {Freshness.LATE: len(UNITS)}
    assert late.oldest(Freshness.LATE) == begun


def test_a_failed_run_says_so_and_names_the_time_of_the_last_good_numbers(engine, people, at):
    version_id = set_up(people)
    collected(engine, at, records())
    begun = at.now()
    collected(engine, at, SourceMisconfigured("没有表"))
    found = board(engine, people, version_id)
    assert found.counts == {Freshness.FAILED: len(UNITS)}
    assert found.oldest(Freshness.FAILED) == begun
    assert (found.metrics[0].message, found.metrics[0].failing_since) == ("没有表", at.now())


def test_a_unit_the_newest_run_left_out_is_late(engine, people, at):
    version_id = set_up(people)
    collected(engine, at, records())
    collected(engine, at, records(units=UNITS[1:]))
    found = board(engine, people, version_id)
    assert found.cells[METRIC, UNITS[0]].state is Freshness.LATE
    assert found.count(Freshness.FRESH, METRIC) == len(UNITS) - 1


def test_a_county_sees_itself_and_a_department_nothing_of_the_counties(engine, people, at):
    version_id = set_up(people)
    assert [unit.code for unit in board(engine, people, version_id, "吴德城").units] == ["371402"]
    assert board(engine, people, version_id, "陈填报").cells == {}


def test_only_systems_with_collected_metrics_are_listed(engine, people, at):
    actor = people["李评估"].actor
    version_id = published(people)
    with reading(engine) as session:
        assert collected_systems(session=session, actor=actor) == {}
        with pytest.raises(NotFound, match="还没有系统采集"):
            status(session=session, actor=actor, version_id=version_id)
    set_up(people)
    with reading(engine) as session:
        assert list(collected_systems(session=session, actor=actor)) == [version_id]


def test_an_expert_has_no_business_here(engine, people, at):
    version_id = set_up(people)
    with pytest.raises(NotAllowed):
        board(engine, people, version_id, "秦专家")
