"""Run a reader of ours in a child process that can neither hurt the server nor see its secrets."""

import json
import struct
import subprocess
import sys
import tempfile
import threading
from typing import Any

from core.confined.child import CHILD_OUTPUT_BYTES, CHILD_WALL_SECONDS, EXIT_TOO_HEAVY
from core.errors import Unavailable
from core.settings import ROOT

_COMMAND = (sys.executable, "-P", "-s", "-m", "core.confined.child")


class TooHeavy(Exception):
    """The child ran out of memory, time or room for its answer; the caller finds the words for people."""


class Broken(Exception):
    """The child could make nothing of the file; the caller finds the words for people."""


class Lane:
    """How many files of one sort are read at once; the others wait, so that a rush of them stays in memory."""

    def __init__(self, at_once: int, *, wait_seconds: float) -> None:
        self._places, self._wait_seconds = threading.BoundedSemaphore(at_once), wait_seconds

    def run(self, job: str, request: dict[str, Any], data: bytes) -> bytes:
        """What `answer(request, data)` of the module `job` says in the child.

        Raises:
            TooHeavy: the child died, or ran out of memory or time.
            Broken: it could not make sense of the file.
            Unavailable: too many files are waiting.
        """
        if not self._places.acquire(timeout=self._wait_seconds):
            raise Unavailable("正在读取的文件较多", remedy="请稍等一分钟后再试")
        try:
            return _answered({**request, "job": job}, data)
        finally:
            self._places.release()


def child_environment() -> dict[str, str]:
    """All that the child may know of this process: where the code lies.

    Hostile XML meets the parser that was tried against it, whatever else is installed.
    """
    return {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin", "OPENPYXL_LXML": "False"}


def _answered(request: dict[str, Any], data: bytes) -> bytes:
    # Files instead of pipes: their sizes can be limited and checked before anything is loaded.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        head = json.dumps(request).encode()
        given.write(struct.pack(">I", len(head)) + head)
        given.write(data)
        given.seek(0)
        _wait_for(_start(given, answer))
        if answer.seek(0, 2) > CHILD_OUTPUT_BYTES:
            raise TooHeavy
        answer.seek(0)
        return answer.read()


def _start(given: Any, answer: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        _COMMAND,
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=child_environment(),
        close_fds=True,
    )


def _wait_for(child: subprocess.Popen[bytes]) -> None:
    try:
        code = child.wait(timeout=CHILD_WALL_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise TooHeavy from error
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
    if code < 0 or code == EXIT_TOO_HEAVY:
        raise TooHeavy
    if code:
        raise Broken
