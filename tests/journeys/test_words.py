"""Every screen of every role: Chinese only, nothing cut, nothing wrong in the console."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.desk import DESKTOP, PHONE, Desk
from tests.journeys.facts import LOGINS, logins, menu_of

# Runs of Latin letters people may read: file kinds, units of measure, names of standards and accounts.
ALLOWED = {"excel", "xlsx", "json", "ldap"}
# Account names are what people sign in with; addresses, file names, checksums, identifiers and the codes of
# systems (DZ-DEPT) are not prose.
NO_PROSE = re.compile(
    r"[a-z]+://\S+|/api/\S+|[\w./-]*\.(xlsx|docx|html|pdf|png|svg)\b|\b[0-9a-f]{8,64}\b|\bDZ-[A-Z]+\b"
)

# Read before any test clears the environment.
EVERY_ROLE = os.environ.get("SHUPING_SWEEP") == "all"

_TEXTS = """() => {
  const outside = element => element.closest('[data-testid=stIconMaterial], [translate=no], script, style, noscript');
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (node.data.trim() && !outside(parent) && parent.checkVisibility()) found.push(node.data.trim());
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    if (outside(element)) continue;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      if (element.getAttribute(name)) found.push(name + '：' + element.getAttribute(name));
    }
  }
  return found;
}"""
_ATTRIBUTE = re.compile(r"^(aria-label|title|placeholder|alt)：")
# A new width is laid out in the frame after the one that brings it.
_DRAWN = (
    "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
)
_WIDTHS = "() => [document.documentElement.scrollWidth, innerWidth]"
# What stands in a box that neither shows nor scrolls its overflow is cut for good.
_CUT = """() => [...document.querySelectorAll('[data-testid=stMain] :is(p, td, th, li, h3, h5, label, a, button)')]
  .filter(element => element.checkVisibility() && element.clientWidth > 0
    && element.scrollWidth > element.clientWidth + 1
    && ['hidden', 'clip'].includes(getComputedStyle(element).overflowX))
  .map(element => element.textContent)"""

# A table is read downwards; what it cannot show on a phone stands in cards instead.
_SIDEWAYS = """() => [...document.querySelectorAll('[data-testid=stTable] table')]
  .filter(table => table.checkVisibility() && table.scrollWidth > table.parentElement.clientWidth + 1)
  .map(table => table.rows[0].innerText)"""


def english(page: Page, accounts: set[str]) -> list[str]:
    """Texts with a run of four or more Latin letters nobody allowed."""
    allowed = ALLOWED | {part for account in accounts for part in account.split("_")}
    found = []
    for text in page.evaluate(_TEXTS):
        prose = NO_PROSE.sub("", _ATTRIBUTE.sub("", text))
        words = re.findall(r"[A-Za-z]{4,}", prose)
        if any(word.lower() not in allowed for word in words):
            found.append(text)
    return found


def looks(desk: Desk, name: str, shots: Path | None) -> list[str]:
    """What is wrong with the screen shown, at a desk and on a phone."""
    faults = [f"{name} in English: {text}" for text in english(desk.page, logins(desk.city))]
    for width, height in (PHONE, DESKTOP):
        desk.page.set_viewport_size({"width": width, "height": height})
        desk.page.evaluate(_DRAWN)
        needed, given = desk.page.evaluate(_WIDTHS)
        if needed > given:
            faults.append(f"{name} needs {needed} of {given} pixels")
        faults += [f"{name} at {width} cuts: {text}" for text in desk.page.evaluate(_CUT)]
        faults += [f"{name} at {width} pushes aside: {text}" for text in desk.page.evaluate(_SIDEWAYS)]
    if shots is not None:
        keep(desk, name, shots)
    return faults


def keep(desk: Desk, name: str, shots: Path) -> None:
    """Pictures of the whole screen at both sizes."""
    for width, height in (PHONE, DESKTOP):
        desk.page.set_viewport_size({"width": width, "height": height})
        desk.page.reload()
        desk.settle()
        needed = desk.page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
        desk.page.set_viewport_size({"width": width, "height": max(height, needed)})
        desk.page.wait_for_timeout(500)
        desk.page.screenshot(path=shots / f"{desk.login}-{name}-{width}.png")
        desk.page.set_viewport_size({"width": width, "height": height})


def swept() -> list[str]:
    """The roles whose menus are gone through: together they hold every screen; SHUPING_SWEEP=all takes all."""
    if EVERY_ROLE:
        return list(LOGINS)
    # These see the same screens with other eyes: everything, one unit, and what only an administrator may.
    roles = ["leader", "filler", "administrator"]
    seen = {title for role in roles for title in menu_of(role)}
    for role in LOGINS:
        if set(menu_of(role)) - seen:
            roles.append(role)
            seen |= set(menu_of(role))
    return roles


@pytest.mark.parametrize("role", swept())
def test_every_screen_is_chinese_and_uncut(role: str, visit: Visit, shots: Path | None):
    desk = visit(LOGINS[role]).sign_in("/")
    faults = []
    for title in desk.menu():
        desk.choose(title)
        faults += looks(desk, title, shots)
    assert faults == []
    assert desk.refusals == []


@pytest.mark.parametrize("query", ["section=指标得分", "unit=M05&metric=A21-1"])
def test_what_lies_below_a_screen_is_chinese_and_uncut(query: str, visit: Visit, shots: Path | None):
    desk = visit(LOGINS["leader"]).sign_in(f"/unit?{query}")
    assert looks(desk, query.split("=")[0] + "-" + query[-4:], shots) == []


def test_the_pages_before_a_screen_are_chinese_and_uncut(visit: Visit):
    desk = visit("lingdao")
    for path in ("/signin", "/signin?over=1", "/signin?left=1", "/signout"):
        desk.go(path)
        assert looks(desk, path, None) == []
