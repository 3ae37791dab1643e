"""A stranger finds the sign-in page and the health check, whatever they ask for and however they spell it."""

import csv
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from websockets.exceptions import InvalidStatus

from core.settings import REFERENCE
from tests.running.city import City
from tests.running.socket import Socket
from tests.security import addresses
from tests.security.raw import Answer, ask

PROBES = 200
PUBLIC = ("/signin", "/healthz", "/_stcore/health")
FORGED = {
    "X-Shuping-Person": "1",
    "X-Shuping-Session": "1",
    "x-shuping-person": "1",
    "X-Forwarded-User": "admin",
}
SHELL = (b'id="root"', b"prerenderReady", b"/static/js/", b"window.__streamlit")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A server nobody has ever asked anything."""
    made = City.on(tmp_path_factory.mktemp("fresh") / "data")
    made.start()
    yield made
    made.stop()


def unit_names() -> list[bytes]:
    """The names of every assessed unit, which no stranger may read."""
    with (REFERENCE / "organisations.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["参评"] == "是"]
    return [row[column].encode() for row in rows for column in ("名称", "简称")]


def old_cookies(city: City) -> list[str]:
    """A cookie made up, one cut short, one under the other name, and one that was signed out."""
    left = city.sign_in("zhuanjia")
    ask(city.process.port, "/signout", "POST", {"cookie": left, "origin": city.url})
    made_up = "__Host-shuping=" + "A" * 43
    return [made_up, left[:-3], left.replace("__Host-shuping", "shuping_lan"), left, "_streamlit_user=1"]


def test_two_hundred_strangers_reach_nothing_on_a_server_nobody_asked_before(fresh: City) -> None:
    port, names = fresh.process.port, unit_names()
    let_through: list[str] = []
    asked = refused_sockets(fresh, {})
    for path in addresses.everything():
        for method in addresses.METHODS:
            # Forged identity is tried with two methods; the gate strips it before it looks at any.
            forged = [{"accept": "*/*", **FORGED}] if method in ("GET", "POST") else []
            for headers in ({"accept": "text/html"}, *forged):
                answer = ask(port, path, method, headers)
                asked += 1
                if not is_refusal(path, method, answer) or shows_something(answer, names):
                    let_through.append(f"{method} {path[:80]} -> {answer.status} {answer.body[:80]!r}")
    assert let_through == []
    assert asked >= PROBES
    print(f"\n{asked} anonymous probes, {len(let_through)} let through")


def test_cookies_made_up_cut_short_or_signed_out_open_no_screen(fresh: City) -> None:
    names = unit_names()
    for cookie in old_cookies(fresh):
        for path in ["/", *addresses.menu_addresses(), *addresses.routes()]:
            answer = ask(
                fresh.process.port, path, headers={"accept": "text/html", "cookie": cookie, **FORGED}
            )
            assert is_refusal(path, "GET", answer), (path, answer)
            assert not shows_something(answer, names), path
        refused_sockets(fresh, {"Cookie": cookie})


def refused_sockets(city: City, headers: dict[str, str]) -> int:
    """Try the websocket from here, from nowhere and from elsewhere; how many tries were refused: all."""
    tried = 0
    for origin in (city.url, None, "null", "https://elsewhere.example"):
        for extra in ({}, FORGED):
            with pytest.raises(InvalidStatus) as refused:
                Socket(city.url, origin=origin, headers={**headers, **extra}, session_id=addresses.SESSION)
            assert refused.value.response.status_code == 403
            tried += 1
    return tried


def is_refusal(path: str, method: str, answer: Answer) -> bool:
    """Whether an answer sends a stranger away, or is one of the few public ones."""
    if answer.status in (301, 302, 303, 307, 308):
        target = urljoin(f"http://127.0.0.1{path}", answer.headers["location"])
        return target.startswith("http://127.0.0.1/signin")
    if answer.status == 200:
        plain = path.split("?")[0]
        return plain in PUBLIC or plain.startswith("/signin/assets/") or plain == "/signin/"
    if (method, path, answer.body) == ("OPTIONS", "/_stcore/health", b""):
        return answer.status == 204
    return answer.status in (0, 400, 401, 403, 404, 405)


def shows_something(answer: Answer, names: list[bytes]) -> bool:
    """Whether a body holds a unit's name or the application's page."""
    return any(name in answer.body for name in names) or any(mark in answer.body for mark in SHELL)
