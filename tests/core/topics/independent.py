"""The heat index once more, straight from the Parquet rows in plain Python: shares nothing with the product.

`python -m tests.core.topics.independent <folder of the logs>` prints topic, month and index.
"""

import json
import math
import sys
from collections import defaultdict
from pathlib import Path

import pyarrow.parquet as pq


def percentile(values: list[float], share: float) -> float:
    """Linear between the two nearest ranks."""
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def read(folder: Path) -> tuple[list[dict], dict[str, int]]:
    """Every registered call, and the published resources of every topic."""
    batches = json.loads((folder / "register.json").read_text(encoding="utf-8"))
    calls = [
        row
        for batch in batches
        for part in batch["parts"]
        for row in pq.read_table(folder / part["path"]).to_pylist()
    ]
    published: dict[str, int] = defaultdict(int)
    for batch in batches:
        if batch["catalogue"]:
            for row in pq.read_table(folder / batch["catalogue"]["path"]).to_pylist():
                published[row["topic"]] += 1
    return calls, published


def clean(row: dict) -> bool:
    """Whether a call counts; the kept verdict is not looked at."""
    return not (
        row["provider"] == row["consumer"]
        or row["is_probe"]
        or row["is_load_test"]
        or 400 <= row["status"] <= 499
    )


def measured(calls: list[dict]) -> dict:
    """C*, D, X, used resources, failure rate and p95 by topic and month."""
    raw, by_consumer = defaultdict(int), defaultdict(lambda: defaultdict(int))
    rows, used, failed, times = defaultdict(int), defaultdict(set), defaultdict(int), defaultdict(list)
    for row in calls:
        day = (row["time"].timestamp() + 8 * 3600) // 86400
        key = (row["topic"], month_of(day))
        raw[key] += 1
        if clean(row):
            by_consumer[key][row["consumer"]] += 1
            rows[key] += row["rows"]
            used[key].add(row["resource"])
            failed[key] += row["status"] >= 500
            times[key].append(row["milliseconds"])
    return {
        key: {
            "C": sum(by_consumer[key].values()),
            "C*": sum(min(calls, 0.3 * raw[key]) for calls in by_consumer[key].values()),
            "D": len(by_consumer[key]),
            "X": rows[key],
            "R": len(used[key]),
            "f": failed[key] / sum(by_consumer[key].values()) if by_consumer[key] else 0.0,
            "p95": percentile(times[key], 0.95) if times[key] else 0.0,
        }
        for key in raw
    }


def month_of(day: float) -> str:
    """2020-06 of a day counted from 1970."""
    from datetime import date, timedelta

    return (date(1970, 1, 1) + timedelta(days=day)).strftime("%Y-%m")


def index(figures: dict, published: dict[str, int]) -> dict:
    """(HI, T) by topic and month, for a year or less of logs."""
    months = sorted({month for _, month in figures})
    zero = {"C*": 0.0, "D": 0, "X": 0, "R": 0, "f": 0.0}
    cells = {(t, m): figures.get((t, m), zero) for t in {t for t, _ in figures} for m in months}
    ends = {
        name: [percentile([math.log(1 + cell[name]) for cell in cells.values()], p) for p in (0.05, 0.95)]
        for name in ("C*", "D", "X")
    }

    def scaled(name: str, x: float) -> float:
        low, high = ends[name]
        return min(1.0, max(0.0, (math.log(1 + x) - low) / (high - low)))

    found = {}
    fade = 0.5 ** (1 / 3)
    for topic in {t for t, _ in cells}:
        trend = None
        for at, month in enumerate(months):
            cell = cells[topic, month]
            past = [cells[topic, m]["C*"] for m in months[max(0, at - 3) : at]]
            g = (
                0.5 + 0.5 * math.tanh(math.log((cell["C*"] + 1) / (sum(past) / len(past) + 1)))
                if past
                else 0.5
            )
            usage = min(1, cell["R"] / published[topic] / 0.5)
            q = max(0.8, min(1, 1 - 2 * max(0, cell["f"] - 0.01)))
            heat = 100 * q * (
                0.30 * scaled("C*", cell["C*"]) + 0.25 * scaled("D", cell["D"]) + 0.15 * scaled("X", cell["X"])
                + 0.15 * usage + 0.15 * g
            )  # fmt: skip
            trend = heat if trend is None else heat * (1 - fade) + fade * trend
            found[topic, month] = (heat, trend)
    return found


if __name__ == "__main__":
    all_calls, all_published = read(Path(sys.argv[1]))
    for (name, when), (value, _) in sorted(index(measured(all_calls), all_published).items()):
        print(f"{name}\t{when}\t{value:.6f}")
