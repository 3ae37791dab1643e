"""Strangers reach the sign-in pages and nothing else; nobody says who they are but the gate."""

from urllib.parse import quote

import pytest
from sqlmodel import select
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg

from core.access.models import Person, SignInSession
from core.access.sign_in import token_hash
from core.clock import now
from core.store.session import reading, writing
from pages.server import directory as directories
from tests.pages.server.site import HTML, LOOPBACK, SECURE, TestClient, browser

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

SOCKET = SECURE.replace("https", "wss") + "/_stcore/stream"
PRIVATE = (
    "/",
    "/home",
    "/board",
    "/results/board.py",
    "/pages/results/board.py",
    "/media/abc.xlsx",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/upload_file/x/y",
    "/_stcore/agent/openapi.json",
    "/_stcore/stream",
    "/static/index.js",
    "/api/evidence/1",
    "/api/audit/trail.xlsx",
    "/password",
    "/signout",
    "/session/state",
    "/signin.html",
    "/signin2",
    "/SIGNIN",
    "//signin",
    "/healthz/",
    "/healthz/../home",
    "/_stcore/health/",
    "/signin/assets",
    "/signin/assetsx/screen.js",
)


@pytest.mark.parametrize("path", PRIVATE)
def test_a_stranger_gets_the_sign_in_page_or_nothing(stranger, path):
    asked = stranger.get(path, headers=HTML)
    assert asked.status_code == 303
    assert asked.headers["location"].startswith("/signin?next=%2F")
    for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        answer = stranger.request(method, path, headers={"accept": "application/json"})
        assert answer.status_code == 401, method
        assert answer.json()["错误"] == "尚未登录"


@pytest.mark.parametrize("path", ["/signin", "/healthz", "/_stcore/health", "/signin/assets/sign_in.css"])
def test_a_stranger_reaches_the_few_public_addresses(stranger, path):
    assert stranger.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/signin/assets/../../gate.py", "/signin/assets/%2e%2e/gate.py", "/signin/assets/..%2fgate.py"]
)
def test_the_public_folder_leads_nowhere_else(stranger, path):
    assert stranger.get(path).status_code in (303, 401, 404)


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/board", "%2Fboard"),
        ("/board?edition=3&unit=M05", "%2Fboard%3Fedition%3D3%26unit%3DM05"),
        ("/%E6%A6%9C", "%2F%E6%A6%9C"),
    ],
)
def test_the_way_back_is_kept(stranger, asked, target):
    assert stranger.get(asked, headers=HTML).headers["location"] == f"/signin?next={target}"


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore/agent",
        "/_stcore/agent/interact",
        "/_stcore/script-health-check",
    ],
)
def test_some_addresses_are_hidden_from_everybody(client, path):
    for method in ("GET", "POST"):
        assert client.request(method, path).status_code == 404


def test_nobody_names_themselves_by_a_header(client):
    forged = {"X-Shuping-Person": "1", "x-shuping-session": "1", "X-SHUPING-Anything": "1"}
    seen = client.get("/_stcore/host-config", headers=forged).json()
    assert not [name for name in seen if name.startswith("x-shuping")]


@pytest.mark.parametrize(
    "path", ["/", "/signin", "/healthz", "/_stcore/metrics", "/media/x", "/nothing", "/api/evidence/9"]
)
@pytest.mark.parametrize("who", ["stranger", "client"])
def test_every_answer_carries_the_security_headers(people, request, who, path):
    headers = request.getfixturevalue(who).get(path).headers
    policy = headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert headers["cache-control"] == "no-store"


def test_what_has_its_hash_in_its_name_may_be_kept(client):
    assert "cache-control" not in client.get("/static/index.abc.js").headers


def test_plain_http_gets_no_promise_of_tls(engine):
    assert "strict-transport-security" not in browser(LOOPBACK).get("/signin").headers


def test_an_unexpected_fault_shows_nothing_of_itself(client):
    client = TestClient(client.app, base_url=SECURE, cookies=client.cookies, raise_server_exceptions=False)
    answer = client.get("/breaks")
    assert answer.status_code == 500
    assert "details" not in answer.text


@pytest.mark.parametrize("host", ["[", "[::1", "a b", "x:y:z", "::::"])
def test_a_garbled_host_header_is_no_fault(stranger, host):
    assert stranger.get("/home", headers={"host": host, **HTML}).status_code in (303, 400)


def must_change(people) -> None:
    with writing() as session:
        session.get_one(Person, people["赵敏"].id).must_change_password = True


@pytest.mark.parametrize("path", ["/", "/board", "/_stcore/host-config", "/media/x", "/api/evidence/1"])
def test_who_must_change_the_password_reaches_that_page_and_no_other(client, people, path, monkeypatch):
    monkeypatch.setattr(directories, "REMEMBER_SECONDS", 0)
    must_change(people)
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/password?next={quote(path, safe='')}")
    assert client.get("/password").status_code == 200
    assert client.get("/session/state").json() == {"signed_in": True}
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(SOCKET, headers={"origin": SECURE}):
        pass


def frame(**facts) -> bytes:
    return BackMsg(**facts).SerializeToString()


def rerun(*, auto: bool = False) -> bytes:
    message = BackMsg()
    message.rerun_script.is_auto_rerun = auto
    message.rerun_script.query_string = "a=1"
    return message.SerializeToString()


def connected(client: TestClient, **headers: str):
    return client.websocket_connect(SOCKET, headers={"origin": SECURE, **headers})


def test_streamlit_is_told_who_is_connected_whatever_the_browser_claims(client, people):
    with connected(client, **{"X-Shuping-Person": "1"}) as socket:
        told = socket.receive_json()
    assert told["x-shuping-person"] == str(people["赵敏"].id)
    assert told["x-shuping-session"].isdecimal()


def test_a_stranger_gets_no_socket(stranger):
    with pytest.raises(WebSocketDisconnect) as refused, connected(stranger):
        pass
    assert refused.value.code == 4401


@pytest.mark.parametrize(
    "origin", ["", "null", "https://evil.example", "https://shuping.test.evil.example", "http://["]
)
def test_another_site_gets_no_socket(client, origin):
    headers = {"origin": origin} if origin else {}
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(SOCKET, headers=headers):
        pass


def test_frames_nobody_needs_do_not_reach_the_application(client):
    with connected(client) as socket:
        socket.receive_json()
        socket.send_bytes(frame(clear_cache=True))
        socket.send_bytes(b"\xff\xff garbage")
        socket.send_text("garbage")
        socket.send_bytes(frame(load_git_info=True))
        socket.send_bytes(rerun())
        assert socket.receive_bytes() == rerun()


def seen_at(client: TestClient):
    with reading() as session:
        hashed = token_hash(client.cookies["__Host-shuping"])
        return session.exec(
            select(SignInSession.last_seen_at).where(SignInSession.token_hash == hashed)
        ).one()


def test_what_a_person_does_keeps_the_session_alive_and_what_a_screen_does_by_itself_does_not(client, at):
    start = at(now().astimezone().strftime("%Y-%m-%d %H:%M"))
    with connected(client) as socket:
        socket.receive_json()
        at.forward(minutes=1)
        socket.send_bytes(rerun(auto=True))
        assert socket.receive_bytes() == rerun(auto=True)
        assert seen_at(client) != at.now()
        socket.send_bytes(rerun())
        assert socket.receive_bytes() == rerun()
        assert seen_at(client) == at.now() > start


def test_a_live_socket_closes_within_seconds_of_the_sessions_end(client, monkeypatch):
    monkeypatch.setattr(directories, "WATCH_SECONDS", 0.1)
    with client, connected(client) as socket:
        socket.receive_json()
        with writing() as session:
            for held in session.exec(select(SignInSession)):
                held.ended_at = now()
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_bytes()
    assert closed.value.code == 4401


def test_an_ended_session_opens_nothing_a_second_later(client, monkeypatch):
    monkeypatch.setattr(directories, "REMEMBER_SECONDS", 0)
    assert client.get("/home").status_code == 200
    with writing() as session:
        for held in session.exec(select(SignInSession)):
            held.ended_at = now()
    assert client.get("/home").status_code == 401


def test_the_page_reaches_the_browser_in_chinese(client):
    page = client.get("/home", headers=HTML)
    assert '<html lang="zh-CN">' in page.text
    assert "Streamlit" not in page.text
    assert int(page.headers["content-length"]) == len(page.content)
