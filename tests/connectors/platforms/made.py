"""The stand-in made from the demonstration's year, once for all tests of it."""

from functools import cache

from connectors.platforms.demo import WINDOW
from connectors.platforms.exchange import figures_of
from connectors.platforms.exchange_rows import UnitFigures
from core.collection.values import Values
from tests.builders.evaluation import prepared

AUDIENCES = ("department", "county")


@cache
def values(audience: str) -> Values:
    """The year's values of a board."""
    (year,) = prepared(audience).values
    return year.values


@cache
def figures() -> tuple[UnitFigures, ...]:
    """The figures of both boards, unit by unit."""
    return tuple(unit for audience in AUDIENCES for unit in figures_of(values(audience), WINDOW))
