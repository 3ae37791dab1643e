"""The pages before sign-in: entering, leaving, setting a password; never another site's tool."""

import pytest
from sqlmodel import select

from core.access.models import Person, SignInSession
from core.audit.models import AuditEntry
from core.settings import settings
from core.store.session import reading, writing
from pages.server.sign_in import safe_target
from tests.pages.server.site import LAN, LOOPBACK, SECURE, browser, enter

one_engine = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
NEW = "Correct-Horse-7"

OURS = [
    ("/", "/"),
    ("/board", "/board"),
    ("/board?edition=3", "/board?edition=3"),
    ("/unit?code=M05&tab=1", "/unit?code=M05&tab=1"),
    ("/榜", "/榜"),
    ("/board#there", "/board"),
    ("/a/b/../c", "/a/b/../c"),
]
OTHERS = [
    "",
    "board",
    "https://evil.example",
    "https://evil.example/board",
    "HTTPS://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "//evil.example",
    "//evil.example/board",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://evil.example",
    "//evil.example@shuping.test",
    "//shuping.test@evil.example",
    "//[::1]/",
    "//[",
    "http://[",
    "／／evil.example",
    "?next=//evil.example",
    "#//evil.example",
    "/signin",
    "/signin?next=/signin",
    "/signout",
    "/password",
]


def test_the_table_is_as_long_as_promised():
    assert len(OTHERS) >= 30


@pytest.mark.parametrize(("asked", "target"), OURS)
def test_the_way_back_leads_to_our_own_pages(asked, target):
    assert safe_target(asked) == target


@pytest.mark.parametrize("asked", OTHERS)
def test_no_spelling_leads_to_another_site_or_round_in_a_circle(asked):
    assert safe_target(asked) == "/"


@pytest.mark.parametrize("asked", ["///evil.example", "/\\/evil.example"])
def test_three_slashes_become_a_page_of_ours(asked):
    assert safe_target(asked) == "/evil.example"


@one_engine
def test_the_right_password_opens_the_page_asked_for_with_a_cookie_out_of_reach_of_scripts(people):
    client = browser()
    answer = enter(client, " ZhaoMin ", people["赵敏"].password, "/board?edition=3")
    assert (answer.status_code, answer.headers["location"]) == (303, "/board?edition=3")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-shuping=")
    flags = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert flags == {"httponly", "secure", "samesite=lax", "path=/"}
    assert client.get("/board").status_code == 200
    assert client.get("/signin?next=/board").headers["location"] == "/board"


@one_engine
def test_the_machine_itself_counts_as_safe_without_tls(people):
    answer = enter(browser(LOOPBACK), "zhaomin", people["赵敏"].password)
    assert answer.headers["set-cookie"].startswith("__Host-shuping=")
    assert "secure" in answer.headers["set-cookie"].lower()


@one_engine
def test_a_plain_address_on_the_lan_is_refused_with_a_reason(people):
    client = browser(LAN)
    for answer in (client.get("/signin"), enter(client, "zhaomin", people["赵敏"].password)):
        assert answer.status_code == 403
        assert "10.1.2.3:8501" in answer.text
        assert "SHUPING_INSECURE_LAN=1" in answer.text
        assert "set-cookie" not in answer.headers
    with reading() as session:
        assert session.exec(select(SignInSession)).all() == []


@one_engine
def test_a_plain_address_on_the_lan_works_when_the_installation_says_so(people, monkeypatch):
    monkeypatch.setenv("SHUPING_INSECURE_LAN", "1")
    settings.cache_clear()
    client = browser(LAN)
    answer = enter(client, "zhaomin", people["赵敏"].password)
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("shuping_lan=")
    assert "httponly" in cookie
    assert "secure" not in cookie
    assert client.get("/board").status_code == 200


@one_engine
def test_the_lan_cookie_opens_nothing_where_the_strict_one_is_due(people, monkeypatch):
    monkeypatch.setenv("SHUPING_INSECURE_LAN", "1")
    settings.cache_clear()
    lan = browser(LAN)
    enter(lan, "zhaomin", people["赵敏"].password)
    token = lan.cookies["shuping_lan"]
    secure = browser(SECURE, cookies={"shuping_lan": token})
    assert secure.get("/board").status_code == 401


@one_engine
def test_a_wrong_password_says_how_many_tries_are_left_and_then_locks(people):
    client = browser()
    for left in (4, 3, 2, 1):
        answer = enter(client, "zhaomin", "wrong")
        assert answer.status_code == 401
        assert f"还可再试 {left} 次，连续输错将锁定 30 分钟" in answer.text
        assert 'value="zhaomin"' in answer.text
    assert "该账号已锁定 30 分钟" in enter(client, "zhaomin", "wrong").text
    locked = enter(client, "zhaomin", people["赵敏"].password)
    assert (locked.status_code, "set-cookie" in locked.headers) == (401, False)
    assert "已锁定至" in locked.text


@one_engine
def test_an_unknown_name_is_answered_as_a_known_one(people):
    known, unknown = enter(browser(), "zhaomin", "wrong"), enter(browser(), "nobody", "wrong")
    assert known.status_code == unknown.status_code == 401
    assert known.text.replace("zhaomin", "nobody") == unknown.text


@one_engine
def test_what_was_typed_comes_back_harmless(people):
    answer = enter(browser(), '"><script>alert(1)</script>', "wrong", '/"><script>')
    assert "<script>" not in answer.text


@one_engine
@pytest.mark.parametrize("login", ["zhaomin\0", "x" * 5000, "😀", "'; drop table people; --", "\ud7ff"])
def test_odd_names_are_only_wrong(people, login):
    assert enter(browser(), login, "wrong\0").status_code == 401


@one_engine
def test_a_form_of_another_site_signs_nobody_in(people):
    client = browser()
    for origin in ("https://evil.example", "null", "http://["):
        answer = client.post(
            "/signin",
            data={"login": "zhaomin", "password": people["赵敏"].password},
            headers={"origin": origin},
        )
        assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
    same = {"login": "zhaomin", "password": people["赵敏"].password}
    assert client.post("/signin", data=same, headers={"origin": SECURE}).status_code == 303


@one_engine
def test_each_sign_in_gets_a_new_session(people):
    client = browser()
    client.cookies.set("__Host-shuping", "planted", domain="shuping.test")
    enter(client, "zhaomin", people["赵敏"].password)
    enter(client, "zhaomin", people["赵敏"].password)
    with reading() as session:
        assert len({*session.exec(select(SignInSession.token_hash))}) == 2


@one_engine
def test_signing_out_asks_first_then_ends_the_session_and_cleans_up(client):
    assert "退出登录" in client.get("/signout").text
    assert client.get("/home").status_code == 200
    token = client.cookies["__Host-shuping"]
    answer = client.post("/signout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?left=1")
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert "storage" in answer.headers["clear-site-data"]
    client.cookies.set("__Host-shuping", token, domain="shuping.test")
    assert client.get("/home").status_code == 401
    assert "您已安全退出" in client.get("/signin?left=1").text


@one_engine
def test_another_site_signs_nobody_out(client):
    answer = client.post("/signout", headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert client.get("/home").status_code == 200


def change(client, old: str, new: str = NEW, again: str = NEW, *, next: str = "/", **headers: str):
    form = {"old": old, "new": new, "again": again, "next": next}
    return client.post("/password", data=form, headers=headers)


@one_engine
def test_a_first_password_is_changed_and_then_the_product_opens(people):
    with writing() as session:
        session.get_one(Person, people["赵敏"].id).must_change_password = True
    client = browser()
    enter(client, "zhaomin", people["赵敏"].password)
    sent_to = client.get("/board?edition=1").headers["location"]
    assert sent_to == "/password?next=%2Fboard%3Fedition%3D1"
    assert "首次登录或口令到期" in client.get(sent_to).text
    changed = change(client, people["赵敏"].password, next="/board?edition=1")
    assert changed.headers["location"] == "/board?edition=1"
    assert client.get("/board").status_code == 200
    assert enter(browser(), "zhaomin", NEW).status_code == 303


@one_engine
@pytest.mark.parametrize(
    ("new", "again", "sentence"),
    [
        (NEW, "Correct-Horse-8", "两次输入的新口令不一致"),
        ("short", "short", "长度须在"),
        ("Zhaomin-2026-x", "Zhaomin-2026-x", "不能包含账号"),
    ],
)
def test_a_password_page_says_what_is_wrong(client, people, new, again, sentence):
    answer = change(client, people["赵敏"].password, new, again)
    assert answer.status_code == 400
    assert sentence in answer.text


@one_engine
def test_the_old_password_is_asked_for_and_another_site_cannot_change_it(client, people):
    assert "原口令不正确" in change(client, "wrong").text
    forged = change(client, people["赵敏"].password, origin="https://evil.example")
    assert "location" not in forged.headers
    assert enter(browser(), "zhaomin", people["赵敏"].password).status_code == 303


@one_engine
def test_the_address_a_browser_came_from_is_believed_only_from_our_own_proxy(people, monkeypatch):
    forged = {"x-forwarded-for": "1.1.1.1, 2.2.2.2", "x-forwarded-proto": "https"}
    data = {"login": "zhaomin", "password": people["赵敏"].password}
    browser().post("/signin", data=data, headers=forged)
    monkeypatch.setenv("SHUPING_TRUSTED_PROXIES", "10.9.8.7")
    settings.cache_clear()
    answer = browser(LAN).post("/signin", data=data, headers=forged)
    assert answer.headers["set-cookie"].startswith("__Host-shuping=")
    with reading() as session:
        query = (
            select(AuditEntry.ip).where(AuditEntry.action == "access:session:start").order_by(AuditEntry.id)
        )
        assert session.exec(query).all() == ["10.9.8.7", "2.2.2.2"]


@one_engine
def test_the_state_of_a_session_can_be_asked(client, stranger):
    assert client.get("/session/state").json() == {"signed_in": True}
    assert stranger.get("/session/state").status_code == 401
    assert stranger.get("/healthz").text == "ok"
