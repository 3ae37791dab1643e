"""A department reads itself completely, and nobody else: on no screen, in no choice, file or answer."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, WebSocket, expect

from core.organisations.queries import assessed
from core.organisations.rules import OrganisationKind
from core.results.content import UnitResult, unpack
from core.store.session import reading
from tests.core.documents.opened import texts
from tests.journeys.conftest import Visit
from tests.journeys.desk import Desk
from tests.journeys.facts import LOGINS, edition
from tests.running.city import City

OWN, SHORT = "M05", "市教体局"
CHINESE = re.compile("[\u4e00-\u9fff]")
AMOUNT = re.compile(r"^[+−]\d+\.\d\d")
OTHER_CODE = re.compile(r"(?<![\w-])(?:M(?!05)\d\d|3714\d\d)(?![\w-])")
# The sections of every screen they have, and addresses of others. Run 21 found nothing for another unit.
SCREENS = (
    "home", "board", "board?board=county", "unit", "unit?section=指标得分", "unit?section=数据溯源", "unit?leaf=B21",
    "compare", "compare?mode=peers&indicator=C12", "compare?mode=periods", "collection", "collection?section=运行记录",
    "collection?system=1&run=21", "collection?system=1&run=21&unit=M29", "collection?system=2", "projects",
    "projects?project=1", "projects?project=1&part=考核对象", "projects?project=1&part=状态", "systems",
)  # fmt: skip
REFUSED = (
    "unit?unit=M01", "unit?unit=371402&metric=A11-1", "compare?unit=M01", "compare?mode=periods&unit=M01",
)  # fmt: skip


class Everything:
    """All a browser is sent over the websocket, to look for what should not be among it."""

    def __init__(self, desk: Desk) -> None:
        self._frames: list[bytes] = []
        desk.page.on("websocket", self._listen)

    def holds(self, secret: str) -> bool:
        """Whether a text came in any spelling: plain, or escaped inside a figure."""
        spelled = (secret.encode(), secret.encode("ascii", "backslashreplace"))
        return any(each in frame for frame in self._frames for each in spelled)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self._frames.append(_bytes(frame)))


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


@pytest.fixture(scope="module")
def others(city: City) -> list[str]:
    """Full and short names of every other assessed unit."""
    with reading(city.engine) as session:
        units = [unit for kind in (OrganisationKind.DEPARTMENT, OrganisationKind.COUNTY)
                 for unit in assessed(session, kind) if unit.code != OWN]  # fmt: skip
    assert len(units) == 54
    return sorted({name for unit in units for name in (unit.name, unit.short_name) if name})


@pytest.fixture(scope="module")
def own(city: City) -> UnitResult:
    """What the newest edition of the demonstration holds of them."""
    held = edition(city)
    boards = unpack(held.content, held.sha256)
    return next(unit for board in boards for unit in board.units if unit.code == OWN)


@pytest.fixture(scope="module")
def filler(browser: Browser, city: City) -> Iterator[Desk]:
    """The filler, signed in once for the questions that need no story."""
    desk = Desk(browser, city, LOGINS["filler"]).sign_in("/")
    yield desk
    desk.leave()
    assert desk.faults == []


def test_from_its_place_to_a_reason_and_the_cell_it_comes_from(city: City, own: UnitResult, visit: Visit):
    desk = visit(LOGINS["filler"]).sign_in("/")
    expect(desk.heading("我的工作台")).to_be_visible()
    first = desk.text()
    assert f"第 {own.rank} 名（共 42 个），组内第 {own.group_rank} 名" in first
    assert f"等次{own.grade}" in first
    worst = desk.rows("失分")[0]
    assert worst["失分"] == f"−{max(line.points for line in own.lines)}"
    desk.link("看依据").first.click()
    expect(desk.page.get_by_text("来源文件：")).to_be_visible()
    desk.settle()
    assert all("工作表“" in row["出处"] or row["出处"].startswith("采集运行 ") for row in desk.rows("出处"))
    desk.page.get_by_test_id("stCaptionContainer").get_by_role("link", name=SHORT).click()
    expect(desk.page.get_by_text("各条之和")).to_be_visible()
    desk.settle()
    reads_every_reason(desk, own)


def reads_every_reason(desk: Desk, own: UnitResult) -> None:
    """All lines of the edition are there, and their amounts add up to what is missing."""
    folded = desk.page.locator("[data-testid=stExpander] details:not([open]) summary")
    for _ in range(folded.count()):
        folded.first.click()
    lines = desk.page.get_by_test_id("stMain").get_by_role("listitem").all_inner_texts()
    amounts = [Decimal(found[0].replace("−", "-")) for text in lines if (found := AMOUNT.match(text))]
    assert len(amounts) == len(own.lines)
    assert -sum(amounts) == 100 - own.total
    shown = desk.text()
    assert [line.sentence for line in own.lines if line.sentence not in shown] == []


def test_its_comparison_stands_beside_its_group_whose_members_have_no_name(
    own: UnitResult, others: list[str], visit: Visit
):
    desk = visit(LOGINS["approver"]).sign_in("/")
    desk.choose("对比分析")
    expect(desk.page.get_by_text("同组中位").first).to_be_visible()
    rows = desk.rows("同组中位")
    assert len(rows) == 22
    assert all(re.fullmatch(r"\d+\.\d%", row["同组中位"]) for row in rows)
    points = {row["指标"].split()[0]: row["得分"] for row in rows}
    assert points == {code: f"{own.node(code).points:.2f}" for code in points}
    desk.page.get_by_test_id("stMain").get_by_text("同类", exact=True).click()
    expect(desk.page.get_by_text("同类对比：")).to_be_visible()
    desk.settle()
    assert [row["单位"] for row in desk.rows("距前三平均")] == [SHORT]
    assert named_on(desk, others) == []


def named_on(desk: Desk, others: list[str]) -> list[str]:
    """Whoever else is named anywhere in the page as it stands, seen or not."""
    page = desk.page.content()
    return [name for name in others if name in page]


def test_no_screen_of_their_menu_names_another_unit(others: list[str], visit: Visit):
    desk = visit(LOGINS["filler"])
    everything = Everything(desk)
    desk.sign_in("/")
    for title in desk.menu():
        desk.choose(title)
        assert named_on(desk, others) == [], title
        assert OTHER_CODE.findall(desk.text()) == [], title
    assert everything.holds(SHORT)
    assert [name for name in others if everything.holds(name)] == []


@pytest.mark.parametrize("role", ["filler", "approver"])
def test_nothing_below_their_menu_is_sent_with_the_name_of_another_unit(
    role: str, city: City, others: list[str]
):
    own = 0
    with city.socket(city.sign_in(LOGINS[role])) as socket:
        for address in (*SCREENS, *REFUSED):
            page, _, query = address.partition("?")
            screen = socket.open(page, query)
            assert screen.exceptions == [], address
            assert [name for name in others if screen.holds(name)] == [], address
            assert OTHER_CODE.findall(screen.text) == [], address
            own += screen.holds(SHORT)
    assert own >= len(SCREENS) / 2


def test_another_units_address_is_refused_in_chinese_with_a_way_back(filler: Desk, others: list[str]):
    for address in (REFUSED[0], REFUSED[-1]):
        filler.open(f"/{address}")
        expect(filler.page.get_by_text("没有这个单位，或不在您的数据范围内")).to_be_visible()
        assert "联系主管部门" in filler.text()
        assert filler.link("导出 Excel").count() == 0, address
        assert named_on(filler, others) == [], address
    filler.page.get_by_role("combobox", name="单位").click()
    filler.page.get_by_role("option", name="德州市教育和体育局").click()
    expect(filler.page.get_by_text(f"{SHORT}总分").first).to_be_visible()


def test_the_board_shows_only_the_own_unit_whatever_the_address_says(filler: Desk, others: list[str]):
    filler.open("/board?board=county")
    assert [row["单位"] for row in filler.rows("组内名次")] == [SHORT]
    assert named_on(filler, others) == []


def test_a_screen_of_another_role_does_not_exist_for_them(filler: Desk):
    for screen in ("cockpit", "values", "trail"):
        filler.open(f"/{screen}")
        expect(filler.page.get_by_text("您没有打开该页面的权限")).to_be_visible()
        expect(filler.heading("我的工作台")).to_be_visible()


def test_files_about_others_are_refused_in_chinese(city: City, filler: Desk, others: list[str]):
    at = f"/api/results/{edition(city).id}"
    asked = {
        f"{at}/units/M01.xlsx": 403, f"{at}/units/371402.xlsx": 403,
        f"{at}/units/M01/profile.png": 403, f"{at}/units/M01/profile.svg": 403,
        f"{at}/boards/county.xlsx": 404, f"{at}/boards/county/ranking.png": 404,
        f"{at}/cockpit.xlsx": 403, f"{at}/cockpit/distribution.png": 403,
        f"{at}/brief.docx": 403, f"{at}/brief.pdf": 403, f"{at}/brief.html": 403,
        f"{at}/compare/within/M01.xlsx": 403, f"{at}/compare/periods/M01/total.png": 403,
        f"{at}/compare/peers/county/C12.xlsx": 404,
        "/api/collection/1/draft.xlsx": 403, "/api/topics/heat/2020.xlsx": 403, "/api/audit/trail.xlsx": 403,
        "/api/indicators/1/values-template.xlsx": 403,
        "/api/evidence/1": 403, "/api/evidence/2": 403, "/api/evidence/9999": 404,
    }  # fmt: skip
    for address, status in asked.items():
        answer = filler.context.request.get(city.url + address)
        assert answer.status == status, address
        assert CHINESE.search(answer.text()), address
        assert [name for name in others if name in answer.text()] == [], address


def test_their_workbooks_hold_themselves_whole_and_nobody_else(
    city: City, own: UnitResult, filler: Desk, others: list[str], tmp_path: Path
):
    at = f"/api/results/{edition(city).id}"
    filler.open("/unit")
    saved = filler.saves(filler.link("导出 Excel").click, tmp_path)
    books = {"saved": saved.read_bytes()}
    for address in (
        f"{at}/boards/department.xlsx", f"{at}/compare/within/{OWN}.xlsx", f"{at}/compare/peers/department/C12.xlsx",
        f"{at}/compare/periods/{OWN}/total.xlsx", "/api/collection/1/status.xlsx",
    ):  # fmt: skip
        answer = filler.context.request.get(city.url + address)
        assert answer.status == 200, address
        books[address] = answer.body()
    for address, book in books.items():
        written = texts(book)
        assert own.name in written, address
        assert [name for name in others if name in written] == [], address
    sentences = {row[8] for row in load_workbook(saved)["扣分说明"].iter_rows(min_row=2, values_only=True)}
    assert {line.sentence for line in own.lines} <= sentences
