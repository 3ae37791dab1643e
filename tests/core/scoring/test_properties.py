"""What must hold of every system, whatever it is: tried on systems and values made by dice."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.indicators.workbook import read_system, write_system
from core.scoring.engine import score, score_periods
from core.scoring.explain import deductions
from core.scoring.node_trace import node_traces
from core.scoring.trace import trace
from tests.builders.systems import COMPARING, RISING, random_system, random_values

SEEDS = st.integers(0, 10_000)
SCHEMES = st.sampled_from(["marks", "weights"])
tried = settings(max_examples=40, deadline=None)


def _permuted(values, order):
    return replace(
        values,
        units=tuple(values.units[at] for at in order),
        numbers=values.numbers[order],
        states=values.states[order],
    )


@tried
@given(SEEDS, SCHEMES)
def test_export_import_export_is_identical(seed, scheme):
    system = random_system(seed, scheme=scheme)
    data = write_system(system)

    again = read_system(data, "体系.xlsx", allow_any_depth=True)

    assert again == system
    assert write_system(again) == data


@tried
@given(SEEDS, SCHEMES)
def test_the_order_of_units_does_not_matter(seed, scheme):
    system = random_system(seed, scheme=scheme)
    values = random_values(system, 9, seed)
    order = np.random.default_rng(seed).permutation(9)

    straight, shuffled = score(system, values), score(system, _permuted(values, order))

    assert straight.total.ticks[order].tolist() == shuffled.total.ticks.tolist()
    assert straight.rank[order].tolist() == shuffled.rank.tolist()
    assert straight.nodes.ticks[order].tolist() == shuffled.nodes.ticks.tolist()


@tried
@given(SEEDS, SCHEMES, st.integers(0, 8), st.floats(0, 60))
def test_more_of_a_positive_metric_never_costs_points(seed, scheme, row, more):
    rules = tuple(rule for rule in RISING if scheme == "weights" or rule not in COMPARING)
    system = random_system(seed, scheme=scheme, rules=rules)
    system = replace(system, metrics=tuple(replace(m, divisor="", treatment="") for m in system.metrics))
    if scheme == "weights":
        # A scale of a node looks at everybody's means: there, what helps one may move another's place only.
        system = replace(system, nodes=tuple(replace(n, rule="", parameters=()) for n in system.nodes))
    values = random_values(system, 9, seed, holes=0)
    code = system.metrics[seed % len(system.metrics)].code
    known = float(values.numbers[row, values.column_index[code]])
    raised = values.with_value(f"U{row}", code, known + more)

    before, after = score(system, values), score(system, raised)

    assert after.total.ticks[row] >= before.total.ticks[row]


@tried
@given(SEEDS, st.sampled_from([0.001, 3.0, 4096.0]))
def test_scales_that_compare_units_do_not_depend_on_the_unit_of_measurement(seed, factor):
    rules = tuple(rule for rule in COMPARING if rule != "distance")
    system = random_system(seed, rules=rules)
    system = replace(system, metrics=tuple(replace(m, treatment="") for m in system.metrics))
    values = random_values(system, 8, seed)
    scaled = replace(values, numbers=values.numbers * factor)

    assert score(system, values).tree == pytest.approx(score(system, scaled).tree, abs=1e-9, nan_ok=True)


@tried
@given(SEEDS, st.integers(2, 50))
def test_weights_of_siblings_only_count_in_proportion(seed, factor):
    system = random_system(seed)
    nodes = tuple(replace(node, weight=(node.weight or 1) * factor) for node in system.nodes)
    metrics = tuple(replace(metric, share=metric.share * factor) for metric in system.metrics)
    values = random_values(system, 8, seed)

    heavier = score(replace(system, nodes=nodes, metrics=metrics), values)

    assert score(system, values).tree == pytest.approx(heavier.tree, abs=1e-9, nan_ok=True)


@tried
@given(SEEDS, SCHEMES)
def test_numbers_recompute_from_their_traces(seed, scheme):
    system = random_system(seed, scheme=scheme)
    scores = score(system, random_values(system, 6, seed))
    dice = np.random.default_rng(seed)

    for unit in (scores.values.units[int(at)] for at in dice.integers(0, 6, 2)):
        for found in node_traces(scores, unit.code):
            assert found.recompute() == found.points, found
        for metric in system.metrics:
            traced = trace(scores, unit.code, metric.code)
            assert traced.recomputed_points() == traced.points, metric
            assert traced.recompute() == traced.contribution, metric


def test_two_hundred_random_numbers_of_a_random_system_recompute_from_their_trace():
    checked = 0
    for seed in range(2_000, 2_040):
        system = random_system(seed, scheme="weights" if seed % 2 else "marks")
        scores = score(system, random_values(system, 12, seed))
        dice = np.random.default_rng(seed)
        for _ in range(5):
            row = int(dice.integers(12))
            found = list(node_traces(scores, f"U{row}"))[int(dice.integers(len(system.nodes)))]
            at = system.nodes.index(system.node_by_code[found.code]) if found.code else -1
            published = scores.base.decimal(row) if at < 0 else scores.nodes.decimal(row, at)
            assert found.recompute() == (published if found.points is not None else None)
            checked += 1
    assert checked == 200


@tried
@given(SEEDS, SCHEMES)
def test_deduction_lines_sum_to_what_a_unit_lacks(seed, scheme):
    system = random_system(seed, scheme=scheme)
    scores = score(system, random_values(system, 6, seed))

    for row, unit in enumerate(scores.values.units):
        lines = deductions(scores, unit.code)
        lacking = system.full_marks - scores.total.decimal(row)
        assert sum((line.points for line in lines), Decimal(0)) == lacking
        assert all(line.sentence.endswith("。") for line in lines)


@tried
@given(SEEDS, SCHEMES)
def test_several_periods_at_once_are_each_what_they_are_alone(seed, scheme):
    system = random_system(seed, scheme=scheme)
    boards = [random_values(system, 5 + at, seed + at) for at in range(3)]

    for together, values in zip(score_periods(system, boards), boards, strict=True):
        alone = score(system, values)
        assert together.total.ticks.tolist() == alone.total.ticks.tolist()
        assert together.nodes.ticks.tolist() == alone.nodes.ticks.tolist()
        assert together.rank.tolist() == alone.rank.tolist()
