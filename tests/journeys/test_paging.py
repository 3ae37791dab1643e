"""Long tables are turned page by page, also where there are only two."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit


def test_the_trail_shows_all_its_pages_and_turns_to_the_last(visit: Visit):
    desk = visit("shenji").sign_in("/trail")
    first = desk.rows("说明")
    assert len(first) == 20
    pages = desk.page.get_by_role("button", name=re.compile(r"^第 \d+ 页$"))
    expect(pages.nth(1)).to_be_visible()
    pages.last.click()
    # The first thing ever done here stands at the very end.
    expect(desk.page.get_by_text("装入机构", exact=True).first).to_be_visible()
    desk.settle()
    assert desk.rows("说明") != first
