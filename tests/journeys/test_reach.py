"""A department's people, with every address they could type: no other unit's page, file, chart or export."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.journeys.desk import Desk
from tests.journeys.facts import edition
from tests.running.city import City

OWN, OTHER = "M05", "M01"
OTHERS_NAME = "公安局"


@pytest.fixture(scope="module")
def department(browser: Browser, city: City) -> Iterator[Desk]:
    """Somebody of the department, signed in once for all these tries."""
    desk = Desk(browser, city, "jiaoti").sign_in("/")
    yield desk
    desk.leave()
    assert desk.faults == []


def test_another_units_page_is_refused_with_a_way_to_ask_for_it(department: Desk):
    department.open(f"/unit?unit={OTHER}")
    expect(department.page.get_by_text("不在您的数据范围内")).to_be_visible()
    assert "联系主管部门" in department.text()
    assert OTHERS_NAME not in department.page.content()


def test_the_board_shows_only_the_own_unit_whatever_the_address_says(department: Desk):
    department.open("/board?board=county")
    assert [row["单位"] for row in department.rows("组内名次")] == ["市教体局"]
    assert OTHERS_NAME not in department.page.content()


def test_a_screen_of_another_role_does_not_exist_for_them(department: Desk):
    for screen in ("values", "people", "trail"):
        department.open(f"/{screen}")
        expect(department.page.get_by_text("您没有打开该页面的权限")).to_be_visible()
        expect(department.heading("我的工作台")).to_be_visible()


def test_no_file_of_another_unit_leaves_by_any_address(city: City, department: Desk):
    newest = edition(city).id
    asked = {
        f"/api/results/{newest}/units/{OWN}.xlsx": 200,
        f"/api/results/{newest}/units/{OTHER}.xlsx": 403,
        f"/api/results/{newest}/units/{OTHER}/profile.png": 403,
        f"/api/results/{newest}/units/{OTHER}/profile.svg": 403,
        f"/api/results/{newest}/units/371402.xlsx": 403,
        f"/api/results/{newest}/boards/county.xlsx": 404,
        f"/api/results/{newest}/boards/county/ranking.png": 404,
        "/api/audit/trail.xlsx": 403,
        "/api/indicators/1/values-template.xlsx": 403,
        "/api/evidence/1": 403,
        "/api/evidence/2": 403,
        "/api/evidence/9999": 404,
    }
    assert {path: department.status(path) for path in asked} == asked


def test_the_board_they_export_holds_their_own_row_only(city: City, department: Desk, tmp_path: Path):
    department.open(f"/board?edition={edition(city).id}&board=department")
    saved = department.saves(department.link("导出 Excel").click, tmp_path)
    for sheet in load_workbook(saved):
        codes = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True) if row[1]]
        assert codes == [OWN]
