"""An indicator system compiled into index and weight arrays, once a system."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.collection.columns import denominator, numerator, value_columns
from core.indicators.rules import RULE_KINDS, RuleKind
from core.indicators.system import IndicatorSystem
from core.scoring.fixed import Ticks, ticks_of

Index = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class RuleBatch:
    """Metrics that one call of one rule function settles; parameters are vectors over `metrics`."""

    kind: RuleKind
    metrics: Index
    parameters: tuple[Floats, ...]


@dataclass(frozen=True, eq=False)
class ChecklistPlan:
    """One checklist metric: its item columns, weights and prerequisite positions (−1 for none)."""

    metric: int
    columns: Index
    weights: Floats
    gates: Index


@dataclass(frozen=True, eq=False)
class InputPlan:
    """Which metric is read from which columns, by kind of input."""

    ratio_metrics: Index
    numerators: Index
    denominators: Index
    complement: NDArray[np.bool_]
    direct_metrics: Index
    direct_columns: Index
    expert_metrics: Index
    expert_columns: Index


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything about a system that does not depend on values.

    `shares` is metrics × leaves in per cent, `event_points` events × leaves in points, `members`
    leaves × nodes in {0, 1}, `full_ticks` leaf full marks in ticks of the leaf digits. The last three
    serve exact arithmetic: shares of metrics, metrics of leaves, event codes and points of leaves.
    """

    system: IndicatorSystem
    inputs: InputPlan
    checklists: tuple[ChecklistPlan, ...]
    batches: tuple[RuleBatch, ...]
    empty_points: Floats
    empty_drops: NDArray[np.bool_]
    empty_blocks: NDArray[np.bool_]
    shares: Floats
    metric_leaf: Index
    event_columns: Index
    event_points: Floats
    full: Floats
    full_ticks: Ticks
    members: Floats
    exact_shares: tuple[Fraction, ...]
    leaf_metrics: tuple[tuple[int, ...], ...]
    leaf_events: tuple[tuple[tuple[str, Fraction], ...], ...]


@lru_cache(maxsize=16)
def plan_of(system: IndicatorSystem) -> Plan:
    """The compiled system; the same system gives the same plan again."""
    column = {known.code: index for index, known in enumerate(value_columns(system))}
    metrics = system.metrics
    leaf_at = {leaf.code: index for index, leaf in enumerate(system.leaves)}
    full = [leaf.full_marks for leaf in system.leaves if leaf.full_marks is not None]
    return Plan(
        system=system,
        inputs=_inputs(system, column),
        checklists=_checklists(system, column),
        batches=_batches(system),
        empty_points=np.array([1.0 if metric.empty == "full" else 0.0 for metric in metrics]),
        empty_drops=np.array([metric.empty == "na" for metric in metrics], dtype=bool),
        empty_blocks=np.array([metric.empty == "block" for metric in metrics], dtype=bool),
        shares=_weights(
            [(index, leaf_at[metric.leaf], float(metric.share)) for index, metric in enumerate(metrics)],
            (len(metrics), len(leaf_at)),
        ),
        metric_leaf=_index([leaf_at[metric.leaf] for metric in metrics]),
        event_columns=_index([column[event.code] for event in system.events]),
        event_points=_weights(
            [
                (index, leaf_at[event.leaf], float(event.points_each))
                for index, event in enumerate(system.events)
            ],
            (len(system.events), len(leaf_at)),
        ),
        full=np.array([float(marks) for marks in full]),
        full_ticks=np.array([ticks_of(marks, system.leaf_digits) for marks in full], dtype=np.int64),
        members=_members(system),
        exact_shares=tuple(Fraction(metric.share) for metric in metrics),
        leaf_metrics=tuple(
            tuple(index for index, metric in enumerate(metrics) if metric.leaf == leaf.code)
            for leaf in system.leaves
        ),
        leaf_events=tuple(
            tuple((event.code, Fraction(event.points_each)) for event in system.events_of(leaf.code))
            for leaf in system.leaves
        ),
    )


def _inputs(system: IndicatorSystem, column: dict[str, int]) -> InputPlan:
    metrics = system.metrics
    ratios = [index for index, metric in enumerate(metrics) if metric.input in ("ratio", "complement")]
    direct = [index for index, metric in enumerate(metrics) if metric.input in ("value", "count")]
    experts = [index for index, metric in enumerate(metrics) if metric.input == "experts"]
    return InputPlan(
        ratio_metrics=_index(ratios),
        numerators=_index([column[numerator(metrics[index].code)] for index in ratios]),
        denominators=_index([column[denominator(metrics[index].code)] for index in ratios]),
        complement=np.array([metrics[index].input == "complement" for index in ratios], dtype=bool),
        direct_metrics=_index(direct),
        direct_columns=_index([column[metrics[index].code] for index in direct]),
        expert_metrics=_index(experts),
        expert_columns=_index([column[metrics[index].code] for index in experts]),
    )


def _index(numbers: list[int]) -> Index:
    return np.array(numbers, dtype=np.intp)


def _weights(entries: list[tuple[int, int, float]], shape: tuple[int, int]) -> Floats:
    weights = np.zeros(shape)
    for row, column, weight in entries:
        weights[row, column] = weight
    return weights


def _members(system: IndicatorSystem) -> Floats:
    node_at = {node.code: index for index, node in enumerate(system.nodes)}
    return _weights(
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


def _batches(system: IndicatorSystem) -> tuple[RuleBatch, ...]:
    """Metrics of one rule together; rules with a list of parameters go metric by metric."""
    grouped: dict[tuple[str, int], list[int]] = {}
    for index, metric in enumerate(system.metrics):
        alone = index if len(metric.parameters) > 2 or metric.rule == "tiers" else -1
        grouped.setdefault((metric.rule, alone), []).append(index)
    return tuple(
        RuleBatch(
            RULE_KINDS[rule],
            _index(members),
            tuple(
                np.array(numbers, dtype=np.float64)
                for numbers in zip(*(system.metrics[index].parameters for index in members), strict=True)
            ),
        )
        for (rule, _), members in grouped.items()
    )
