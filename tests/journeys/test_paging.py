"""Long tables are turned page by page, also where there are only two."""

from playwright.sync_api import expect

from tests.journeys.conftest import Visit


def test_the_trail_shows_both_its_pages_and_turns_to_the_second(visit: Visit):
    desk = visit("shenji").sign_in("/trail")
    first = desk.rows("说明")
    assert len(first) == 20
    for number in ("1", "2"):
        expect(desk.page.get_by_role("button", name=f"第 {number} 页", exact=True)).to_be_visible()
    desk.page.get_by_role("button", name="第 2 页", exact=True).click()
    expect(desk.page.get_by_text("装入机构", exact=True).first).to_be_visible()
    desk.settle()
    assert desk.rows("说明") != first
