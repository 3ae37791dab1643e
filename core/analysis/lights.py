"""Lights against a target, never against a mean, with memory: red turns amber before it turns green."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from core.indicators.system import IndicatorSystem

# Points of a per cent below the target that still count as a reminder; beyond it is a warning.
TOLERANCE: Final = Decimal(10)


class Light(StrEnum):
    """正常, 提醒 or 警告; the value is what people read."""

    GREEN = "正常"
    AMBER = "提醒"
    RED = "警告"


SHAPES: Final = {Light.GREEN: "●", Light.AMBER: "▲", Light.RED: "■"}


@dataclass(frozen=True, slots=True)
class Target:
    """The reached part of full marks aimed at, in per cent, and the grade whose bound it is."""

    percent: Decimal
    grade: str

    @property
    def rule(self) -> str:
        """The rule as it stands beside the lights."""
        return (
            f"目标为得分率 {self.percent:g}%（{self.grade}线）：达到为正常；低于目标不超过 {TOLERANCE:g} 个百分点为提醒；"
            f"低于 {TOLERANCE:g} 个百分点以上为警告；上期警告、本期达标的先转提醒。"
        )


def target(system: IndicatorSystem) -> Target | None:
    """The second best grade's bound is what everybody is expected to reach; None without two grades."""
    order = sorted(system.grades, key=lambda band: -band.lower)
    if len(order) < 2 or not system.full_marks:
        return None
    return Target((order[1].lower * 100 / system.full_marks).normalize() + 0, order[1].name)


def measured(percent: Decimal, goal: Target) -> Light:
    """The light of this edition alone; `percent` is compared as it is published."""
    if percent >= goal.percent:
        return Light.GREEN
    return Light.AMBER if goal.percent - percent <= TOLERANCE else Light.RED


def shown(percent: Decimal, before: Decimal | None, goal: Target) -> Light:
    """The light people see: what was red in the earlier edition is amber for one edition at least."""
    light = measured(percent, goal)
    was_red = before is not None and measured(before, goal) is Light.RED
    return Light.AMBER if light is Light.GREEN and was_red else light
