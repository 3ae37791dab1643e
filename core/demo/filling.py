"""One unit's numbers: the wanted parts of the marks turned into counts that a ledger could hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor

from core.collection.columns import denominator, numerator
from core.collection.values import NA, NotApplicable
from core.demo.inverse import value_earning
from core.demo.qualities import Qualities
from core.demo.sizes import FIXED_NUMERATORS, quantities, size_of
from core.demo.stories import UnitStory
from core.indicators.system import ChecklistItem, IndicatorSystem, Metric

Number = float | NotApplicable | None

_BEST_QUALITY_SCORE = 99.6
_FASTEST_MILLISECONDS = 120.0


@dataclass(slots=True)
class UnitFiller:
    """Fills one row column by column, because later denominators are earlier numerators."""

    system: IndicatorSystem
    story: UnitStory
    qualities: Qualities
    level: float
    known: dict[str, float]
    row: dict[str, Number]

    def fill(self) -> None:
        """Fill every column of every metric."""
        for metric in self.system.metrics:
            # Counted even where it is not reported: later denominators may be its numerator.
            self._metric(metric, self.level + self.qualities.aim(self.story, metric))
            if {metric.code, metric.leaf} & self.story.excused:
                self.row.update(dict.fromkeys(self._columns(metric), NA))
            elif metric.code in self.story.blank:
                self.row.update(dict.fromkeys(self._columns(metric), None))

    def _columns(self, metric: Metric) -> tuple[str, ...]:
        if metric.input in ("ratio", "complement"):
            return numerator(metric.code), denominator(metric.code)
        if metric.input == "items":
            return tuple(item.code for item in self.system.items_of(metric.code))
        return (metric.code,)

    def _metric(self, metric: Metric, part: float) -> None:
        if metric.input in ("ratio", "complement"):
            self._ratio(metric, part)
        elif metric.input == "items":
            for item in self.system.items_of(metric.code):
                self.row[item.code] = _answer(item, part + self.qualities.item_aim(self.story, item.code))
        elif metric.rule == "group_p90_log":
            self.row[metric.code] = self.known["volume"]
        elif metric.input in ("value", "count"):
            self.row[metric.code] = _direct(metric, part)

    def _ratio(self, metric: Metric, part: float) -> None:
        rate = value_earning(metric, part)
        if metric.code in FIXED_NUMERATORS:
            top = round(self.known[FIXED_NUMERATORS[metric.code]])
            bottom = max(top, round(top / max(rate, 0.05)))
        else:
            bottom = size_of(metric.code, self.known, self.story.code, self.qualities.draws)
            share = 1 - rate if metric.input == "complement" else rate
            # Rounded by lot, or two cases out of two would always both be in order.
            lot = self.qualities.draws.uniform(self.story.code, metric.code, "lot")
            top = self._within(metric, floor(bottom * share + lot), bottom)
        for column, count in ((numerator(metric.code), top), (denominator(metric.code), bottom)):
            self.row[column] = self.known[column] = count

    def _within(self, metric: Metric, top: int, bottom: int) -> int:
        """A resource that was updated cannot be silent as well."""
        if metric.code == "B24-2":
            return min(top, bottom - round(self.known.get(numerator("B24-1"), 0)))
        return min(top, bottom)


def unit_row(
    system: IndicatorSystem, story: UnitStory, qualities: Qualities, level: float
) -> Mapping[str, Number]:
    """The numbers of one unit by column code; what nobody reported is None.

    `level` is the part of all marks the unit would earn if it were equally good at everything.
    """
    filler = UnitFiller(system, story, qualities, level, quantities(story, qualities.draws), {})
    filler.fill()
    return filler.row


def _direct(metric: Metric, part: float) -> float:
    value = value_earning(metric, part)
    if metric.unit == "分":
        return round(min(value, _BEST_QUALITY_SCORE), 1)
    return float(round(max(value, _FASTEST_MILLISECONDS) if metric.unit == "毫秒" else value))


def _answer(item: ChecklistItem, part: float) -> float:
    """P of one checklist line: a share where its standard asks for one, else 0, 0.5 or 1."""
    held = min(max(part, 0.0), 1.0)
    asks_share = "比率" in item.standard or "占比" in item.standard
    return round(held, 2) if asks_share else round(held * 2) / 2
