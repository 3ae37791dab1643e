"""On a phone a long table is read as cards, and on the desk it is the table it was."""

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.desk import DESKTOP, PHONE, Desk
from tests.journeys.facts import LOGINS

_LABELS = (
    """cells => cells.map(cell => [getComputedStyle(cell, '::before').content, cell.innerText.trim()])"""
)


def size(desk: Desk, frame: tuple[int, int]) -> None:
    """Hold the browser in these pixels."""
    desk.page.set_viewport_size({"width": frame[0], "height": frame[1]})


def test_every_cell_of_a_card_says_which_column_it_is_and_the_unit_stands_on_top(visit: Visit):
    desk = visit(LOGINS["authority"]).sign_in("/board")
    heads = list(desk.rows("组内名次")[0])
    size(desk, PHONE)
    cells = desk.page.locator("table[data-cards] tbody tr").first.locator("td")
    expect(cells).to_have_count(len(heads))
    told = cells.evaluate_all(_LABELS)
    assert [label for label, _ in told] == [f'"{head}"' if head != "单位" else "none" for head in heads]
    boxes = {head: cells.nth(at).bounding_box() or {} for at, head in enumerate(heads)}
    assert min(boxes, key=lambda head: boxes[head]["y"]) == "单位"
    size(desk, DESKTOP)
    expect(desk.page.locator("table[data-cards]")).to_have_count(0)
    expect(desk.page.get_by_role("columnheader", name="组内名次")).to_be_visible()


def test_a_table_that_fits_a_phone_stays_a_table(visit: Visit):
    desk = visit(LOGINS["authority"]).sign_in("/projects?project=1&part=指标体系")
    size(desk, PHONE)
    desk.page.reload()
    desk.settle()
    assert desk.rows("考核对象")
    expect(desk.page.locator("table[data-cards]")).to_have_count(0)


def test_cards_follow_what_the_screen_shows_next(visit: Visit):
    desk = visit(LOGINS["authority"]).sign_in("/collection?section=运行记录")
    size(desk, PHONE)
    first = desk.page.locator("table[data-cards] td[data-place=title]").first
    before = first.inner_text()
    desk.page.get_by_role("button", name="第 2 页").click()
    expect(first).not_to_have_text(before)
    assert all(label for label in desk.page.locator("table[data-cards] td").evaluate_all(
        "cells => cells.map(cell => cell.dataset.label)"))  # fmt: skip
