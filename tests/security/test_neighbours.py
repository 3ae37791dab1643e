"""A unit's filler tries every door to another unit's numbers and comes back with nothing."""

import html
import io
import re
import zipfile
from dataclasses import dataclass

import httpx
import pytest
from sqlmodel import Session, select

from core.audit.actor import Actor
from core.evidence.models import EvidenceFile
from core.evidence.service import HandedFile, receive
from core.organisations.queries import by_code
from core.results import queries
from core.results.content import UnitResult
from core.settings import settings
from core.store.session import reading, writing
from tests.core.evidence.files import pdf, picture
from tests.running.city import City
from tests.running.socket import Screen

FILLER, OWN, OTHER = "jiaoti", "M05", "M01"
TRIES = 60
CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Secrets:
    """What of the other unit must never arrive, and what there is to ask for."""

    unit: UnitResult
    totals: tuple[str, ...]
    own: UnitResult
    editions: list[int]
    codes: list[str]
    evidence: list[int]

    def in_bytes(self, content: bytes) -> bool:
        """Whether an answer holds the other unit's name or a total of theirs."""
        spelled = self.unit.name.encode("ascii", "backslashreplace")
        known = (self.unit.name.encode(), spelled, *(total.encode() for total in self.totals))
        return any(secret in content for secret in known)

    def in_screen(self, screen: Screen) -> bool:
        """Whether a screen holds them."""
        return any(screen.holds(secret) for secret in (self.unit.name, self.unit.short_name, *self.totals))


@pytest.fixture(scope="module")
def secrets(city: City) -> Secrets:
    """Read from the database itself."""
    actor = Actor.system("测试")
    with reading(city.engine) as session:
        editions = [row.id for row in queries.editions(session=session, actor=actor)]
        held = [units_of(session, actor, edition) for edition in editions]
        evidence = [row or 0 for row in session.exec(select(EvidenceFile.id))]
    totals = tuple(f"{units[OTHER].total:.2f}" for units in held)
    codes = [code for code in held[0] if code != OWN]
    return Secrets(held[0][OTHER], totals, held[0][OWN], editions, codes, evidence)


def units_of(session: Session, actor: Actor, edition_id: int) -> dict[str, UnitResult]:
    """Every unit of an edition's boards by code."""
    boards = queries.boards(session=session, actor=actor, edition_id=edition_id)
    return {unit.code: unit for view in boards for unit in view.units}


@pytest.fixture(scope="module")
def cookie(city: City) -> str:
    """The filler's session."""
    return city.sign_in(FILLER)


def test_no_file_address_hands_out_another_units_numbers(city: City, secrets: Secrets, cookie: str) -> None:
    asked = [f"/api/evidence/{file_id}" for file_id in (*secrets.evidence, 999_999)]
    for edition in secrets.editions:
        asked.append(f"/api/results/{edition}/boards/county.xlsx")
        asked += [f"/api/results/{edition}/boards/county/ranking.{kind}" for kind in ("svg", "png")]
        for code in (OTHER, *secrets.codes[1:8], "371402", "DZ", "Z01", "M05-01", "m01", "M01%20", "%2e%2e"):
            asked.append(f"/api/results/{edition}/units/{code}.xlsx")
        asked += [f"/api/results/{edition}/units/{OTHER}/profile.{kind}" for kind in ("svg", "png")]
        asked += [f"/api/results/{edition}/cockpit.xlsx", f"/api/results/{edition}/cockpit/distribution.svg"]
        asked += [f"/api/results/{edition}/brief.{kind}" for kind in ("docx", "pdf", "html")]
        compare = f"/api/results/{edition}/compare"
        asked += [f"{compare}/within/{OTHER}.{kind}" for kind in ("xlsx", "svg")]
        asked += [f"{compare}/periods/{OTHER}/total.xlsx", f"{compare}/peers/county/C12.xlsx"]
    asked += [f"/api/results/999/units/{OTHER}.xlsx", "/api/audit/trail.xlsx", "/api/indicators/999.xlsx"]
    asked += [f"/api/indicators/{number}/values-template.xlsx" for number in (1, 2)]
    print(f"\n{len(asked)} files asked for")
    assert len(asked) >= TRIES / 2
    for address in asked:
        answer = city.get(address, cookie)
        assert answer.status_code in (403, 404), address
        assert not secrets.in_bytes(answer.content), address
        if answer.headers["content-type"] == "application/json":
            assert CHINESE.search(answer.json()["错误"]), address


@pytest.fixture
def papers(city: City, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A paper and a photograph the other unit handed in, kept where the city keeps evidence."""
    monkeypatch.setenv("SHUPING_EVIDENCE_URL", f"file://{city.data_dir / 'evidence'}")
    settings.cache_clear()
    with writing(city.engine) as session:
        return [
            receive(
                session=session,
                actor=Actor.system("测试"),
                file=HandedFile(name, data),
                organisation_id=by_code(session, OTHER).id,
            ).id
            or 0
            for name, data in (("证明.pdf", pdf("one", "two")), ("现场.jpg", picture("JPEG")))
        ]


def test_another_units_evidence_and_its_pages_bring_not_a_byte(
    city: City, papers: list[int], cookie: str
) -> None:
    asked = [f"/api/evidence/{paper}" for paper in papers]
    asked += [f"/api/evidence/{paper}/pages/{page}.png" for paper in papers for page in (0, 1, 2, 3, 201)]
    asked += [f"/api/evidence/{paper}/pages/1.png?x=/api/evidence/1" for paper in papers]
    for address in asked:
        answer = city.get(address, cookie)
        assert answer.status_code == 403, address
        assert answer.headers["content-type"] == "application/json"
        assert not {b"%PDF", b"\x89PNG", b"\xff\xd8\xff"} & {answer.content[:4], answer.content[:3]}
        assert "证明" not in answer.json()["错误"]
        assert city.get(address).status_code == 401
    reader = city.sign_in("bureau")
    assert city.get(asked[0], reader).content == pdf("one", "two")
    picture_of_it = city.get(f"/api/evidence/{papers[0]}/pages/2.png", reader)
    assert (picture_of_it.status_code, picture_of_it.headers["content-type"]) == (200, "image/png")
    assert "img-src 'self'" in picture_of_it.headers["content-security-policy"]


def test_ones_own_board_file_lists_only_ones_own_unit(city: City, secrets: Secrets, cookie: str) -> None:
    for edition in secrets.editions:
        board = city.get(f"/api/results/{edition}/boards/department.xlsx", cookie)
        assert board.status_code == 200
        assert secrets.own.name.encode() in unzipped(board)
        assert not secrets.in_bytes(unzipped(board))
        peers = city.get(f"/api/results/{edition}/compare/peers/department/C12.xlsx", cookie)
        assert secrets.own.name.encode() in unzipped(peers)
        assert not secrets.in_bytes(unzipped(peers))
        own = city.get(f"/api/results/{edition}/units/{OWN}.xlsx", cookie)
        assert own.status_code == 200
        assert "扣分说明".encode() in unzipped(own)
        assert not secrets.in_bytes(unzipped(own))


def test_no_address_of_a_screen_shows_another_unit(city: City, secrets: Secrets, cookie: str) -> None:
    tried = 0
    with city.socket(cookie) as socket:
        for edition in (*map(str, secrets.editions), "999", "-1", "x"):
            for code in (OTHER, *secrets.codes[1:4], "371402", "Z01", "M01 ", "' or 1=1 --"):
                screen = socket.open("unit", f"edition={edition}&unit={code}&section=数据溯源&metric=A11-1")
                assert not secrets.in_screen(screen), (edition, code)
                assert screen.exceptions == []
                tried += 1
            for mode in ("within", "peers", "periods", "x"):
                facts = f"edition={edition}&mode={mode}&unit={OTHER}&board=county&indicator=C12"
                assert not secrets.in_screen(socket.open("compare", facts)), (edition, mode)
                tried += 1
            for board in ("department", "county", "x"):
                assert not secrets.in_screen(socket.open("board", f"edition={edition}&board={board}"))
                tried += 1
        for page in ("cockpit", "values", "editions", "people", "roles", "online", "trail", "organisations"):
            screen = socket.open(page)
            assert not screen.found, page
            assert not secrets.in_screen(screen), page
            tried += 1
        control = socket.open("unit", f"unit={OWN}")
        assert control.holds(secrets.own.name)
    print(f"\n{tried} screens asked for")
    assert tried >= TRIES


def test_widget_values_no_browser_offers_choose_no_other_unit(
    city: City, secrets: Secrets, cookie: str
) -> None:
    with city.socket(cookie) as socket:
        unit = socket.open("unit", f"unit={OWN}")
        (chooser,) = [key for key in unit.widgets if key.startswith(f"unit.{OWN}")]
        for forged in (OTHER, secrets.unit.name, f"{secrets.unit.name}（{OTHER}）", "0", "1", ""):
            assert not secrets.in_screen(socket.rerun({chooser: forged})), forged
        board = socket.open("board")
        (edition,) = [key for key in board.widgets if key.startswith("edition.")]
        for forged in ("999", "county", OTHER):
            assert not secrets.in_screen(socket.rerun({edition: forged})), forged
        for text in ("", "M01", "公安"):
            assert secrets.unit.name not in socket.rerun({"board.text": text}).text
        screen = socket.rerun({"board.order": "单位代码"})
        assert screen.exceptions == []


def unzipped(answer: httpx.Response) -> bytes:
    """A workbook's parts, one after the other, with characters written as numbers turned back."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        parts = [book.read(name).decode() for name in book.namelist()]
    return html.unescape("".join(parts)).encode()
