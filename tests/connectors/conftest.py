"""The evaluated city, and the same with the exchange platform connected and collected from once."""

from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, text

from connectors.platforms.demo import address
from tests.builders.collecting import collect_city
from tests.builders.evaluation import *  # noqa: F403
from tests.builders.evaluation import Evaluated


@pytest.fixture
def collecting(evaluated: Evaluated) -> Evaluated:
    """The city after one collection of every metric of both boards."""
    assert collect_city(evaluated) == 50
    return evaluated


@pytest.fixture
def change() -> Callable[[str], int]:
    """`change("update …")` changes rows in the exchange platform, as its own people would."""

    def changed(statement: str) -> int:
        engine = create_engine(address())
        with engine.begin() as connection:
            rows = connection.execute(text(statement)).rowcount
        engine.dispose()
        return rows

    return changed
