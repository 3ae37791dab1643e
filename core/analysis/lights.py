"""Lights against schedule (序时进度), never against a mean, with memory: red turns amber before green."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from core.indicators.system import IndicatorSystem

# Points of a per cent below the target that still count as a reminder; beyond it is a warning.
TOLERANCE: Final = Decimal(10)
# How the basis of a step begins while nobody has decided it.
PROPOSED: Final = "建议值"


class Light(StrEnum):
    """正常, 提醒 or 警告; the value is what people read."""

    GREEN = "正常"
    AMBER = "提醒"
    RED = "警告"


SHAPES: Final = {Light.GREEN: "●", Light.AMBER: "▲", Light.RED: "■"}


@dataclass(frozen=True, slots=True)
class Step:
    """The part of the year's target, in per cent, that is to be reached by the end of a period."""

    period: str
    part: Decimal
    basis: str = ""


WHOLE_YEAR: Final = Step("年度", Decimal(100))


@dataclass(frozen=True, slots=True)
class Target:
    """The reached part of full marks aimed at for the year, in per cent, the grade whose bound it is, the step."""

    year: Decimal
    grade: str
    step: Step = WHOLE_YEAR

    @property
    def percent(self) -> Decimal:
        """What is to be reached by the end of the step: the year's target times its part, in per cent."""
        return (self.year * self.step.part / 100).normalize() + 0

    @property
    def rule(self) -> str:
        """The rule as it stands beside the lights."""
        return (
            f"{self._aim}：达到为正常；低于不超过 {TOLERANCE:g} 个百分点为提醒；"
            f"低于 {TOLERANCE:g} 个百分点以上为警告；上期警告、本期达标的先转提醒。"
        )

    @property
    def _aim(self) -> str:
        aim = f"年度目标为得分率 {self.year:g}%（{self.grade}线）"
        if self.step.part == WHOLE_YEAR.part:
            return f"{aim}，本期（{self.step.period}）按全额 {self.percent:g}% 对照"
        proposed = "，建议值" if self.step.basis.startswith(PROPOSED) else ""
        part = f"年度目标的 {self.step.part:g}%{proposed}"
        return f"{aim}，按序时进度本期（{self.step.period}）应达到 {self.percent:g}%（{part}）"


def target(system: IndicatorSystem, step: Step = WHOLE_YEAR) -> Target | None:
    """What everybody is expected to reach by the end of a step: its part of the second best grade's bound.

    None in a system without two grades.
    """
    order = sorted(system.grades, key=lambda band: -band.lower)
    if len(order) < 2 or not system.full_marks:
        return None
    return Target((order[1].lower * 100 / system.full_marks).normalize() + 0, order[1].name, step)


def measured(percent: Decimal, goal: Target) -> Light:
    """The light of this edition alone; `percent` is compared as it is published."""
    if percent >= goal.percent:
        return Light.GREEN
    return Light.AMBER if goal.percent - percent <= TOLERANCE else Light.RED


def shown(percent: Decimal, goal: Target, before: tuple[Decimal, Target] | None) -> Light:
    """The light people see: what was red in the earlier edition is amber for one edition at least.

    `before` is the earlier edition's percentage with the target of its own period.
    """
    light = measured(percent, goal)
    was_red = before is not None and measured(*before) is Light.RED
    return Light.AMBER if light is Light.GREEN and was_red else light
