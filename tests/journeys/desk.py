"""One person at one browser: signs in, reads screens, follows links, saves files."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect

from tests.running.city import City

DESKTOP, PHONE = (1440, 900), (390, 844)
WAIT = 30_000
# Chromium says so in the console whenever a story is refused a file, and Streamlit when a screen.
REFUSED = re.compile(r"status of (400|401|403|404)|does not seem to exist")
LOCAL = ("data:", "blob:", "about:")

_MENU = """links => links.map(link => {
  const copy = link.cloneNode(true);
  copy.querySelectorAll('[data-testid=stIconMaterial]').forEach(icon => icon.remove());
  return copy.textContent.trim();
})"""
_ROWS = """table => {
  const read = row => [...row.cells].map(cell => cell.innerText.trim());
  const [head, ...rows] = [...table.rows].map(read);
  return rows.map(row => Object.fromEntries(row.map((text, index) => [head[index], text])));
}"""


class Desk:
    """A browser profile of its own with one page open; `faults` collects what must not happen."""

    def __init__(self, browser: Browser, city: City, login: str) -> None:
        self.city, self.login = city, login
        self.faults: list[str] = []
        self.refusals: list[str] = []
        width, height = DESKTOP
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", accept_downloads=True
        )
        self.context.set_default_timeout(WAIT)
        self.context.on("request", self._note_request)
        self.context.on("console", self._note_console)
        self.page = self.context.new_page()

    def leave(self) -> None:
        """Close the browser profile with everything in it."""
        self.context.close()

    def tab(self, path: str) -> Page:
        """Another tab of the same person."""
        page = self.context.new_page()
        page.goto(self.city.url + path)
        self.settle(page)
        return page

    def go(self, path: str) -> None:
        """Open an address as a person types it."""
        self.page.goto(self.city.url + path)

    def open(self, path: str) -> None:
        """Open a screen and wait until it is drawn."""
        self.go(path)
        self.settle()

    def sign_in(self, path: str = "", *, password: str = "") -> "Desk":
        """Fill in the sign-in page, which an address may lead to first, and wait for a screen."""
        if path:
            self.go(path)
        self.offer(password or self.city.password(self.login))
        self.settle()
        return self

    def change_password(self, new: str) -> None:
        """The first sign-in leads here; a screen follows."""
        self.page.get_by_label("原口令").fill(self.city.password(self.login))
        self.page.get_by_label("新口令", exact=True).fill(new)
        self.page.get_by_label("再次输入新口令").fill(new)
        self.page.get_by_role("button", name="保存新口令").click()
        self.settle()
        self.city.accounts[self.login] = new

    def offer(self, password: str) -> None:
        """Send the sign-in form with a password, right or wrong."""
        self.page.get_by_label("账号").fill(self.login)
        self.page.get_by_label("口令").fill(password)
        self.page.get_by_role("button", name="登录系统").click()

    def sign_out(self) -> None:
        """Leave by the link in the sidebar."""
        self.page.get_by_role("link", name="退出登录").click()
        expect(self.page.get_by_text("您已安全退出。")).to_be_visible()

    def settle(self, page: Page | None = None) -> None:
        """Wait until the script has run and everything it sent is drawn."""
        page = page or self.page
        expect(page.get_by_test_id("stMain").locator("h3").first).to_be_visible(timeout=WAIT)
        expect(page.locator("[data-test-script-state=notRunning]")).to_have_count(1, timeout=WAIT)
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=WAIT)

    def choose(self, menu: str) -> None:
        """Open a screen by its name in the menu."""
        self.page.get_by_test_id("stSidebarNavLink").filter(has_text=menu).click()
        expect(self.heading(menu)).to_be_visible()
        self.settle()

    @property
    def main(self) -> Locator:
        """The screen without its menu."""
        return self.page.get_by_test_id("stMain")

    def part(self, name: str) -> None:
        """Open a part of a screen by its name above it; the address names it once the script has run."""
        self.main.get_by_role("radio", name=name).click()
        self.page.wait_for_url(lambda address: f"part={name}" in unquote(address), timeout=WAIT)
        self.settle()

    def heading(self, text: str) -> Locator:
        """The title of a screen."""
        return self.page.get_by_test_id("stMain").get_by_role("heading", name=text, exact=True, level=3)

    def menu(self) -> list[str]:
        """The titles in the menu from top to bottom."""
        found: list[str] = self.page.get_by_test_id("stSidebarNavLink").evaluate_all(_MENU)
        return found

    def rows(self, heading: str) -> list[dict[str, str]]:
        """The table that has a column of this name, a dictionary a row."""
        table = self.page.locator("[data-testid=stTable] table").filter(has_text=heading).first
        found: list[dict[str, str]] = table.evaluate(_ROWS)
        return found

    def text(self) -> str:
        """Everything written in the main part of the screen."""
        return self.page.get_by_test_id("stMain").inner_text()

    def saves(self, click: Callable[[], None], folder: Path) -> Path:
        """The file a click really downloads."""
        with self.page.expect_download() as waiting:
            click()
        target = folder / waiting.value.suggested_filename
        waiting.value.save_as(target)
        return target

    def link(self, name: str) -> Locator:
        """A link or link button in the main part, by what stands on it."""
        return self.page.get_by_test_id("stMain").get_by_role("link", name=name)

    def status(self, path: str) -> int:
        """What a script in the person's own page is answered when it asks for an address."""
        answer: int = self.page.evaluate("path => fetch(path).then(answer => answer.status)", path)
        return answer

    @property
    def where(self) -> str:
        """The address shown, without the server."""
        return unquote(self.page.url.removeprefix(self.city.url))

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.city.url, *LOCAL)):
            self.faults.append(f"{self.login} asked another server: {request.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        where = self.refusals if REFUSED.search(message.text) else self.faults
        where.append(f"{self.login} at {message.page.url if message.page else ''}: {message.text}")
