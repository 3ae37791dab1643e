"""One server process of the product, started the way people start it, on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from core.settings import ROOT

START_SECONDS = 60
STOP_SECONDS = 10


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    """This machine's environment without its own settings of the product, plus the given ones."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("SHUPING_", "STREAMLIT_"))
    }
    chosen = {f"SHUPING_{name.upper()}": value for name, value in settings.items()}
    return {**clean, **chosen, "SHUPING_DATA_DIR": str(data_dir), "PYTHONDONTWRITEBYTECODE": "1"}


class Process:
    """A child process that listens on a port; it and its own children end together."""

    def __init__(
        self, command: Sequence[str], *, port: int, cwd: Path, env: dict[str, str], log: Path
    ) -> None:
        self.port, self.log = port, log
        self._command, self._cwd, self._env = list(command), cwd, env
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> float:
        """Start it and wait until it takes connections, without sending any; returns the seconds it took."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                self._command,
                cwd=self._cwd,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        while not self._listens():
            if self._child.poll() is not None or time.monotonic() - began > START_SECONDS:
                self.kill()
                raise RuntimeError(
                    f"the server did not start:\n{self.log.read_text(errors='replace')[-4000:]}"
                )
            time.sleep(0.05)
        return time.monotonic() - began

    def stop(self) -> None:
        """Ask it to end, then make it."""
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._child.wait(STOP_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End it and its children with SIGKILL, as a power cut would."""
        if self._child is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._child.pid, signal.SIGKILL)
        self._child.wait()
        self._child = None

    def restart(self) -> float:
        """SIGKILL and start again on the same port; returns the seconds until it takes connections."""
        self.kill()
        return self.start()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def product(data_dir: Path, *, worker: bool = False, **settings: str) -> Process:
    """`shuping up` on `data_dir`, not yet started; `settings` are SHUPING_* in lower case."""
    port = free_port()
    command = [sys.executable, str(ROOT / "cli.py"), "up", "--port", str(port)]
    return Process(
        command if worker else [*command, "--no-worker"],
        port=port,
        cwd=ROOT,
        env=environment(data_dir, **settings),
        log=data_dir / "server.log",
    )


def sidecar(data_dir: Path) -> subprocess.Popen[bytes]:
    """A worker of one's own on `data_dir`, at once at work."""
    return subprocess.Popen(
        [sys.executable, "-m", "connectors.worker"],
        cwd=ROOT,
        env=environment(data_dir),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    """End it as a power cut would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
