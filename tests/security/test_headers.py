"""Every answer says how a browser must treat it, and no file ever waits at a guessable address."""

import re

from tests.running.city import City
from tests.security import addresses
from tests.security.raw import ask

MEDIA = re.compile(rb"/media/[0-9a-zA-Z]+")
EXPORTS = ("/api/results/2/boards/department.xlsx", "/api/results/2/units/M05.xlsx", "/api/indicators/1.xlsx")


def test_every_answer_carries_the_security_headers(city: City) -> None:
    cookie = city.sign_in("bureau")
    for path in (*addresses.everything(), "/signin?over=1"):
        for known in ({}, {"cookie": cookie}):
            answer = ask(city.process.port, path, headers={"accept": "text/html", **known})
            # Where the HTTP server could not even read the request, no answer of ours exists.
            if answer.status == 0 or answer.body == b"Invalid HTTP request received.":
                continue
            policy = answer.headers["content-security-policy"]
            assert "script-src 'self';" in policy, path
            assert "frame-ancestors 'none'" in policy, path
            assert answer.headers["x-content-type-options"] == "nosniff", path
            if not path.startswith("/static/"):
                assert answer.headers["cache-control"] == "no-store", path


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
        frames += socket.open("board").frames
    named = {found for frame in frames for found in MEDIA.findall(frame)}
    assert named == set()
