"""Printed tables beside what the engine makes of their inputs."""

import csv
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import permutations
from pathlib import Path

from core.collection.columns import value_columns
from core.collection.values import Unit, Values, build_values
from core.indicators.system import IndicatorSystem
from core.scoring.engine import score
from core.scoring.explain import deductions
from core.scoring.node_trace import node_traces
from core.scoring.scores import Scores
from core.scoring.trace import trace

FOLDER = Path(__file__).parent

Row = Mapping[str, str]
Numbers = dict[str, Decimal]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of a printed table, each a mapping from header to text."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def board(system: IndicatorSystem, rows: Sequence[Row]) -> Values:
    """The rows as values: every column of the system is read from the printed column of that name."""
    columns = [column.code for column in value_columns(system)]
    return build_values(
        system,
        tuple(Unit(row["code"], row["name"]) for row in rows),
        {
            (row["code"], column): float(row[column]) if row[column] else None
            for row in rows
            for column in columns
        },
    )


def scored(system: IndicatorSystem, rows: Sequence[Row]) -> Scores:
    """The rows scored; on the way a few units are accounted for, node by node and line by line."""
    scores = score(system, board(system, rows))
    for row in {0, len(rows) // 2, len(rows) - 1}:
        _account(scores, rows[row]["code"])
    return scores


def _account(scores: Scores, unit: str) -> None:
    traces = list(node_traces(scores, unit))
    assert len(traces) == 1 + len([node for node in scores.system.nodes if not node.ledger])
    assert [trace.recompute() for trace in traces] == [trace.points for trace in traces]
    for metric in scores.system.metrics:
        traced = trace(scores, unit, metric.code)
        assert traced.recompute() == traced.contribution
    lines = deductions(scores, unit)
    lacking = scores.system.full_marks - scores.total.decimal(scores.values.unit_index[unit])
    assert sum((line.points for line in lines), Decimal(0)) == lacking


def totals(scores: Scores) -> Numbers:
    """The total of every unit."""
    return {unit.code: scores.total.decimal(row) for row, unit in enumerate(scores.values.units)}


def points(scores: Scores, code: str) -> Numbers:
    """The points of one node of every unit."""
    at = scores.system.nodes.index(scores.system.node_by_code[code])
    return {unit.code: scores.nodes.decimal(row, at) for row, unit in enumerate(scores.values.units)}


def places(scores: Scores) -> Numbers:
    """The rank of every unit."""
    return {
        unit.code: Decimal(str(rank))
        for unit, rank in zip(scores.values.units, scores.rank.tolist(), strict=True)
    }


def printed(rows: Sequence[Row], header: str, flag: str = "") -> Numbers:
    """A printed column where something stands in it; only the rows flagged 1, if a flag is given."""
    return {
        row["code"]: Decimal(row[header]) for row in rows if row[header] and (not flag or row[flag] == "1")
    }


def missed(found: Numbers, wanted: Numbers, tolerance: str = "0") -> dict[str, tuple[Decimal, Decimal]]:
    """What was found and what is printed, where they lie further apart than the tolerance."""
    return {
        code: (found[code], number)
        for code, number in wanted.items()
        if abs(found[code] - number) > Decimal(tolerance)
    }


def inversions(found: Numbers, ranks: Numbers, tolerance: str = "0") -> set[tuple[str, str]]:
    """Pairs of units in another order than printed, by more than the tolerance."""
    return {
        (better, worse)
        for better, worse in permutations(ranks, 2)
        if ranks[better] < ranks[worse] and found[worse] - found[better] > Decimal(tolerance)
    }
