"""A leader clicks a cell of the heat map and reads what it is made of."""

from playwright.sync_api import expect

from tests.journeys.conftest import Visit

MAP = ".js-plotly-plot .nsewdrag"
MONTHS = TOPICS = 12


def test_a_click_on_a_cell_opens_its_contributions_and_the_address_repeats_it(visit: Visit):
    desk = visit("lingdao").sign_in("/heat")
    box = desk.page.locator(MAP).first.bounding_box()
    assert box is not None
    # September, the last topic of December's order.
    x, y = box["x"] + box["width"] * 8.5 / MONTHS, box["y"] + box["height"] * 11.5 / TOPICS
    desk.page.mouse.move(x, y)
    desk.page.mouse.click(x, y)
    expect(desk.page.get_by_text("2020年9月热度").first).to_be_visible()
    desk.settle()
    assert "topic=206" in desk.where
    assert "month=2020-09" in desk.where
    parts = desk.rows("归一值")
    shown = [float(row["贡献"].replace("−", "-")) for row in parts]
    assert round(sum(shown[:-1]), 1) == shown[-1]
    desk.open(desk.where)
    assert desk.rows("归一值") == parts
    expect(desk.page.get_by_text("封顶减去").first).to_be_visible()
