"""How good a unit is at what: one level that drives everything, and a profile that makes units differ."""

from dataclasses import dataclass
from math import sqrt

from core.demo.draws import Draws
from core.demo.stories import Period, UnitStory
from core.indicators.system import IndicatorSystem, Metric

# Standard deviations of the earned part: city-wide ease of an indicator, then the unit's own
# deviation by first-level indicator, by leaf and by metric.
_EASE, _AREA, _LEAF, _METRIC = 0.05, 0.05, 0.06, 0.08
_STRONG, _WEAK = 0.14, -0.2
# A second period shares this much of a unit's deviations with the year as a whole.
_LASTING = 0.8


@dataclass(frozen=True, slots=True)
class Qualities:
    """The wanted part of the marks of every metric of every unit, relative to the unit's level."""

    system: IndicatorSystem
    draws: Draws
    period: Period

    def aim(self, story: UnitStory, metric: Metric) -> float:
        """What to add to the unit's level for this metric."""
        area, leaf = self.system.path(metric.leaf)[0].code, metric.leaf
        return (
            _EASE * self.draws.normal("ease", leaf)
            + _AREA * self._own(story.code, area)
            + _LEAF * self._own(story.code, leaf)
            + _METRIC * self._own(story.code, metric.code)
            + _STRONG * any(leaf.startswith(code) for code in story.strong)
            + _WEAK * any(leaf.startswith(code) for code in story.weak)
        )

    def item_aim(self, story: UnitStory, item: str) -> float:
        """What to add further for one line of a checklist; a line has few steps, so it varies more."""
        return 0.18 * self._own(story.code, item)

    def _own(self, unit: str, name: str) -> float:
        lasting = self.draws.normal(unit, name)
        passing = self.draws.normal(unit, name, self.period.name)
        return _LASTING * lasting + sqrt(1 - _LASTING**2) * passing
