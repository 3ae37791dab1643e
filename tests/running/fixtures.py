"""Fixtures over a running server; a conftest imports those its folder needs."""

from collections.abc import Iterator

import pytest

from tests.running.city import City


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The demonstration on a server of this folder's own, running until the last test."""
    made = City.on(tmp_path_factory.mktemp("city") / "data")
    made.start()
    yield made
    made.stop()
