"""Small logs for tests: one call a row as somebody would write it down, and a year of the demonstration."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

import pyarrow as pa
from sqlalchemy import Engine

from core.audit.actor import Actor
from core.demo.logs import catalogue, read_topics, year_calls
from core.store.session import writing
from core.topics.logs import RECORD, Batch, write_batch
from core.topics.service import accept_batch

USUAL = {
    "time": "2020-06-15 02:00",
    "topic": "208",
    "resource": "R1",
    "provider": "M15",
    "consumer": "M01",
    "channel": "接口",
    "rows": 10,
    "status": 200,
    "milliseconds": 100,
    "is_probe": False,
    "is_load_test": False,
}
SMALL = 12_000


def call(**changes: object) -> dict[str, object]:
    """One record, usual but for these changes."""
    facts = {**USUAL, **changes}
    return {**facts, "time": datetime.fromisoformat(str(facts["time"])).replace(tzinfo=UTC)}


def records(*calls: dict[str, object]) -> pa.Table:
    """Calls as a source hands them in."""
    return pa.Table.from_pylist(list(calls), schema=RECORD)


def written(*calls: dict[str, object], name: str = "六月") -> Batch:
    """A batch of these calls, not yet let in."""
    return write_batch(name, f"{name}调用日志", iter([records(*calls)]), is_demo=False)


def let_in(batch: Batch, engine: Engine | None = None) -> bool:
    """Let a batch in as the product itself does."""
    with writing(engine) as session:
        return accept_batch(session=session, actor=Actor.system("测试"), batch=batch)


def small_year() -> Batch:
    """A year of the demonstration in one small batch, not yet let in."""
    return write_batch(
        "2020",
        "2020年调用日志（演示抽样）",
        iter(_small_tables()),
        catalogue=catalogue(read_topics()),
        is_demo=True,
    )


def accepted(batch: Batch) -> Batch:
    """The batch as the register holds it."""
    return replace(batch, accepted_at="2021-01-04T01:00:00+00:00")


@lru_cache(maxsize=1)
def _small_tables() -> tuple[pa.Table, ...]:
    return tuple(year_calls(read_topics(), SMALL))
