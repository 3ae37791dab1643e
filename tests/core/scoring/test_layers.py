"""Means of a system of weights, from the leaves up."""

from dataclasses import replace
from fractions import Fraction

import pytest

from core.scoring.layers import branches_of, layers_of
from tests.builders.systems import random_system
from tests.core.scoring.boards import department


def test_a_system_of_marks_has_no_means():
    assert branches_of(department()) == ()
    assert layers_of(department()) == ()


@pytest.mark.parametrize("seed", range(6))
def test_children_come_before_their_parents_and_the_total_last(seed):
    system = random_system(seed)
    branches = branches_of(system)
    seen = set()

    for branch in branches:
        assert branch.of_metrics or set(branch.children) <= seen, branch
        seen.add(branch.at)
    assert branches[-1].code == ""
    assert len(branches) == len(system.nodes) + 1


@pytest.mark.parametrize("seed", range(6))
def test_layers_hold_every_branch_once_with_its_own_weights(seed):
    system = random_system(seed)
    held = {}
    for layer in layers_of(system):
        for column, branch in enumerate(layer.branches):
            held[branch.at] = {
                int(child): weight
                for child, weight in zip(layer.children, layer.weights[:, column], strict=True)
                if weight
            }

    for branch in branches_of(system):
        assert held.pop(branch.at) == {
            child: float(weight) for child, weight in zip(branch.children, branch.weights, strict=True)
        }
    assert not held


def test_the_stricter_of_part_and_number_must_be_there():
    system = replace(random_system(1), availability=Fraction(1, 2), least=3)

    total = branches_of(system)[-1]

    assert total.least == max(Fraction(len(total.children), 2), 3)
