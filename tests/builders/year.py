"""A small year of the demonstration's heat as the read gives it, without a database, made once."""

import tempfile
from functools import lru_cache

import pytest

from core.settings import settings
from core.topics import queries
from core.topics.logs import read_register, write_register
from core.topics.parameters import current
from tests.builders.logs import accepted, small_year

NAMES = {str(code): f"主题{code}" for code in range(201, 213)}


@lru_cache(maxsize=1)
def heat_view() -> queries.HeatView:
    """Twelve topics, named by their codes, in twelve months."""
    with tempfile.TemporaryDirectory() as held, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHUPING_DATA_DIR", held)
        settings.cache_clear()
        write_register((accepted(small_year()),))
        register = read_register()
        heats = queries._heats(register, current())
    settings.cache_clear()
    months = tuple(sorted({month for _, month in heats}))
    return queries.HeatView(queries._state(register), current(), NAMES, months, heats)
