"""What a frozen edition holds: per board the inputs, the rules and every published number, in one document.

The document is canonical JSON, compressed for keeping; its SHA-256 is taken before compression. Numbers
people saw are kept as exact text and shown from here, so that a later engine cannot move them; the
inputs are kept so that any of them can be recomputed and opened down to its source.
"""

import gzip
import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.collection.values import ExpertMark, LedgerEntry, Place, Unit, Values
from core.indicators.canonical import canonical_json, plain, rebuilt
from core.indicators.system import IndicatorSystem
from core.scoring.engine import score
from core.scoring.explain import deductions
from core.scoring.lines import Deduction
from core.scoring.scores import Scores


@dataclass(frozen=True, slots=True)
class Source:
    """The import a board was computed from."""

    value_set_id: int
    title: str
    evidence_id: int
    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class NodePoints:
    """One node of one unit: points reached and applicable full marks."""

    code: str
    points: Decimal
    marks: Decimal


@dataclass(frozen=True, slots=True)
class MetricPoint:
    """P of one metric of one unit in [0, 1]; None where it does not count."""

    code: str
    p: float | None


@dataclass(frozen=True, slots=True)
class UnitResult:
    """Everything published about one unit."""

    code: str
    name: str
    short_name: str
    group: str
    organisation_id: int
    base: Decimal
    bonus: Decimal
    deduction: Decimal
    total: Decimal
    rank: int
    group_rank: int
    grade: str
    marks: Decimal
    nodes: tuple[NodePoints, ...]
    metrics: tuple[MetricPoint, ...]
    lines: tuple[Deduction, ...]

    def node(self, code: str) -> NodePoints:
        """Points of one node; KeyError for an unknown code."""
        return next(node for node in self.nodes if node.code == code)


@dataclass(frozen=True, slots=True)
class Absent:
    """A unit decided not to take part in the round: neither scored nor ranked, and said so."""

    code: str
    name: str
    organisation_id: int
    reason: str


@dataclass(frozen=True)
class Board:
    """One frozen board: units in rank order share one system and never mix with another board's."""

    audience: str
    system: IndicatorSystem
    source: Source
    values: Values
    units: tuple[UnitResult, ...]
    absent: tuple[Absent, ...] = ()

    @cached_property
    def by_code(self) -> dict[str, UnitResult]:
        """Results by unit code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def scores(self) -> Scores:
        """The engine's answer to the frozen inputs, for traces and for proving the frozen numbers."""
        return score(self.system, self.values)

    def rates(self, code: str, units: tuple[UnitResult, ...]) -> NDArray[np.float64]:
        """Points ÷ applicable marks of a node for these units; NaN where it does not apply."""
        found = [unit.node(code) for unit in units]
        return np.array([float(n.points / n.marks) if n.marks else np.nan for n in found])

    def totals(self, units: tuple[UnitResult, ...]) -> NDArray[np.float64]:
        """Totals of these units."""
        return np.array([float(unit.total) for unit in units])


def publish(scores: Scores, organisations: dict[str, tuple[int, str]]) -> tuple[UnitResult, ...]:
    """What is published of fresh scores, in rank order; `organisations`: code -> (id, short name)."""
    units = [_unit(scores, row, *organisations[unit.code]) for row, unit in enumerate(scores.values.units)]
    return tuple(sorted(units, key=lambda unit: unit.rank))


def pack(boards: list[Board]) -> tuple[bytes, str]:
    """(compressed document, SHA-256 of the document)."""
    document = canonical_json({"boards": [_board_to_plain(board) for board in boards]}).encode()
    return gzip.compress(document, mtime=0), hashlib.sha256(document).hexdigest()


def unpack(content: bytes, sha256: str) -> tuple[Board, ...]:
    """The boards of a kept document; ValueError where it is not what was frozen."""
    try:
        document = gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError("结果版次的内容已损坏，无法解开") from error
    if hashlib.sha256(document).hexdigest() != sha256:
        raise ValueError("结果版次的内容与冻结时的校验值不一致")
    return tuple(_board_from_plain(data) for data in json.loads(document)["boards"])


def _unit(scores: Scores, row: int, organisation_id: int, short_name: str) -> UnitResult:
    unit, system = scores.values.units[row], scores.system
    nodes = tuple(
        NodePoints(node.code, scores.nodes.decimal(row, at), scores.node_marks.decimal(row, at))
        for at, node in enumerate(system.nodes)
        if not node.ledger
    )
    metrics = tuple(
        MetricPoint(metric.code, float(points) if applied else None)
        for metric, points, applied in zip(
            system.metrics, scores.earned.points[row], scores.earned.applied[row], strict=True
        )
    )
    return UnitResult(
        code=unit.code,
        name=unit.name,
        short_name=short_name,
        group=unit.group,
        organisation_id=organisation_id,
        base=scores.base.decimal(row),
        bonus=scores.bonus.decimal(row),
        deduction=scores.deduction.decimal(row),
        total=scores.total.decimal(row),
        rank=int(scores.rank[row]),
        group_rank=int(scores.group_rank[row]),
        grade=scores.bands[row].name,
        marks=scores.applicable_marks.decimal(row),
        nodes=nodes,
        metrics=metrics,
        lines=tuple(deductions(scores, unit.code)),
    )


def _board_to_plain(board: Board) -> dict[str, Any]:
    document = {
        "audience": board.audience,
        "system": board.system.to_dict(),
        "source": plain(board.source),
        "values": _values_to_plain(board.values),
        "units": [plain(unit) for unit in board.units],
    }
    # Left out where nobody is away, so that documents frozen before this line was known stay as they are.
    return document | ({"absent": [plain(unit) for unit in board.absent]} if board.absent else {})


def _board_from_plain(data: dict[str, Any]) -> Board:
    return Board(
        audience=data["audience"],
        system=IndicatorSystem.from_dict(data["system"]),
        source=rebuilt(Source, data["source"]),
        values=_values_from_plain(data["values"]),
        units=tuple(rebuilt(UnitResult, unit) for unit in data["units"]),
        absent=tuple(rebuilt(Absent, unit) for unit in data.get("absent", ())),
    )


def _values_to_plain(values: Values) -> dict[str, Any]:
    places = [[str(values.place(unit.code, column)) for column in values.columns] for unit in values.units]
    numbers = [[None if np.isnan(x) else float(x) for x in row] for row in values.numbers]
    return {
        "units": [plain(unit) for unit in values.units],
        "columns": list(values.columns),
        "numbers": numbers,
        "states": values.states.tolist(),
        "places": places,
        "marks": [plain(mark) for mark in values.marks],
        "ledger": [plain(entry) | {"happened_on": _day(entry)} for entry in values.ledger],
    }


def _values_from_plain(data: dict[str, Any]) -> Values:
    units = tuple(rebuilt(Unit, unit) for unit in data["units"])
    columns = tuple(data["columns"])
    notes = {
        (unit.code, column): place
        for unit, row in zip(units, data["places"], strict=True)
        for column, place in zip(columns, row, strict=True)
    }
    return Values(
        units=units,
        columns=columns,
        numbers=np.array(
            [[np.nan if x is None else x for x in row] for row in data["numbers"]], dtype=np.float64
        ).reshape(len(units), len(columns)),
        states=np.array(data["states"], dtype=np.uint8).reshape(len(units), len(columns)),
        marks=tuple(rebuilt(ExpertMark, mark) for mark in data["marks"]),
        ledger=tuple(_entry(entry) for entry in data["ledger"]),
        notes=notes,
    )


def _day(entry: LedgerEntry) -> str | None:
    return entry.happened_on.isoformat() if entry.happened_on else None


def _entry(data: dict[str, Any]) -> LedgerEntry:
    day = data["happened_on"]
    return LedgerEntry(
        unit=data["unit"],
        item=data["item"],
        level=data["level"],
        quantity=Decimal(data["quantity"]),
        matter=data["matter"],
        document=data["document"],
        happened_on=date.fromisoformat(day) if day else None,
        place=rebuilt(Place, data["place"]),
    )
