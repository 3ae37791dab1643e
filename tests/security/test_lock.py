"""Five wrong passwords lock an account, also over the death of the server."""

import httpx
import pytest

from tests.running.city import City, NotLetIn, sign_in


def refusal(city: City, login: str, password: str) -> httpx.Response:
    """The answer to a sign-in that must not succeed."""
    with pytest.raises(NotLetIn) as refused:
        sign_in(city.url, login, password)
    return refused.value.answer


def test_the_lock_of_five_wrong_passwords_survives_a_killed_server(city: City) -> None:
    answers = [refusal(city, "zhuanjia", f"wrong-{number}") for number in range(5)]
    assert {answer.status_code for answer in answers} == {401}
    assert "已锁定" in answers[-1].text

    city.restart()

    right = refusal(city, "zhuanjia", city.password("zhuanjia"))
    assert right.status_code == 401
    assert "已锁定" in right.text
    assert "set-cookie" not in right.headers
    # A neighbour is not locked out with them.
    assert city.get("/session/state", city.sign_in("lingdao")).json() == {"signed_in": True}
