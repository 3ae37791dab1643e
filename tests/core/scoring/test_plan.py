"""A system compiled into arrays says the same as the system."""

import numpy as np

from core.collection.columns import value_columns
from core.scoring.plan import plan_of
from tests.core.scoring.boards import checklist_system, department


def test_shares_of_every_leaf_add_up_to_a_hundred():
    system = department()
    assert np.allclose(plan_of(system).shares.sum(axis=0), 100)


def test_every_leaf_counts_in_each_node_above_it_and_in_no_other():
    system = department()
    plan = plan_of(system)
    for at, leaf in enumerate(system.leaves):
        counted = {system.nodes[index].code for index in np.flatnonzero(plan.members[at])}
        assert counted == {node.code for node in system.path(leaf.code)}


def test_full_marks_are_kept_as_whole_ticks():
    system = department()
    assert plan_of(system).full_ticks.sum() == 100 * 10**system.leaf_digits


def test_every_metric_is_settled_by_exactly_one_batch_and_fed_by_its_own_columns():
    system = department()
    plan = plan_of(system)
    settled = np.concatenate([batch.metrics for batch in plan.batches])
    assert sorted(settled) == list(range(len(system.metrics)))
    codes = [column.code for column in value_columns(system)]
    for metric, top in zip(plan.inputs.ratio_metrics, plan.inputs.numerators, strict=True):
        assert codes[top] == f"{system.metrics[metric].code}/分子"


def test_a_checklist_knows_the_columns_and_weights_of_its_items():
    system = checklist_system()
    (checklist,) = plan_of(system).checklists
    items = system.items_of(system.metrics[checklist.metric].code)
    assert list(checklist.weights) == [float(item.weight) for item in items]


def test_the_same_system_is_compiled_once():
    assert plan_of(department()) is plan_of(department())
