"""A tree is walked down with the card of the chosen node in sight."""

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.desk import DESKTOP, PHONE
from tests.journeys.facts import LOGINS

_PLACE = "() => document.querySelector('[data-testid=stMain]').scrollTop"


def test_a_node_at_the_end_of_the_tree_shows_its_card_without_a_jump(visit: Visit):
    desk = visit(LOGINS["filler"]).sign_in("/systems?system=1")
    last = desk.page.locator(".st-key-tree").get_by_role("link", name="F12")
    last.scroll_into_view_if_needed()
    before = desk.page.evaluate(_PLACE)
    assert before > 0
    last.click()
    card = desk.page.locator(".st-key-card").get_by_role("heading", name="F12")
    expect(card).to_be_in_viewport()
    desk.settle()
    assert abs(desk.page.evaluate(_PLACE) - before) < DESKTOP[1] / 4
    assert desk.where == "/systems?system=1&node=F12"


def test_on_a_phone_the_card_stands_above_the_tree_and_a_choice_leads_up_to_it(visit: Visit):
    desk = visit(LOGINS["filler"]).sign_in("/systems?system=1")
    desk.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    desk.page.locator(".st-key-tree").get_by_role("link", name="F12").click()
    expect(desk.page.locator(".st-key-card").get_by_role("heading", name="F12")).to_be_in_viewport()
