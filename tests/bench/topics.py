"""The exact query over ten million calls, beside the straightforward SQL in bare DuckDB on the same files."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from core.demo.logs import read_topics, year_calls
from core.settings import settings
from core.topics import engine
from core.topics.logs import folder, write_batch
from tests.bench.line import Line

ROWS = 10_000_000
ROUNDS = 7
WARM_UP = 1

# What somebody at a prompt would write. The product marks every call with its fate as it comes in.
STRAIGHT = """
select topic, month, count(*), count(distinct consumer), count(*) filter (where status >= 500),
       quantile_cont(milliseconds, 0.95)
from read_parquet({files})
where provider <> consumer and not is_probe and not is_load_test and not (status between 400 and 499)
group by topic, month order by topic, month
"""


def measure(rows: int = ROWS) -> list[Line]:
    """Ours over theirs, in one run, one after the other; both answers are compared first."""
    with tempfile.TemporaryDirectory(prefix="shuping-topics-") as held, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHUPING_DATA_DIR", held)
        settings.cache_clear()
        try:
            batch = write_batch("bench", "bench", year_calls(read_topics(), rows), is_demo=True)
            files = [part.path for part in batch.parts]
            taken, calls = _race(files), batch.rows
        finally:
            settings.cache_clear()
    name = f"heat: exact query, {calls / 1e6:.1f} million calls"
    return [Line(name, taken["ours"], taken["straight"], "ms")]


def _race(files: list[str]) -> dict[str, float]:
    listed = str([str(Path(folder() / name)) for name in files])
    bare = duckdb.connect()
    expression = engine.exact(engine.calls_table(files))
    acts: dict[str, Callable[[], pa.Table]] = {
        "ours": expression.to_pyarrow,
        "straight": lambda: bare.sql(STRAIGHT.format(files=listed)).to_arrow_table(),
    }
    _alike([act() for act in acts.values()])
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(WARM_UP + ROUNDS):
        for name, act in acts.items():
            began = time.perf_counter()
            act()
            taken[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(times[WARM_UP:]) for name, times in taken.items()}


def _alike(answers: list[pa.Table]) -> None:
    """Raise where two answers differ anywhere."""
    plain = [sorted(tuple(row.values()) for row in table.to_pylist()) for table in answers]
    if any(other != plain[0] for other in plain[1:]):
        raise RuntimeError("the exact query and the straightforward SQL disagree")


if __name__ == "__main__":
    for line in measure():
        print(line.as_json())
