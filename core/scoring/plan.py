"""An indicator system compiled into index and weight arrays, once a system."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.collection.columns import denominator, numerator, value_columns
from core.indicators.rule_kind import Reference, RuleKind
from core.indicators.rules import RULE_KINDS
from core.indicators.system import IndicatorSystem
from core.indicators.treatments import Treatment, read_treatment
from core.scoring.fixed import Ticks, ticks_of
from core.scoring.layers import Layer, layers_of

Index = NDArray[np.intp]
Floats = NDArray[np.float64]
# Columns that stand side by side are taken as a slice, which copies nothing.
Span = Index | slice


@dataclass(frozen=True, eq=False)
class RuleBatch:
    """Metrics that one call of one rule function settles; parameters are vectors over `metrics`."""

    kind: RuleKind
    metrics: Index
    span: Span
    parameters: tuple[Any, ...]
    references: tuple[Reference, ...]
    floor: float


@dataclass(frozen=True, eq=False)
class ChecklistPlan:
    """One checklist metric: its item columns, weights and prerequisite positions (−1 for none)."""

    metric: int
    columns: Index
    weights: Floats
    gates: Index


@dataclass(frozen=True, eq=False)
class InputPlan:
    """Which metric is read from which columns, by kind of input.

    `plain` is the span of columns where every metric is read from one column, in order, undivided.
    """

    ratio_metrics: Index
    numerators: Index
    denominators: Index
    complement: NDArray[np.bool_]
    direct_metrics: Span
    direct_columns: Span
    divided_metrics: Index
    divided_columns: Index
    divisor_columns: Index
    factors: Floats
    expert_metrics: Index
    expert_columns: Index
    plain: bool


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything about a system that does not depend on values.

    `shares` is metrics × leaves, `owned` the same in {0, 1}, `event_points` events × leaves in points,
    `members` leaves × nodes in {0, 1}, `leaf_nodes` the places of leaves among the nodes, `full_ticks` leaf full marks in ticks of the leaf digits.
    `layers` are the means of a system of weights from the leaves up. `by_board` says that somebody's
    score may depend on others', so that a board is scored as a whole. The last three serve exact
    arithmetic: shares of metrics, metrics of leaves, event codes and points of leaves.
    """

    system: IndicatorSystem
    inputs: InputPlan
    checklists: tuple[ChecklistPlan, ...]
    treatments: tuple[tuple[int, Treatment], ...]
    batches: tuple[RuleBatch, ...]
    empty_points: Floats
    empty_drops: NDArray[np.bool_]
    empty_blocks: NDArray[np.bool_]
    shares: Floats
    owned: Floats
    least: Floats
    metric_leaf: Index
    event_columns: Index
    event_points: Floats
    full: Floats
    full_ticks: Ticks
    members: Floats
    leaf_nodes: Index
    layers: tuple[Layer, ...]
    by_board: bool
    exact_shares: tuple[Fraction, ...]
    leaf_metrics: tuple[tuple[int, ...], ...]
    leaf_events: tuple[tuple[tuple[str, Fraction], ...], ...]


@lru_cache(maxsize=16)
def plan_of(system: IndicatorSystem) -> Plan:
    """The compiled system; the same system gives the same plan again."""
    column = {known.code: index for index, known in enumerate(value_columns(system))}
    metrics = system.metrics
    batches, layers, treatments = _batches(system), layers_of(system), _treatments(system)
    compared = any(batch.references for batch in batches) or any(layer.references for layer in layers)
    experts = any(metric.input == "experts" for metric in metrics)
    return Plan(
        system=system,
        inputs=_inputs(system, column),
        checklists=_checklists(system, column),
        treatments=treatments,
        batches=batches,
        empty_points=np.array([1.0 if metric.empty == "full" else 0.0 for metric in metrics]),
        empty_drops=np.array([metric.empty == "na" for metric in metrics], dtype=bool),
        empty_blocks=np.array([metric.empty == "block" for metric in metrics], dtype=bool),
        layers=layers,
        by_board=compared or bool(treatments) or experts,
        exact_shares=tuple(metric.share for metric in metrics),
        leaf_metrics=tuple(
            tuple(index for index, metric in enumerate(metrics) if metric.leaf == leaf.code)
            for leaf in system.leaves
        ),
        leaf_events=tuple(
            tuple((event.code, Fraction(event.points_each)) for event in system.events_of(leaf.code))
            for leaf in system.leaves
        ),
        **_leaf_arrays(system, column),
    )


def _leaf_arrays(system: IndicatorSystem, column: dict[str, int]) -> dict[str, Any]:
    """The arrays of a plan that have a row or a column a leaf."""
    leaf_at = {leaf.code: index for index, leaf in enumerate(system.leaves)}
    full = [system.leaf_marks[leaf.code] for leaf in system.leaves]
    marks = system.scheme == "marks"
    shares = [
        (index, leaf_at[metric.leaf], float(metric.share)) for index, metric in enumerate(system.metrics)
    ]
    events = [
        (index, leaf_at[event.leaf], float(event.points_each)) for index, event in enumerate(system.events)
    ]
    weighed = weights_matrix(shares, (len(system.metrics), len(leaf_at)))
    return {
        "shares": weighed,
        "owned": (weighed > 0).astype(np.float64),
        "least": np.array([float(leaf.availability or 0) for leaf in system.leaves]),
        "metric_leaf": _index([leaf for _, leaf, _ in shares]),
        "event_columns": _index([column[event.code] for event in system.events]),
        "event_points": weights_matrix(events, (len(system.events), len(leaf_at))),
        "full": np.array([float(each) for each in full]),
        "full_ticks": np.array(
            [ticks_of(each, system.leaf_digits) if marks else 0 for each in full], dtype=np.int64
        ),
        "members": _members(system),
        "leaf_nodes": _index([at for at, node in enumerate(system.nodes) if node.code in leaf_at]),
    }


def weights_matrix(entries: list[tuple[int, int, float]], shape: tuple[int, int]) -> Floats:
    """A matrix of these (row, column, number) entries and zeros."""
    weights = np.zeros(shape)
    for row, column, weight in entries:
        weights[row, column] = weight
    return weights


def span_of(numbers: Index) -> Span:
    """The same places as a slice where they stand side by side."""
    first = int(numbers[0]) if len(numbers) else 0
    if np.array_equal(numbers, np.arange(first, first + len(numbers))):
        return slice(first, first + len(numbers))
    return numbers


def _inputs(system: IndicatorSystem, column: dict[str, int]) -> InputPlan:
    metrics = system.metrics
    ratios = [index for index, metric in enumerate(metrics) if metric.input in ("ratio", "complement")]
    single = [index for index, metric in enumerate(metrics) if metric.input in ("value", "count")]
    direct = [index for index in single if not metrics[index].divisor and metrics[index].factor == 1]
    divided = [index for index in single if index not in direct]
    experts = [index for index, metric in enumerate(metrics) if metric.input == "experts"]
    columns = _index([column[metrics[index].code] for index in direct])
    return InputPlan(
        ratio_metrics=_index(ratios),
        numerators=_index([column[numerator(metrics[index].code)] for index in ratios]),
        denominators=_index([column[denominator(metrics[index].code)] for index in ratios]),
        complement=np.array([metrics[index].input == "complement" for index in ratios], dtype=bool),
        direct_metrics=span_of(_index(direct)),
        direct_columns=span_of(columns),
        divided_metrics=_index(divided),
        divided_columns=_index([column[metrics[index].code] for index in divided]),
        divisor_columns=_index([column.get(metrics[index].divisor, -1) for index in divided]),
        factors=np.array([float(metrics[index].factor) for index in divided]),
        expert_metrics=_index(experts),
        expert_columns=_index([column[metrics[index].code] for index in experts]),
        plain=len(direct) == len(metrics) and isinstance(span_of(columns), slice),
    )


def _index(numbers: list[int]) -> Index:
    return np.array(numbers, dtype=np.intp)


def _members(system: IndicatorSystem) -> Floats:
    node_at = {node.code: index for index, node in enumerate(system.nodes)}
    return weights_matrix(
        [
            (index, node_at[node.code], 1.0)
            for index, leaf in enumerate(system.leaves)
            for node in system.path(leaf.code)
        ],
        (len(system.leaves), len(system.nodes)),
    )


def _checklists(system: IndicatorSystem, column: dict[str, int]) -> tuple[ChecklistPlan, ...]:
    plans = []
    for index, metric in enumerate(system.metrics):
        if metric.input != "items":
            continue
        items = system.items_of(metric.code)
        at = {item.code: position for position, item in enumerate(items)}
        plans.append(
            ChecklistPlan(
                index,
                _index([column[item.code] for item in items]),
                np.array([float(item.weight) for item in items]),
                _index([at.get(item.prerequisite, -1) for item in items]),
            )
        )
    return tuple(plans)


def _treatments(system: IndicatorSystem) -> tuple[tuple[int, Treatment], ...]:
    found = ((index, read_treatment(metric.treatment)) for index, metric in enumerate(system.metrics))
    return tuple((index, treatment) for index, treatment in found if treatment != Treatment())


def _batches(system: IndicatorSystem) -> tuple[RuleBatch, ...]:
    """Metrics of one rule with the same choices together; rules with a list of numbers one by one."""
    grouped: dict[tuple[Any, ...], list[int]] = {}
    for index, metric in enumerate(system.metrics):
        kind = RULE_KINDS[metric.rule]
        options = kind.form.options()
        alone = index if options is None else -1
        chosen = tuple(metric.parameters[at] for at in options or ())
        grouped.setdefault((metric.rule, alone, chosen), []).append(index)
    return tuple(_batch(system, members) for members in grouped.values())


def _batch(system: IndicatorSystem, members: list[int]) -> RuleBatch:
    first = system.metrics[members[0]]
    kind = RULE_KINDS[first.rule]
    options = kind.form.options() or ()
    columns = zip(*(system.metrics[index].parameters for index in members), strict=True)
    parameters = tuple(
        int(numbers[0]) if at in options else np.array(numbers, dtype=np.float64)
        for at, numbers in enumerate(columns)
    )
    metrics = _index(members)
    references = kind.references(first.parameters)
    return RuleBatch(kind, metrics, span_of(metrics), parameters, references, kind.floor(first.parameters))
