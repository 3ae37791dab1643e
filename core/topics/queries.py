"""Reads of the heat: city-wide totals for whom the permission is given, names only as far as the scope reaches.

The aggregates of a state of the logs are computed once and shared; a rerun asks the column store nothing.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from core.access.permissions import Permission
from core.access.policy import authorise
from core.audit.actor import Actor
from core.clock import moment_in_words
from core.dictionaries.queries import labels
from core.errors import NotFound
from core.organisations.models import Organisation
from core.topics import engine, rules
from core.topics.logs import Register, catalogue_rows, read_register
from core.topics.parameters import Parameters, current
from core.topics.rules import Heat, Key, Measures

LEADERS = 5
KINDS = ("resource", "provider", "consumer")
# States of the logs kept computed: the present one, and the one before while readers change over.
KEPT = 4


@dataclass(frozen=True, slots=True)
class DataState:
    """Which logs a figure is made from."""

    title: str
    accepted_at: str
    rows: int
    sha256: str
    is_demo: bool

    @property
    def mark(self) -> str:
        """What stands under a chart: newest batch, rows, and the first characters of the hash."""
        return f"{self.title} · 共 {self.rows:,} 行 · 校验码 {self.sha256[:8]}"


@dataclass(frozen=True, slots=True)
class HeatView:
    """The index of every topic in every month held."""

    state: DataState
    parameters: Parameters
    names: Mapping[str, str]
    months: tuple[str, ...]
    heats: Mapping[Key, Heat]

    @property
    def key(self) -> tuple[str, str]:
        """What figures made from it are cached under."""
        return self.state.sha256, self.parameters.version

    @property
    def years(self) -> tuple[str, ...]:
        """Every year held, the newest first."""
        return tuple(sorted({month[:4] for month in self.months}, reverse=True))

    def before(self, month: str) -> str:
        """The month before, or nothing where it is not held."""
        at = self.months.index(month)
        return self.months[at - 1] if at and rules.distance(self.months[at - 1], month) == 1 else ""

    def heat(self, topic: str, month: str) -> Heat:
        """One cell; raises `NotFound`."""
        found = self.heats.get((topic, month))
        if found is None:
            raise NotFound(f"没有主题“{topic}”在“{month}”的热度", remedy="请从热力图重新选择")
        return found


@dataclass(frozen=True, slots=True)
class Leader:
    """One resource, provider or consumer among the busiest of a topic in a month."""

    kind: str
    code: str
    name: str
    calls: int
    rows: int


def heat(
    *, session: Session, actor: Actor, permission: Permission = Permission.TOPICS_HEAT_READ
) -> HeatView | None:
    """The heat of all topics, city-wide; None before the first batch."""
    authorise(session=session, actor=actor, permission=permission)
    register = read_register()
    if not register.batches:
        return None
    parameters = current()
    found = _once(("heat", register.sha256, parameters.version), lambda: _heats(register, parameters))
    months = tuple(sorted({month for _, month in found}))
    held = {topic for topic, _ in found}
    names = {topic: name for topic, name in labels(session, "theme").items() if topic in held}
    names |= {topic: topic for topic in sorted(held - set(names))}
    return HeatView(_state(register), parameters, names, months, found)


def leaders(*, session: Session, actor: Actor, topic: str, month: str) -> tuple[list[Leader], int]:
    """The busiest resources, providers and consumers, and how many of them the actor's scope keeps back."""
    scope = authorise(session=session, actor=actor, permission=Permission.TOPICS_HEAT_READ)
    register = read_register()
    rows = _once(("leaders", register.sha256), lambda: _leaders(register)).get((topic, month), [])
    catalogue = _once(("catalogue", register.sha256), lambda: catalogue_rows(register))
    codes = {code for kind, code, *_ in rows if kind != "resource"}
    codes |= {
        str(catalogue[code]["provider"])
        for kind, code, *_ in rows
        if kind == "resource" and code in catalogue
    }
    query = select(Organisation.code, Organisation.short_name, Organisation.id)
    units = {
        code: (name, key) for code, name, key in session.exec(query.where(col(Organisation.code).in_(codes)))
    }
    found, withheld = [], 0
    for kind, code, calls, exchanged in rows:
        facts = catalogue.get(code, {})
        owner = code if kind != "resource" else str(facts.get("provider", ""))
        name, key = units.get(owner, (code, None))
        if not scope.covers(key):
            withheld += 1
            continue
        shown = str(facts.get("name", code)) if kind == "resource" else name
        found.append(Leader(kind, code, shown, calls, exchanged))
    return found, withheld


def _state(register: Register) -> DataState:
    last = register.batches[-1]
    return DataState(
        title=last.title,
        accepted_at=moment_in_words(datetime.fromisoformat(last.accepted_at)),
        rows=sum(batch.rows for batch in register.batches),
        sha256=register.sha256,
        is_demo=any(batch.is_demo for batch in register.batches),
    )


def _heats(register: Register, parameters: Parameters) -> dict[Key, Heat]:
    published: dict[str, int] = {}
    for facts in catalogue_rows(register).values():
        published[str(facts["topic"])] = published.get(str(facts["topic"]), 0) + 1
    rows = engine.run(engine.monthly(engine.calls_table(register.calls), parameters.consumer_cap))
    whole = ("raw", "self_calls", "probes", "load_tests", "client_errors", "calls", "consumers", "resources",
             "failures", "top_calls")  # fmt: skip
    measured = [
        Measures(
            topic=row["topic"],
            month=row["month"],
            counted=float(row["counted"] or 0),
            rows=int(row["exchanged"] or 0),
            p95=float(row["p95"] or 0),
            published=published.get(row["topic"], 0),
            **{name: int(row[name] or 0) for name in whole},
        )
        for row in rows
    ]
    return rules.heats(measured, parameters)


def _leaders(register: Register) -> dict[Key, list[tuple[str, str, int, int]]]:
    calls = engine.calls_table(register.calls)
    found: dict[Key, list[tuple[str, str, int, int]]] = {}
    for kind in KINDS:
        for row in engine.run(engine.leaders(calls, kind, LEADERS)):
            facts = (kind, row["code"], int(row["calls"]), int(row["exchanged"]))
            found.setdefault((row["topic"], row["month"]), []).append(facts)
    return found


_lock = threading.Lock()
_computed: OrderedDict[Hashable, Any] = OrderedDict()


def _once(key: Hashable, compute: Callable[[], Any]) -> Any:
    """What `compute` gives, computed by the first who asks while the others wait for it."""
    with _lock:
        if key not in _computed:
            _computed[key] = compute()
        _computed.move_to_end(key)
        while len(_computed) > KEPT * 3:
            _computed.popitem(last=False)
        return _computed[key]
