"""A year of call logs over the twelve topics: fixed seed, sampled, in the proportions of a real city.

Only uniform draws of PCG64 and formulas of our own, so that every machine makes the same year.
"""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from sqlalchemy import Engine

from core.audit.actor import Actor
from core.organisations.reference import ReferenceUnit, read_units
from core.organisations.rules import OrganisationKind
from core.organisations.service import REFERENCE_FILE
from core.settings import REFERENCE, ROOT
from core.store.lists import read_rows
from core.store.session import writing
from core.topics.logs import CATALOGUE, RECORD, write_batch
from core.topics.service import accept_batch

DEMO: Final = ROOT / "data" / "demo"
SEED: Final = 2020
YEAR: Final = 2020
ROWS: Final = 300_000
# Calls of the provincial interfaces from January to December 2020, in ten thousands.
MONTHLY: Final = (23, 31, 34, 33, 35, 37.2, 39.5, 41, 43.6, 39.8, 45.2, 48)
ROWS_A_CALL: Final = 812
SPREAD: Final = 1.3
ZIPF: Final = 1.1
CHANNELS: Final = ("接口", "前置", "文件")
SELF, PROBE, LOAD, CLIENT_ERROR, FAILURE = 0.03, 0.02, 0.01, 0.02, 0.012
WEEKEND: Final = 0.35

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a topic in some months."""

    topic: str
    first: str
    last: str
    kind: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic as it is lived: its consumers and used resources, the busiest first."""

    code: str
    share: float
    rows: float
    delay: float
    consumers: tuple[str, ...]
    resources: tuple[str, ...]
    names: tuple[str, ...]
    providers: tuple[str, ...]
    used: int


def build_logs(engine: Engine | None, actor: Actor) -> None:
    """Write and let in the year, a batch a month; done once, it changes nothing."""
    topics = read_topics()
    for month in range(1, 13):
        table = month_calls(topics, month, ROWS)
        batch = write_batch(
            f"demo-{YEAR}-{month:02d}",
            f"{YEAR}年{month}月调用日志（演示抽样）",
            iter([table]),
            catalogue=catalogue(topics) if month == 1 else None,
            is_demo=True,
        )
        with writing(engine) as session:
            accept_batch(session=session, actor=actor, batch=batch)


def year_calls(topics: Sequence[Topic], rows: int) -> Iterator[pa.Table]:
    """The year in months, of about this many calls."""
    for month in range(1, 13):
        yield month_calls(topics, month, rows)


def read_topics(folder: Path = DEMO) -> tuple[Topic, ...]:
    """The twelve topics with their magnitudes."""
    units = read_units(REFERENCE_FILE)
    themes = {row["编码"]: row for row in read_rows(REFERENCE / "themes.csv")}
    return tuple(
        _topic(row, themes[row["主题"]], units, at) for at, row in enumerate(read_rows(folder / "topics.csv"))
    )


def read_events(folder: Path = DEMO) -> tuple[Event, ...]:
    """What happened in the year."""
    return tuple(
        Event(row["主题"], row["起月"], row["止月"], row["种类"], float(row["数值"]), row["单位"])
        for row in read_rows(folder / "topic_events.csv")
    )


def catalogue(topics: Sequence[Topic]) -> pa.Table:
    """Every published resource, used or not."""
    rows = [
        {"resource": resource, "name": name, "topic": topic.code, "provider": provider}
        for topic in topics
        for resource, name, provider in zip(topic.resources, topic.names, topic.providers, strict=True)
    ]
    return pa.Table.from_pylist(rows, schema=CATALOGUE)


def month_calls(topics: Sequence[Topic], month: int, rows: int) -> pa.Table:
    """One month's share of a year of `rows` calls, in the order of their times."""
    draw = np.random.Generator(np.random.PCG64([SEED, month]))
    events = [e for e in read_events() if e.first <= f"{YEAR}-{month:02d}" <= e.last]
    part = rows * MONTHLY[month - 1] / sum(MONTHLY)
    tables = []
    for topic in topics:
        own = [event for event in events if event.topic == topic.code]
        times = next((event.value for event in own if event.kind == "倍数"), 1.0)
        # A topic swings a little by itself.
        calls = int(part * topic.share * times * (0.94 + 0.12 * draw.random()))
        tables.append(_calls(topic, calls, month, own, draw))
        for event in own:
            if event.kind == "刷量":
                extra = _calls(topic, int(calls * event.value), month, own, draw)
                tables.append(_repeated(extra, event.unit))
    return pa.concat_tables(tables).sort_by("time")


def _calls(
    topic: Topic, calls: int, month: int, events: Sequence[Event], draw: np.random.Generator
) -> pa.Table:
    resource = _zipf(topic.used, calls, draw)
    provider = np.array(topic.providers, dtype=object)[resource]
    consumer = np.array(topic.consumers, dtype=object)[_zipf(len(topic.consumers), calls, draw, 0.6)]
    own = draw.random(calls) < SELF
    consumer[own] = provider[own]
    failing = next((event.value for event in events if event.kind == "失败率"), FAILURE)
    fate = draw.random(calls)
    status = np.select([fate < failing, fate < failing + CLIENT_ERROR], [500, 404], 200)
    amount = ROWS_A_CALL * topic.rows * np.exp(SPREAD * _normal(calls, draw) - SPREAD**2 / 2)
    columns = {
        "time": _times(calls, month, draw),
        "topic": [topic.code] * calls,
        "resource": np.array(topic.resources, dtype=object)[resource],
        "provider": provider,
        "consumer": consumer,
        "channel": np.array(CHANNELS, dtype=object)[
            (resource * 7 % 10 > 4).astype(int) + (resource % 9 == 8)
        ],
        "rows": np.where(status == 200, np.ceil(amount), 0).astype(np.int64),
        "status": status.astype(np.int16),
        "milliseconds": (topic.delay * np.exp(0.9 * _normal(calls, draw)) + 3).astype(np.int32),
        "is_probe": draw.random(calls) < PROBE,
        "is_load_test": draw.random(calls) < LOAD,
    }
    return pa.table({name: pa.array(columns[name], RECORD.field(name).type) for name in RECORD.names})


def _repeated(calls: pa.Table, unit: str) -> pa.Table:
    """The same calls as one unit asking for one row again and again."""
    for name, value in (("consumer", unit), ("rows", 1)):
        at = calls.schema.get_field_index(name)
        calls = calls.set_column(at, name, pa.array([value] * calls.num_rows, RECORD.field(name).type))
    return calls


def _zipf(size: int, calls: int, draw: np.random.Generator, slope: float = ZIPF) -> Whole:
    """Places from 0, the first the most often."""
    weights = np.cumsum(1 / np.arange(1, size + 1) ** slope)
    return np.searchsorted(weights / weights[-1], draw.random(calls)).astype(np.int64)


def _normal(calls: int, draw: np.random.Generator) -> Floats:
    """Box and Muller's."""
    first, second = 1 - draw.random(calls), draw.random(calls)
    found: Floats = np.sqrt(-2 * np.log(first)) * np.cos(2 * np.pi * second)
    return found


def _times(calls: int, month: int, draw: np.random.Generator) -> npt.NDArray[np.datetime64]:
    """Mostly working days and office hours in Dezhou, as UTC."""
    days = calendar.monthrange(YEAR, month)[1]
    weights = np.cumsum([WEEKEND if calendar.weekday(YEAR, month, day) >= 5 else 1.0
                         for day in range(1, days + 1)])  # fmt: skip
    day = np.searchsorted(weights / weights[-1], draw.random(calls))
    hour = np.where(draw.random(calls) < 0.85, 8 + 10 * draw.random(calls), 24 * draw.random(calls))
    start = np.datetime64(f"{YEAR}-{month:02d}-01T00:00:00")
    local = start + (day * 86400 + np.minimum(hour * 3600, 86399)).astype("timedelta64[s]")
    found: npt.NDArray[np.datetime64] = local - np.timedelta64(8, "h")
    return found


def _topic(row: dict[str, str], theme: dict[str, str], units: Sequence[ReferenceUnit], order: int) -> Topic:
    counties = [unit for unit in units if unit.kind is OrganisationKind.COUNTY]
    by_code = {unit.code: unit for unit in units}
    others = [by_code[code] for code in row["其他提供单位"].split()] + counties
    number = int(theme["演示资源数"])
    lead = by_code[theme["牵头单位代码"]]
    # The busiest quarter is the leading department's; the rest goes round the others.
    providers = [lead if at < number // 4 else others[at % len(others)] for at in range(number)]
    examples = theme["资源示例"].split("、")
    users = [u for u in units if u.kind in (OrganisationKind.DEPARTMENT, OrganisationKind.COUNTY_UNIT)]
    # Each topic has a circle of its own; departments stand in front, as they call most.
    start = order * 41
    turned = users[:42] + users[42:][start % 468 :] + users[42:][: start % 468]
    shifted = turned[order : int(row["使用单位"])] + turned[:order]
    return Topic(
        code=row["主题"],
        share=float(theme["演示调用占比"]) / 100,
        rows=float(row["每次条数"]),
        delay=float(row["延时毫秒"]),
        consumers=tuple(unit.code for unit in shifted),
        resources=tuple(f"{row['主题']}{at + 1:04d}" for at in range(number)),
        names=_names(providers, examples),
        providers=tuple(unit.code for unit in providers),
        used=int(number * float(row["被用比例"])),
    )


def _names(providers: Sequence[ReferenceUnit], examples: Sequence[str]) -> tuple[str, ...]:
    """One name a resource; the same example of the same provider is numbered."""
    held: dict[str, int] = {}
    names = []
    for at, unit in enumerate(providers):
        name = f"{unit.short_name}{examples[at % len(examples)]}"
        held[name] = held.get(name, 0) + 1
        names.append(name if held[name] == 1 else f"{name}（{held[name]}）")
    return tuple(names)
