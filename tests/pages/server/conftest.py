"""A browser, and one somebody has signed in with."""

import pytest

from tests.pages.server.site import TestClient, browser, enter


@pytest.fixture
def stranger(engine) -> TestClient:
    """A browser nobody has signed in with."""
    return browser()


@pytest.fixture
def client(people) -> TestClient:
    """赵敏's browser."""
    client = browser()
    answer = enter(client, "zhaomin", people["赵敏"].password)
    assert answer.status_code == 303, answer.text
    return client
