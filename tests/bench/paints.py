"""How long a new browser waits for a screen's first answer, beside a bare Streamlit app that writes one letter."""

import statistics
import time

from playwright.sync_api import Browser, sync_playwright

from core.machine import browser_path
from tests.bench.line import Line
from tests.journeys.conftest import ARGUMENTS
from tests.journeys.desk import DESKTOP
from tests.running.city import City
from tests.running.server import Process

ROUNDS = 11
WARM_UP = 1
TARGET = 1.5
# The cockpit's first sentence; the bare app's only one.
ANSWER, LETTER = "平均", "x"


def measure(city: City, bare: Process, login: str = "lingdao") -> list[Line]:
    """The cockpit's first paint by a browser that has nothing kept, over the bare app's; none without Chromium."""
    path = browser_path()
    if path is None:
        return []
    cookie = city.sign_in(login)
    ours, peer = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for _ in range(WARM_UP + ROUNDS):
            ours.append(_painted(browser, f"{city.url}/cockpit", ANSWER, cookie))
            peer.append(_painted(browser, bare.url, LETTER))
        browser.close()
    return [
        Line(
            "first paint of the cockpit",
            statistics.median(ours[WARM_UP:]),
            statistics.median(peer[WARM_UP:]),
            "ms",
            TARGET,
        )
    ]


def _painted(browser: Browser, url: str, text: str, cookie: str = "") -> float:
    """Milliseconds from asking for an address until its first sentence is on the screen."""
    width, height = DESKTOP
    context = browser.new_context(viewport={"width": width, "height": height})
    if cookie:
        name, _, value = cookie.partition("=")
        # A Secure cookie of this machine's own address, as the sign-in page sets it.
        context.add_cookies([{"name": name, "value": value, "url": url.replace("http:", "https:")}])
    page = context.new_page()
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.get_by_test_id("stMain").get_by_text(text).first.wait_for()
    taken = (time.perf_counter() - began) * 1000
    context.close()
    return taken
