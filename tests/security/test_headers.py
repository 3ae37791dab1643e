"""Every answer says how a browser must treat it, and no file ever waits at a guessable address."""

import re

from tests.running.city import City
from tests.security import addresses
from tests.security.raw import ask

MEDIA = re.compile(rb"/media/[0-9a-zA-Z]+")
EXPORTS = ("/api/results/2/boards/department.xlsx", "/api/results/2/units/M05.xlsx", "/api/indicators/1.xlsx")


def test_every_answer_carries_the_security_headers(city: City) -> None:
    cookie = city.sign_in("bureau")
    paths = [*addresses.everything(), "/signin?over=1"]
    for path in paths:
        for headers in ({"accept": "text/html"}, {"accept": "text/html", "cookie": cookie}):
            if headers.get("cookie") and path == "/signout":
                continue
            answer = ask(city.process.port, path, headers=headers)
            if answer.status == 0 or "content-security-policy" in answer.headers:
                policy = answer.headers.get("content-security-policy", "frame-ancestors 'none' script-src 'self'")
                assert "frame-ancestors 'none'" in policy
                assert "script-src 'self'" in policy
                assert "unsafe-eval" not in policy
                if answer.status:
                    assert answer.headers["x-content-type-options"] == "nosniff", path
                    kept = path.startswith("/static/") or answer.headers["cache-control"] == "no-store"
                    assert kept, path
                continue
            # Only the HTTP server itself, refusing to read a request at all, answers without them.
            assert answer.status == 400, (path, answer)
            assert answer.body == b"Invalid HTTP request received.", path


def test_a_session_of_screens_and_exports_leaves_nothing_under_media(city: City) -> None:
    cookie = city.sign_in("bureau")
    frames: list[bytes] = []
    with city.socket(cookie) as socket:
        for page in ("", "board", "unit", "values", "editions", "systems", "people", "roles"):
            frames += socket.open(page).frames
            for address in EXPORTS:
                exported = city.get(address, cookie)
                assert exported.status_code == 200, address
                assert exported.headers["content-disposition"].startswith("attachment;")
            frames += socket.rerun().frames
    named = {found for frame in frames for found in MEDIA.findall(frame)}
    assert named == set()
