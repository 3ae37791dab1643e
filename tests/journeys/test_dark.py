"""Whoever reads at night turns the screens dark once, for every address, with a link at the side."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.facts import LOGINS

DARK = re.compile(r"rgb\((\d\d?), (\d\d?), (\d\d?)\)")


def test_dark_is_turned_on_at_the_side_stays_from_screen_to_screen_and_reaches_dialogs(visit: Visit):
    desk = visit(LOGINS["authority"]).sign_in("/board")
    page, app = desk.page, desk.page.get_by_test_id("stApp")
    expect(app).to_have_css("background-color", "rgb(255, 255, 255)")
    page.get_by_role("link", name="深色").click()
    expect(app).to_have_css("background-color", DARK)
    desk.open("/projects")
    expect(app).to_have_css("background-color", DARK)
    page.get_by_role("button", name="新建项目").click()
    expect(page.get_by_role("dialog").locator(".st-key-verbs-submit")).to_have_css("background-color", DARK)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="浅色").click()
    expect(app).to_have_css("background-color", "rgb(255, 255, 255)")
    assert not desk.faults
