"""Run the sheet reader in a child process that can neither hurt the server nor see its secrets."""

import json
import struct
import subprocess
import sys
import tempfile
import threading
from typing import Any

from core.errors import Unavailable
from core.settings import ROOT
from core.sheets.limits import CHILD_OUTPUT_BYTES, CHILD_WALL_SECONDS, EXIT_NO_MEMORY, broken, too_heavy

# How many files are read at once; the others wait, so that an afternoon of deadlines stays in memory.
_AT_ONCE = threading.BoundedSemaphore(2)
_WAIT_SECONDS = 60.0
_COMMAND = (sys.executable, "-P", "-s", "-m", "core.sheets.child")


def run_child(request: dict[str, Any], data: bytes) -> bytes:
    """What the child answers to this request about these bytes.

    Raises:
        Invalid: the child died, ran out of memory or time, or could not make sense of the file.
        Unavailable: too many files are waiting.
    """
    if not _AT_ONCE.acquire(timeout=_WAIT_SECONDS):
        raise Unavailable("正在读取的文件较多", remedy="请稍等一分钟后重新上传")
    try:
        # Files instead of pipes: their sizes can be limited and checked before anything is loaded.
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
            head = json.dumps(request).encode()
            given.write(struct.pack(">I", len(head)) + head)
            given.write(data)
            given.seek(0)
            _wait_for(_start(given, answer))
            if answer.seek(0, 2) > CHILD_OUTPUT_BYTES:
                raise too_heavy()
            answer.seek(0)
            return answer.read()
    finally:
        _AT_ONCE.release()


def child_environment() -> dict[str, str]:
    """All that the child may know of this process: where the code lies.

    Hostile XML meets the parser that was tried against it, whatever else is installed.
    """
    return {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin", "OPENPYXL_LXML": "False"}


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
        raise too_heavy() from error
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
    if code < 0 or code == EXIT_NO_MEMORY:
        raise too_heavy()
    if code:
        raise broken()
