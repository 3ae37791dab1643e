"""People who keep saving on a running server, and remember what it acknowledged and nothing else."""

import secrets
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
from websockets.exceptions import WebSocketException

from core.access.service import person_by_login
from core.access.sign_in import token_hash
from core.store.session import reading
from tests.running.city import City, NotLetIn, sign_in

# What a client sees when the server dies under it.
CUT_OFF = (httpx.TransportError, WebSocketException, ConnectionError, TimeoutError, EOFError)


@dataclass(slots=True)
class Acknowledged:
    """What people were told is done."""

    tokens: list[str] = field(default_factory=list)
    exports: Counter[str] = field(default_factory=Counter)
    passwords: list[str] = field(default_factory=list)
    switches: int = 0

    @property
    def total(self) -> int:
        """How many acts in all."""
        return sum(self.by_kind)

    @property
    def by_kind(self) -> tuple[int, int, int, int]:
        """How many sign-ins, exports, password changes and switches."""
        return len(self.tokens), self.exports.total(), len(self.passwords), self.switches


@dataclass(slots=True)
class Savers:
    """Four people at work: one signs in again and again, one exports, one changes the password, one
    switches an account off and on. `tried` is the last password sent, acknowledged or not."""

    city: City
    seen: Acknowledged = field(default_factory=Acknowledged)
    tried: str = ""
    faults: list[str] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    def begin(self) -> list[threading.Thread]:
        """Let everybody start; they work until the server is gone or `end` is called."""
        self._over.clear()
        acts = (self._sign_in, self._export, self._change_password, self._switch_account)
        threads = [threading.Thread(target=self._work, args=[act], daemon=True) for act in acts]
        for thread in threads:
            thread.start()
        return threads

    def end(self, threads: list[threading.Thread]) -> None:
        """Wait until everybody noticed."""
        self._over.set()
        for thread in threads:
            thread.join(60)

    def _work(self, act: Callable[[], None]) -> None:
        try:
            act()
        except CUT_OFF:
            return
        except Exception as fault:
            # A thread's exception would pass unseen; the test fails on it.
            self.faults.append(f"{act.__name__}: {fault!r}")

    def _sign_in(self) -> None:
        while not self._over.is_set():
            cookie = sign_in(self.city.url, "mishu", self.city.password("mishu"))
            self.seen.tokens.append(token_hash(cookie.split("=", 1)[1]))

    def _export(self) -> None:
        cookie = self.city.sign_in("pm")
        while not self._over.is_set():
            for number in range(1, 10):
                path = f"/api/results/2/units/M{number:02}.xlsx"
                if self.city.get(path, cookie).status_code == 200:
                    self.seen.exports[path] += 1

    def _change_password(self) -> None:
        cookie = self._sign_in_after_cut()
        while not self._over.is_set():
            old, new = self.city.accounts["gongan"], f"Aa1-{secrets.token_urlsafe(18)}"
            self.tried = new
            form = {"old": old, "new": new, "again": new}
            answer = httpx.post(
                f"{self.city.url}/password", data=form, headers={"cookie": cookie}, timeout=30
            )
            if answer.status_code != 303:
                self.faults.append(f"password: {answer.status_code}")
                return
            self.city.accounts["gongan"] = new
            self.seen.passwords.append(new)

    def _sign_in_after_cut(self) -> str:
        """The password cut off in mid change may be the old or the new one, never a third."""
        try:
            return self.city.sign_in("gongan")
        except NotLetIn:
            self.city.accounts["gongan"] = self.tried
            return self.city.sign_in("gongan")

    def _switch_account(self) -> None:
        with reading(self.city.engine) as session:
            number = person_by_login(session, "yunwei").id
        with self.city.socket(self.city.sign_in("admin")) as socket:
            while not self._over.is_set():
                for do in ("stop", "resume"):
                    socket.open("people", f"do={do}&id={number}")
                    if "账号“yunwei”。" in socket.rerun({"verbs.submit": ...}).text:
                        self.seen.switches += 1
