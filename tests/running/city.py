"""The demonstration on a running server: its address, its accounts, its database."""

import fcntl
import json
import os
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
ADMINISTRATOR = "admin"
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


def demo_folder(target: Path) -> Path:
    """A data folder of one's own with the demonstration in it.

    It is built once a test run: whichever of several test processes asks first builds it for all.
    """
    shared = _shared_by_all(target) or Path(_own_folder().name)
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = shared / "demo"
        if not (made / ACCOUNTS).exists():
            _build(made)
    shutil.copytree(made, target)
    return target


def _build(folder: Path) -> None:
    # The accounts are written last, so a folder that holds them is whole.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-c", _BUILD, str(folder / ACCOUNTS)],
        cwd=ROOT,
        env=environment(folder),
        check=True,
        capture_output=True,
    )


def _command(folder: Path, *words: str) -> str:
    """What a command of ours prints."""
    done = subprocess.run(
        [sys.executable, "cli.py", *words],
        cwd=ROOT,
        env=environment(folder),
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def _shared_by_all(target: Path) -> Path | None:
    """The folder above those of the single test processes; None where there is one process only."""
    mine = f"popen-{os.environ.get('PYTEST_XDIST_WORKER', '')}"
    return next((parent.parent for parent in target.parents if parent.name == mine), None)


@lru_cache(maxsize=1)
def _own_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="shuping-demo-")


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

    @classmethod
    def bare(cls, folder: Path) -> "City":
        """A product as `shuping init --empty` leaves it, with its first administrator, not yet started."""
        _command(folder, "init", "--empty")
        # The sentence ends with a colon; the password follows it.
        told = _command(folder, "password", ADMINISTRATOR, "--create")
        return cls(product(folder), folder, {ADMINISTRATOR: told.strip().split("：")[-1]})

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
