"""Knowing somebody's Streamlit session is worth nothing: 200 tries to step into one, none succeeds."""

import secrets
from collections.abc import Callable, Iterator

import pytest
from websockets.exceptions import InvalidStatus

from tests.running.city import City
from tests.running.socket import Socket

TRIES = 200
VICTIM = "周立衡"

Try = Callable[[str], Socket]


@pytest.fixture
def cookies(city: City) -> dict[str, str]:
    """The victim's session, another person's, and a second session of the victim's own."""
    return {
        "victim": city.sign_in("pm"),
        "neighbour": city.sign_in("jiaoti"),
        "elsewhere": city.sign_in("pm"),
    }


def attacks(city: City, cookies: dict[str, str]) -> Iterator[Try]:
    """Ways to name a session that is not one's own, by strangers and by people really signed in."""
    neighbour, victim = cookies["neighbour"], cookies["victim"]
    forged = {"X-Shuping-Person": "3", "X-Shuping-Session": "1"}
    made_up = f"__Host-shuping={secrets.token_urlsafe(32)}"
    ways: list[Try] = [
        lambda held: city.socket("", session_id=held),
        lambda held: city.socket(made_up, session_id=held),
        lambda held: city.socket(victim, session_id=held, origin=None),
        lambda held: city.socket(victim, session_id=held, origin="https://elsewhere.example"),
        lambda held: city.socket("", session_id=held, headers=forged),
        lambda held: city.socket(neighbour, session_id=held),
        lambda held: city.socket("", session_id=held, origin=None, headers=forged),
        lambda held: city.socket(neighbour, session_id=held, origin=None),
        lambda held: city.socket(victim.replace("__Host-shuping", "shuping_lan"), session_id=held),
        lambda held: city.socket(neighbour, session_id=held, headers=forged),
        lambda held: city.socket(made_up, session_id=held, headers=forged),
        lambda held: city.socket(cookies["elsewhere"], session_id=held),
    ]
    while True:
        yield from ways


def stepped_in(attack: Try, held: str) -> bool:
    """Whether the attack ended up in the session it named."""
    try:
        socket = attack(held)
    except InvalidStatus:
        return False
    with socket:
        return socket.named() == held


def test_nobody_steps_into_a_live_session_or_one_that_lost_its_network(
    city: City, cookies: dict[str, str]
) -> None:
    ways, succeeded = attacks(city, cookies), 0
    with city.socket(cookies["victim"]) as live:
        assert VICTIM in live.open("board").text
        succeeded += sum(stepped_in(next(ways), live.session_id) for _ in range(TRIES // 2))
        assert live.rerun().exceptions == []
    succeeded += sum(stepped_in(next(ways), live.session_id) for _ in range(TRIES // 2))
    print(f"\n{TRIES} take-over tries, {succeeded} succeeded")
    assert succeeded == 0
    # The owner still comes back to the very same session: it was there to be taken all along.
    with city.socket(cookies["victim"], session_id=live.session_id) as back:
        assert back.named() == live.session_id


def test_a_neighbour_who_names_a_session_sees_their_own_screens(city: City, cookies: dict[str, str]) -> None:
    with city.socket(cookies["victim"]) as live:
        live.open("board")
        with city.socket(cookies["neighbour"], session_id=live.session_id) as other:
            seen = other.open("board")
    assert VICTIM not in seen.text
    assert "方晓禾" in seen.text
    assert not seen.holds("德州市公安局")
