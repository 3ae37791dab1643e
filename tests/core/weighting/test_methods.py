"""What each method is given and what it found survive being written down."""

import json

import pytest

from core.indicators.canonical import plain, rebuilt
from core.weighting.methods import FACTS, INPUTS, METHODS, method_of
from core.weighting.outcome import Outcome, outcome_of
from core.weighting.target import Target
from tests.core.weighting.given import COMBINED, EARLIER, JUDGED, MEASURED, SCORED
from tests.core.weighting.grids import target

GIVEN = {"experts": SCORED, "ahp": JUDGED, "entropy": MEASURED, "combination": COMBINED}


def written(value):
    return json.loads(json.dumps(plain(value)))


def test_every_method_has_a_name_its_inputs_and_its_facts():
    assert set(METHODS) == set(INPUTS) == set(FACTS) == set(GIVEN)


@pytest.mark.parametrize("method", GIVEN)
def test_the_method_is_known_by_what_is_given(method: str):
    assert method_of(GIVEN[method]) == method


@pytest.mark.parametrize("method", GIVEN)
def test_inputs_results_and_facts_are_read_back_as_they_were(method: str):
    inputs = GIVEN[method]
    outcome, facts = outcome_of(target(), inputs, EARLIER)
    assert rebuilt(INPUTS[method], written(inputs)) == inputs
    assert rebuilt(FACTS[method], written(facts)) == facts
    assert rebuilt(Outcome, written(outcome)) == outcome
    assert rebuilt(Target, written(target())) == target()
