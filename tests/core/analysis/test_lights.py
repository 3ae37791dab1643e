"""A light is judged against a target and remembers that it was red."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.analysis.lights import SHAPES, Light, Target, measured, shown, target
from tests.core.scoring.boards import department

GOAL = Target(Decimal(80), "良好")


@pytest.mark.parametrize(
    ("percent", "light"),
    [("80", Light.GREEN), ("79.9", Light.AMBER), ("70", Light.AMBER), ("69.9", Light.RED), ("100", Light.GREEN)],
)  # fmt: skip
def test_the_target_and_ten_points_below_it_are_the_bounds(percent, light):
    assert measured(Decimal(percent), GOAL) is light


def test_what_was_red_is_amber_for_one_edition_before_it_is_green():
    assert shown(Decimal(85), Decimal(60), GOAL) is Light.AMBER
    assert shown(Decimal(85), Decimal(75), GOAL) is Light.GREEN
    assert shown(Decimal(85), None, GOAL) is Light.GREEN
    assert shown(Decimal(65), Decimal(60), GOAL) is Light.RED


def test_the_target_is_the_second_best_grade_of_the_system_and_its_rule_is_printed():
    goal = target(department())
    assert goal == GOAL
    for part in ("80%", "良好线", "10 个百分点", "转提醒"):
        assert part in goal.rule
    assert target(replace(department(), grades=department().grades[:1])) is None


def test_every_light_has_a_shape_of_its_own():
    assert len({SHAPES[light] for light in Light}) == len(Light)
