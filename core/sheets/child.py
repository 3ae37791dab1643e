"""The child process: `python -m core.sheets.child` reads one request on stdin, answers on stdout.

Request: four bytes of length, JSON, then the file. Answer: one letter and a body; S sheets, W a
workbook, P problems as JSON. It limits its own memory, time and output before it reads anything.
"""

import gc
import json
import os
import resource
import struct
import sys

from core.errors import Problem
from core.sheets.limits import CHILD_CPU_SECONDS, CHILD_MEMORY_BYTES, CHILD_OUTPUT_BYTES, EXIT_NO_MEMORY


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, CHILD_MEMORY_BYTES),
        (resource.RLIMIT_CPU, CHILD_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, CHILD_OUTPUT_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # People who are looking at screens go first.
    os.nice(5)
    # The process ends with its one file; walking over millions of cells to find cycles only costs time.
    gc.disable()
    # openpyxl would load numpy, which reserves more address space than the whole limit leaves free.
    sys.modules["numpy"] = None  # type: ignore[assignment]


def _answer(source: bytes) -> bytes:
    (length,) = struct.unpack(">I", source[:4])
    request = json.loads(source[4 : 4 + length])
    data = source[4 + length :]
    # Each verb loads its own parser only: starting is a good part of reading a small file.
    if request["verb"] == "read":
        from core.sheets import parsing

        return parsing.parsed(data, request["kind"], request["stem"])
    from core.sheets import marking

    problems = [Problem(*fields) for fields in request["problems"]]
    return marking.marked(data, request["kind"], request["stem"], problems)


def main() -> None:
    """Read the request, write the answer; any other way out tells the parent that the file is bad."""
    _limit()
    try:
        answer = _answer(sys.stdin.buffer.read())
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
    except MemoryError:
        os._exit(EXIT_NO_MEMORY)
    # Nothing is left to do; taking millions of cells apart one by one would only cost time.
    os._exit(0)


if __name__ == "__main__":
    main()
