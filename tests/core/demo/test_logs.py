"""The demonstration's year of calls: the same everywhere, in the proportions of the city it plays."""

import hashlib
from collections import Counter

import pyarrow.compute as pc
import pytest

from core.audit.actor import Actor
from core.demo.logs import CATALOGUE, ROWS, build_logs, catalogue, month_calls, read_events, read_topics
from core.topics.logs import RECORD, read_register

TOPICS = read_topics()


@pytest.fixture(scope="module")
def march():
    return month_calls(TOPICS, 3, ROWS)


def test_a_month_is_the_same_on_every_machine():
    table = month_calls(TOPICS, 1, 2_000)
    assert table.schema == RECORD
    text = "\n".join(str(tuple(row.values())) for row in table.to_pylist())
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "3057599f1692666f"


def test_calls_fall_to_the_topics_as_the_reference_says(march):
    counts = Counter(march["topic"].to_pylist())
    plain = [topic for topic in TOPICS if topic.code != "202"]
    total = sum(counts[topic.code] for topic in plain)
    for topic in plain:
        share = topic.share / sum(each.share for each in plain)
        assert counts[topic.code] / total == pytest.approx(share, rel=0.15)


def test_the_epidemic_shows_in_health_from_february_to_april():
    [event] = [event for event in read_events() if event.topic == "202"]
    assert (event.kind, event.first, event.last) == ("倍数", "2020-02", "2020-04")
    health = [Counter(month_calls(TOPICS, month, 20_000)["topic"].to_pylist())["202"] for month in (1, 3, 5)]
    assert health[1] > 1.8 * health[0]
    assert health[1] > 1.8 * health[2]


def test_one_unit_inflates_a_small_topic_in_september():
    september = month_calls(TOPICS, 9, 20_000)
    own = september.filter(pc.equal(september["topic"], "206"))
    busiest, calls = Counter(own["consumer"].to_pylist()).most_common(1)[0]
    assert busiest == "M23"
    assert calls > own.num_rows / 2


def test_every_published_resource_has_a_name_of_its_own_and_a_provider(march):
    listed = catalogue(TOPICS)
    assert listed.schema == CATALOGUE
    assert listed.num_rows == 2963
    names = listed["name"].to_pylist()
    by_topic = Counter((topic, name) for topic, name in zip(listed["topic"].to_pylist(), names, strict=True))
    assert max(by_topic.values()) == 1
    assert set(march["resource"].to_pylist()) <= set(listed["resource"].to_pylist())


def test_times_lie_in_the_month_as_dezhou_counts_it(march):
    local = [
        moment.timestamp() + 8 * 3600 for moment in (march["time"][0].as_py(), march["time"][-1].as_py())
    ]
    assert local[0] >= 1583020800
    assert local[1] < 1585699200


def test_the_year_comes_in_through_the_product_a_batch_a_month_once(engine, monkeypatch):
    monkeypatch.setattr("core.demo.logs.ROWS", 2_000)
    for _ in range(2):
        build_logs(engine, Actor.system("演示数据"))
    batches = read_register().batches
    assert [batch.name for batch in batches] == [f"demo-2020-{month:02d}" for month in range(1, 13)]
    assert all(batch.is_demo and "演示" in batch.title for batch in batches)
