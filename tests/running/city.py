"""The demonstration on a running server: its address, its accounts, its database."""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Engine

from core.settings import ROOT
from core.store.engine import engine_for
from pages.server.cookies import STRICT_NAME
from tests.running.server import Process, environment, product
from tests.running.socket import Socket

ACCOUNTS = "accounts.json"
# Building makes thirteen accounts and freezes five editions; it runs apart so that this process's
# settings and engines stay as they are.
_BUILD = """
import json, sys
from connectors.platforms.demo import PLATFORM
from core.demo.build import build_demo
from core.store import migrate
from core.store.engine import default_engine
migrate.upgrade(default_engine())
accounts = {account.login: account.password for account in build_demo(platform=PLATFORM)}
open(sys.argv[1], "w").write(json.dumps(accounts))
"""


@lru_cache(maxsize=1)
def _template() -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="shuping-demo-")
    path = Path(folder.name)
    subprocess.run(
        [sys.executable, "-c", _BUILD, str(path / ACCOUNTS)],
        cwd=ROOT,
        env=environment(path),
        check=True,
        capture_output=True,
    )
    return folder


def demo_folder(target: Path) -> Path:
    """A data folder of one's own with the demonstration in it; it is built once a test session."""
    shutil.copytree(_template().name, target)
    return target


class NotLetIn(Exception):
    """The sign-in page said no; holds its answer."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__(f"{answer.status_code}: {answer.text[:2000]}")
        self.answer = answer


def sign_in(url: str, login: str, password: str) -> str:
    """Sign in and return the Cookie header to send; raises `NotLetIn`.

    The cookie is Secure: a browser sends it to this machine's own address, httpx does not by itself.
    """
    form = {"login": login, "password": password, "next": "/"}
    answer = httpx.post(f"{url}/signin", data=form, headers={"origin": url}, timeout=30)
    if answer.status_code != 303:
        raise NotLetIn(answer)
    token = answer.headers["set-cookie"].split(";")[0].removeprefix(f"{STRICT_NAME}=")
    return f"{STRICT_NAME}={token}"


@dataclass(slots=True)
class City:
    """A server with the demonstration; `accounts` are passwords by sign-in name."""

    process: Process
    data_dir: Path
    accounts: dict[str, str]

    @classmethod
    def on(cls, folder: Path, *, worker: bool = False, **settings: str) -> "City":
        """A city in a new data folder, not yet started."""
        data_dir = demo_folder(folder)
        accounts = json.loads((data_dir / ACCOUNTS).read_text())
        return cls(product(data_dir, worker=worker, **settings), data_dir, accounts)

    @property
    def url(self) -> str:
        """Where the city answers, without a slash at the end."""
        return self.process.url

    @property
    def engine(self) -> Engine:
        """The server's database, as another replica would open it."""
        return engine_for(f"sqlite:///{self.data_dir / 'shuping.db'}")

    def start(self) -> float:
        """Start the server; returns the seconds until it takes connections."""
        return self.process.start()

    def stop(self) -> None:
        """Stop the server and let go of its database."""
        self.process.stop()
        self.engine.dispose()

    def restart(self) -> float:
        """SIGKILL and start again at the same address; returns the seconds it took."""
        return self.process.restart()

    def password(self, login: str) -> str:
        """The password of a demonstration account."""
        return self.accounts[login]

    def sign_in(self, login: str) -> str:
        """A new session of `login`, as the Cookie header to send."""
        return sign_in(self.url, login, self.password(login))

    def get(self, path: str, cookie: str = "", **headers: str) -> httpx.Response:
        """One GET, redirects not followed."""
        sent = {**headers, **({"cookie": cookie} if cookie else {})}
        return httpx.get(f"{self.url}{path}", headers=sent, timeout=60)

    def socket(self, cookie: str = "", **facts: Any) -> Socket:
        """A websocket as our own page opens it; see `Socket` for what may be forged."""
        return Socket(self.url, cookie=cookie, **facts)
