"""A light is judged against what is scheduled for its period, and remembers that it was red."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.analysis.lights import SHAPES, Light, Step, Target, measured, shown, target
from tests.core.scoring.boards import department

GOAL = Target(Decimal(80), "良好")


@pytest.mark.parametrize(
    ("percent", "light"),
    [("80", Light.GREEN), ("79.9", Light.AMBER), ("70", Light.AMBER), ("69.9", Light.RED), ("100", Light.GREEN)],
)  # fmt: skip
def test_the_target_and_ten_points_below_it_are_the_bounds(percent, light):
    assert measured(Decimal(percent), GOAL) is light


def test_what_was_red_is_amber_for_one_edition_before_it_is_green():
    assert shown(Decimal(85), GOAL, (Decimal(60), GOAL)) is Light.AMBER
    assert shown(Decimal(85), GOAL, (Decimal(75), GOAL)) is Light.GREEN
    assert shown(Decimal(85), GOAL, None) is Light.GREEN
    assert shown(Decimal(65), GOAL, (Decimal(60), GOAL)) is Light.RED


def test_a_quarter_is_judged_against_its_step_worked_by_hand():
    # 80 % of the full marks by the end of the year; 85 % of that by the end of March are 68 %, 90 % by June 72 %.
    first, second = (
        Target(Decimal(80), "良好", Step(period, Decimal(part)))
        for period, part in (("一季度", 85), ("二季度", 90))
    )
    assert (first.percent, second.percent) == (Decimal(68), Decimal(72))
    judged = {"68.0": Light.GREEN, "67.9": Light.AMBER, "58.0": Light.AMBER, "57.9": Light.RED}
    assert {text: measured(Decimal(text), first) for text in judged} == judged
    # Against the year's 80 % the same 69.9 % would have been a warning.
    assert measured(Decimal("69.9"), first) is Light.GREEN
    assert measured(Decimal("69.9"), GOAL) is Light.RED


def test_the_memory_judges_the_earlier_edition_against_its_own_step():
    first, second = (Target(Decimal(80), "良好", Step("季", Decimal(part))) for part in (85, 90))
    # 60 % in March was a reminder (68 − 60 = 8), though it is a warning against June's 72 %.
    assert shown(Decimal(73), second, (Decimal(60), first)) is Light.GREEN
    # 57 % in March was a warning (68 − 57 = 11): June shows a reminder, September may be green again.
    assert shown(Decimal(73), second, (Decimal(57), first)) is Light.AMBER


def test_the_target_is_the_second_best_grade_of_the_system_and_its_rule_is_printed():
    goal = target(department())
    assert goal == GOAL
    for part in ("80%", "良好线", "10 个百分点", "转提醒"):
        assert part in goal.rule
    assert target(replace(department(), grades=department().grades[:1])) is None


def test_the_rule_states_the_scheduled_figure_its_part_and_that_it_is_a_proposal():
    step = Step("三季度", Decimal(95), "建议值：每季提高")
    goal = target(department(), step)
    assert goal.percent == Decimal(76)
    assert "按序时进度本期（三季度）应达到 76%（年度目标的 95%，建议值）" in goal.rule
    decided = target(department(), replace(step, basis="德数发〔2021〕3号"))
    assert "（年度目标的 95%）" in decided.rule


def test_every_light_has_a_shape_of_its_own():
    assert len({SHAPES[light] for light in Light}) == len(Light)
