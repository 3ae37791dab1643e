"""One browser for all journeys; every person sits at a desk of their own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from core.machine import browser_path
from tests.journeys.desk import WAIT, Desk
from tests.running.city import City
from tests.running.fixtures import city

__all__ = ["city"]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Read before any test clears the environment: where pictures of every screen are kept, if anywhere.
SHOTS = os.environ.get("SHUPING_SHOTS", "")
REQUIRED = os.environ.get("SHUPING_TESTS_REQUIRE") == "1"

Visit = Callable[[str], Desk]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, or a skipped journey that says why."""
    path = browser_path()
    if path is None:
        reason = "no Chromium for journeys: install chromium or set SHUPING_BROWSER_PATH"
        print(reason)
        (pytest.fail if REQUIRED else pytest.skip)(reason)
    # Two cores drawing several screens are slow; a story that waits for seconds says so itself.
    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser, city: City) -> Iterator[Visit]:
    """`visit("lingdao")` is a fresh browser profile for one person, not yet signed in.

    At the end nothing may have gone wrong in anybody's console or have been asked of another server.
    """
    desks: list[Desk] = []

    def sit_down(login: str) -> Desk:
        desks.append(Desk(browser, city, login))
        return desks[-1]

    yield sit_down
    faults = [fault for desk in desks for fault in desk.faults]
    for desk in desks:
        desk.leave()
    assert faults == []


@pytest.fixture(scope="session")
def shots() -> Path | None:
    """Where to keep pictures for people to look at: SHUPING_SHOTS=<folder>, else nowhere."""
    if not SHOTS:
        return None
    Path(SHOTS).mkdir(parents=True, exist_ok=True)
    return Path(SHOTS)
