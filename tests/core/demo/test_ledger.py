"""The ledger's tasks are marked as a demonstration and belong to units that are there."""

from core.demo.ledger import PLAN, RATES, TASKS
from core.demo.stories import unit_stories
from core.projects.stage_rules import Stage, plan_problems


def test_tasks_say_that_they_are_invented_and_name_real_units():
    assert {task[3] for task in TASKS} <= set(unit_stories())
    assert all(task[1].startswith("演示：") for task in TASKS)
    assert set(RATES) == {task[0] for task in TASKS}


def test_the_plan_holds_every_stage_in_order():
    assert list(PLAN) == list(Stage)
    assert plan_problems(PLAN) == []
