"""How large the counted things are: denominators that fit each other and the published city figures.

The city's own figures (5 386 资源, 48 对接系统, 约 420 登记系统, 全年 640 供需单, 2.214 亿条交换) set the
scale; how they are shared out between units is invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Final

from core.collection.columns import denominator, numerator
from core.demo.draws import Draws
from core.demo.stories import UnitStory

_CATALOGUES_OF_AN_AVERAGE_DEPARTMENT = 45
_HOURS_OF_2020 = 8784


@dataclass(frozen=True, slots=True)
class Size:
    """A denominator: a quantity of the unit, or a column filled before, times a factor.

    `spread` is the standard deviation of its logarithm between units; `least` its lower bound.
    """

    of: str
    factor: float = 1.0
    spread: float = 0.0
    least: int = 1


SIZES: Final[Mapping[str, Size]] = {
    "A11-1": Size("systems"),
    "A11-2": Size(numerator("A11-1"), 15),
    "A11-3": Size(numerator("A11-1"), 0.85, 0.1),
    "A11-4": Size(numerator("A11-1"), 0.4, 0.1, 2),
    "A21-2": Size("catalogues"),
    "A21-3": Size("catalogues", 0.97),
    "A21-4": Size("catalogues", 0.38, 0.1),
    "A22-1": Size("catalogues", 0.15, 0.2),
    "A22-2": Size("catalogues", 0.1, 0.4, 0),
    "A22-3": Size("catalogues", 4),
    "B11-1": Size("catalogues", 13, 0.15),
    "B11-2": Size("catalogues", 0.55, 0.1),
    "B12-1": Size("catalogues", 17, 0.2),
    "B12-2": Size("catalogues"),
    "B21-1": Size("shareable"),
    "B21-2": Size(numerator("B21-1")),
    "B21-3": Size(numerator("B21-1")),
    "B22-1": Size(numerator("B21-1"), 58, 0.2),
    "B22-2": Size("hours"),
    "B22-3": Size("catalogues", 0.16, 0.4, 0),
    "B23-1": Size(numerator("B21-1"), 23, 0.15),
    "B24-1": Size(numerator("B21-1"), 0.9),
    "B24-2": Size(denominator("B24-1")),
    "B25-1": Size("rows"),
    "B25-2": Size(denominator("B25-1")),
    "B25-3": Size(denominator("B11-1")),
    "C11-2": Size("catalogues", 0.5, 0.4, 3),
    "C11-3": Size("catalogues", 0.2, 0.4, 0),
    "C12-1": Size("shareable"),
    "C12-3": Size("calls"),
    "C12-4": Size("catalogues", 0.35, 0.3, 4),
    "C13-1": Size("demands"),
    "C13-2": Size("demands", 0.9),
    "C13-4": Size("demands", 0.04, 0.8, 0),
    "C21-1": Size("catalogues", 0.9, 0.3, 12),
    "C21-2": Size("catalogues", 0.25, 0.2, 5),
    "C21-3": Size("sample"),
    "C31-1": Size("catalogues", 0.22, 0.3, 4),
    "C31-2": Size("shareable"),
    "C31-3": Size(numerator("C31-2")),
    "C4-1": Size("catalogues", 0.4, 0.3, 8),
    "C4-2": Size(numerator("C4-1")),
    "C5-1": Size("business"),
    "C5-2": Size("sample", 0.5),
    "D11-1": Size("open"),
    "D11-2": Size(numerator("D11-1"), 0.85),
    "D11-3": Size(numerator("D11-1")),
    "D11-4": Size(numerator("D11-1")),
    "D11-5": Size("open", 0.3, 0.5, 0),
    "F12-2": Size("sections"),
    "F12-3": Size("trainings"),
    "F12-4": Size("sections", 0.15, 0.5, 0),
}

# Here the numerator is known and the denominator follows from the rate: what is published is
# published, the question is how much should have been.
FIXED_NUMERATORS: Final[Mapping[str, str]] = {"A21-1": "catalogues"}


def quantities(story: UnitStory, draws: Draws) -> dict[str, float]:
    """The basic quantities of one unit; a county counts for all the departments below it."""
    county = story.code.isdecimal()
    scale = story.catalogues / _CATALOGUES_OF_AN_AVERAGE_DEPARTMENT

    def about(middle: float, spread: float, name: str) -> float:
        return round(middle * exp(spread * draws.normal(story.code, name)))

    calls = about(21_500 * scale, 0.9, "calls")
    return {
        "catalogues": story.catalogues,
        "systems": story.systems,
        "shareable": round(story.catalogues * 0.97),
        "hours": _HOURS_OF_2020,
        "rows": about(935_000 * scale, 0.9, "rows"),
        "calls": calls,
        "volume": calls + about(550_000 * scale, 1.1, "exchanged"),
        "demands": max(4, about(8.7 * scale**0.5, 0.3, "demands")),
        "business": about(21_000 * scale, 1.0, "business"),
        "open": about(48 if county else 10 + 19 * scale**0.7, 0.2, "open"),
        "sections": draws.whole(34, 38, story.code, "sections") if county else about(11, 0.35, "sections"),
        "trainings": 4,
        "sample": 100 * draws.whole(6, 20, story.code, "sample"),
    }


def size_of(metric: str, known: Mapping[str, float], unit: str, draws: Draws) -> int:
    """The denominator of one metric of one unit; `known` holds quantities and columns filled so far.

    KeyError for a metric the demonstration has no size for.
    """
    size = SIZES[metric]
    factor = (
        size.factor * exp(size.spread * draws.normal(unit, metric, "size")) if size.spread else size.factor
    )
    return max(size.least, round(known[size.of] * factor))
