"""Both boards of the demonstration, made and scored once for all tests."""

from dataclasses import dataclass

import pytest

from core.collection.values import Unit, Values
from core.demo.prepare import committed_system
from core.demo.stories import YEAR, Period
from core.demo.values import dezhou_values, present
from core.indicators.system import IndicatorSystem
from core.organisations.reference import read_units
from core.organisations.service import REFERENCE_FILE
from core.scoring.engine import score
from core.scoring.scores import Scores


@dataclass(frozen=True, slots=True)
class Made:
    """One board: its system, its units, the values told of them, and their scores."""

    system: IndicatorSystem
    units: tuple[Unit, ...]
    values: Values
    scores: Scores


def listed_units(audience: str) -> tuple[Unit, ...]:
    """The assessed units of the committed list."""
    return tuple(
        Unit(unit.code, unit.name, unit.group_name)
        for unit in read_units(REFERENCE_FILE)
        if unit.kind.value == audience and unit.is_assessed
    )


def made(audience: str, period: Period = YEAR) -> Made:
    """The board of an audience for a period."""
    system, _ = committed_system(audience)
    units = present(listed_units(audience), period)
    values = dezhou_values(system, units, period=period)
    return Made(system, units, values, score(system, values))


@pytest.fixture(scope="package")
def departments() -> Made:
    """The city departments' year."""
    return made("department")


@pytest.fixture(scope="package")
def counties() -> Made:
    """The counties' year."""
    return made("county")


@pytest.fixture(scope="package", params=["departments", "counties"])
def board(request: pytest.FixtureRequest) -> Made:
    """Either board in turn."""
    found: Made = request.getfixturevalue(request.param)
    return found
