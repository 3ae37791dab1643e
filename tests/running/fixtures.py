"""Fixtures over a running server; a conftest imports those its folder needs."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.running.city import City


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The demonstration on a server of this folder's own, running until the last test."""
    with _running(tmp_path_factory) as made:
        yield made


@pytest.fixture(name="city", scope="module")
def own_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The same for one file alone: for stories that move the city's numbers under everybody's eyes."""
    with _running(tmp_path_factory) as made:
        yield made


@contextmanager
def _running(folders: pytest.TempPathFactory) -> Iterator[City]:
    made = City.on(folders.mktemp("city") / "data")
    made.start()
    yield made
    made.stop()
