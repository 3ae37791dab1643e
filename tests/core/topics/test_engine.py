"""The expressions: the same figures on DuckDB and on another engine."""

import pyarrow.parquet as pq
import pytest

from core.errors import Unavailable
from core.settings import settings
from core.topics import engine
from core.topics.logs import folder
from tests.builders.logs import call, small_year, written


def frame(expression):
    return sorted(engine.run(expression), key=lambda row: [row[name] for name in engine.BY])


def of(batch):
    return engine.calls_table([part.path for part in batch.parts])


def test_figures_worked_by_hand_come_out():
    batch = written(
        call(milliseconds=100), call(milliseconds=200, consumer="M02", status=500, rows=0),
        call(milliseconds=300, resource="R2", rows=5), call(consumer="M15"), call(is_probe=True),
        call(is_load_test=True), call(status=429), call(status=404),
    )  # fmt: skip
    [row] = frame(engine.monthly(of(batch), 0.3))
    assert row == {
        "topic": "208", "month": "2020-06", "raw": 8, "self_calls": 1, "probes": 1, "load_tests": 1,
        "client_errors": 2, "calls": 3, "counted": 3.0, "consumers": 2,
        "exchanged": 15, "failures": 1, "top_calls": 2, "resources": 2, "p95": 290.0,
    }  # fmt: skip


def test_a_consumer_counts_for_no_more_than_the_cap_of_the_raw_calls():
    batch = written(*(call() for _ in range(8)), call(consumer="M02"), call(is_probe=True))
    [row] = frame(engine.monthly(of(batch), 0.3))
    assert row["calls"] == 9
    assert row["counted"] == pytest.approx(3.0 + 1)


def test_a_month_of_dropped_calls_only_is_there_with_its_raw_calls():
    [row] = frame(engine.monthly(of(written(call(is_probe=True))), 0.3))
    assert (row["raw"], row["calls"], row["consumers"], row["p95"]) == (1, None, None, None)


def test_the_exact_query_says_what_the_measures_say():
    calls = of(small_year())
    exact, whole = frame(engine.exact(calls)), frame(engine.monthly(calls, 0.3))
    assert len(exact) == 144
    assert exact == [{name: row[name] for name in exact[0]} for row in whole]


def test_leaders_are_in_order_of_calls_and_equals_by_code():
    batch = written(call(consumer="M02"), call(consumer="M03"), call(consumer="M03"), call(consumer="M01"))
    found = engine.run(engine.leaders(of(batch), "consumer", 2))
    assert [(row["code"], row["calls"]) for row in found] == [("M03", 2), ("M01", 1)]


def test_missing_files_are_named_with_what_to_do():
    with pytest.raises(Unavailable, match="调用日志暂时读不到"):
        engine.calls_table(["calls/month=2020-01/none.parquet"])


@pytest.mark.postgres
def test_another_engine_by_setting_gives_the_same_figures(request, monkeypatch):
    import ibis

    templates = request.getfixturevalue("_postgres_templates")
    batch = small_year()
    here = [frame(engine.exact(of(batch))), frame(engine.monthly(of(batch), 0.3))]
    with templates.copy("nothing", lambda _engine: None) as url:
        address = url.replace("postgresql+psycopg", "postgresql")
        there = ibis.connect(address)
        files = [folder() / part.path for part in batch.parts]
        there.create_table(engine.CALLS_TABLE, pq.read_table(files[0], partitioning=None))
        for file in files[1:]:
            there.insert(engine.CALLS_TABLE, pq.read_table(file, partitioning=None))
        monkeypatch.setenv("SHUPING_TOPICS_URL", address)
        settings.cache_clear()
        away = [frame(engine.exact(of(batch))), frame(engine.monthly(of(batch), 0.3))]
        there.disconnect()
    for ours, theirs in zip(here, away, strict=True):
        assert len(ours) == len(theirs)
        for row, other in zip(ours, theirs, strict=True):
            assert {name: other[name] for name in engine.BY} == {name: row[name] for name in engine.BY}
            numbers = {name: float(row[name]) for name in row if name not in engine.BY}
            assert {name: float(other[name]) for name in numbers} == pytest.approx(numbers, abs=1e-6)
