"""A draft is tried on a past period through the one engine, and nothing of it is kept."""

import numpy as np
import pytest

from core.designs.amounts import SetAmounts
from core.designs.metric_edits import PutMetric
from core.designs.service import copy_as_design
from core.errors import Invalid, NotAllowed, NotFound
from core.results.queries import board
from core.results.trials import carried, group_rates, leaf_trial, trial, trial_sets
from core.store.session import reading, writing
from tests.builders.evaluation import prepared
from tests.core.designs.drafting import edited, held
from tests.core.scoring.boards import tiny_system

RULE = PutMetric(
    "A21", "A21-1", "编目完整率", "ratio", "linear", "零分线=90%；满分线=100%", "zero", "已发布", "应编"
)


def copied(city, audience="department") -> int:
    with writing() as session:
        return copy_as_design(
            session=session,
            actor=city.people["赵敏"].actor,
            version_id=city.systems[audience],
            version_label="2021",
        )


def tried(city, query, design_id, by="赵敏", **facts):
    with reading() as session:
        return query(
            session=session,
            actor=city.people[by].actor,
            design_id=design_id,
            value_set_id=city.value_sets["department"],
            **facts,
        )


def test_an_unchanged_copy_scores_every_unit_as_it_was_scored(evaluated):
    found = tried(evaluated, trial, copied(evaluated))
    with reading() as session:
        view = board(
            session=session,
            actor=evaluated.people["赵敏"].actor,
            edition_id=evaluated.edition_id,
            audience="department",
        )
    frozen = {unit.code: unit.total for unit in view.units}
    assert {row.code: row.after for row in found.rows} == frozen
    assert all(row.change == 0 for row in found.rows)
    assert (found.blank, bool(found.findings)) == ((), True)


def test_marks_given_elsewhere_move_totals_both_ways(evaluated):
    design_id = copied(evaluated)
    edited(evaluated.people, design_id, SetAmounts("A2", {"A21": "5", "A22": "5"}))
    changes = [row.change for row in tried(evaluated, trial, design_id).rows]
    assert any(change < 0 for change in changes)
    assert any(change > 0 for change in changes)


def test_a_draft_that_does_not_add_up_is_tried_leaf_by_leaf_only(evaluated):
    design_id = copied(evaluated)
    edited(evaluated.people, design_id, SetAmounts("A2", {"A21": "8"}))
    with pytest.raises(Invalid, match="先改正体检红项"):
        tried(evaluated, trial, design_id)
    with pytest.raises(Invalid):
        tried(evaluated, group_rates, design_id, codes=["A21", "A22"])
    assert len(tried(evaluated, leaf_trial, design_id, leaf="A21").rows) == 42


def test_a_stricter_rule_is_tried_before_it_is_kept_and_nobody_gains(evaluated):
    design_id = copied(evaluated)
    found = tried(evaluated, leaf_trial, design_id, leaf="A21", edit=RULE)
    changes = [row.change for row in found.rows if row.change is not None]
    assert max(changes) <= 0
    assert min(changes) < 0
    assert held(design_id).version == 1


def test_a_metric_the_past_has_no_value_for_is_named(evaluated):
    design_id = copied(evaluated)
    fresh = PutMetric("A11", "A11-9", "新率", "ratio", "linear", "零分线=0；满分线=1", "na")
    edited(evaluated.people, design_id, SetAmounts("A11", {"A11-1": "20"}))
    found = tried(evaluated, leaf_trial, design_id, leaf="A11", edit=fresh)
    assert found.blank == ("A11-9 新率",)


def test_rates_of_a_group_are_those_entropy_weighs(evaluated):
    units, table = tried(evaluated, group_rates, copied(evaluated), codes=["A21", "A22"])
    numbers = np.array(table, dtype=float)
    assert numbers.shape == (len(units), 2)
    assert numbers.min() >= 0
    assert numbers.max() <= 1


def test_what_is_not_there_or_not_for_them_is_refused(evaluated):
    design_id = copied(evaluated)
    with pytest.raises(NotFound):
        tried(evaluated, leaf_trial, design_id, leaf="A2")
    for query, facts in ((trial, {}), (leaf_trial, {"leaf": "A21"})):
        with pytest.raises(NotAllowed):
            tried(evaluated, query, design_id, by="秦专家", **facts)
    with reading() as session:
        offered = trial_sets(session=session, actor=evaluated.people["赵敏"].actor, audience="county")
    assert [key for key, _ in offered] == [evaluated.value_sets["county"]]


def test_values_are_carried_by_code_and_nothing_else(evaluated):
    values = prepared("department").values[0].values
    same = carried(values, prepared("department").system)
    assert same == values
    other = carried(values, tiny_system())
    assert (other.states == 0).all()
    assert {entry.item for entry in other.ledger} <= set(tiny_system().ledger_by_code)
