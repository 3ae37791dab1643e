"""Once somebody is shown out, their cookie is refused and their open screen closes, within five seconds."""

import subprocess
import sys
import time
from collections.abc import Callable

import httpx
import pytest
from sqlmodel import col, select
from websockets.exceptions import ConnectionClosed, InvalidStatus

from core.access import service
from core.access.models import Person, SignInSession
from core.audit.actor import Actor
from core.settings import ROOT
from core.store.session import reading, writing
from pages.server.gate import SESSION_ENDED
from tests.running.city import City
from tests.running.server import environment

WITHIN_SECONDS = 5.0
Act = Callable[[City, str, str], None]


def force_out(city: City, login: str, _cookie: str) -> None:
    """An administrator ends the session on the screen of who is on line."""
    with city.socket(city.sign_in("admin")) as admin:
        rows = admin.open("online").widgets["online.chosen"].options
        (chosen,) = [row for row in rows if f"（{login}，" in row]
        screen = admin.rerun({"online.chosen": chosen})
        (button,) = [drawn.id for drawn in screen.widgets.values() if "强制" in getattr(drawn, "label", "")
                     and "下线" in drawn.label and not hasattr(drawn, "options")]  # fmt: skip
        admin.rerun({"online.chosen": chosen, button: ...})
        assert "下线" in admin.screen.text


def sign_out(city: City, _login: str, cookie: str) -> None:
    """The person leaves in another tab."""
    left = httpx.post(f"{city.url}/signout", headers={"cookie": cookie, "origin": city.url})
    assert left.status_code == 303


def reset_password(city: City, login: str, _cookie: str) -> None:
    """An administrator sets a new password from the command line."""
    command = [sys.executable, "cli.py", "password", login]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(city.data_dir), check=True, capture_output=True, text=True
    )
    city.accounts[login] = done.stdout.strip().rsplit("：", 1)[1]


def deactivate(city: City, login: str, _cookie: str) -> None:
    """Another replica switches the account off."""
    with writing(city.engine) as session:
        person = session.exec(select(Person).where(Person.login == login)).one()
        service.set_active(
            session=session,
            actor=Actor.system("测试"),
            person_id=person.id or 0,
            active=False,
            version=person.version,
        )


@pytest.mark.parametrize(
    ("login", "act"),
    [("mishu", force_out), ("pinggu", sign_out), ("decheng", reset_password), ("jiaoti_sh", deactivate)],
)
def test_an_ended_session_closes_its_screen_and_opens_no_other(city: City, login: str, act: Act) -> None:
    cookie = city.sign_in(login)
    with city.socket(cookie) as live:
        assert live.open("board").exceptions == []
        act(city, login, cookie)
        began = time.monotonic()
        assert live.closed_with(WITHIN_SECONDS) == SESSION_ENDED
        print(f"\n{act.__name__}: closed after {time.monotonic() - began:.1f} s")
        with pytest.raises(ConnectionClosed):
            live.rerun()
    assert city.get("/session/state", cookie).status_code == 401
    assert city.get("/api/indicators/1.xlsx", cookie).status_code == 401
    assert city.get("/board", cookie, accept="text/html").headers["location"].startswith("/signin")
    with pytest.raises(InvalidStatus):
        city.socket(cookie)
    with reading(city.engine) as session:
        person = select(Person.id).where(Person.login == login).scalar_subquery()
        held = session.exec(
            select(SignInSession).where(
                SignInSession.person_id == person, col(SignInSession.ended_at).is_(None)
            )
        ).all()
    assert held == []
