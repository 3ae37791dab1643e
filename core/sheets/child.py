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
from dataclasses import astuple

from core.errors import Invalid, Problem
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
    from core.sheets import marking, parsing

    (length,) = struct.unpack(">I", source[:4])
    request = json.loads(source[4 : 4 + length])
    data = source[4 + length :]
    try:
        if request["verb"] == "annotate":
            problems = [Problem(*fields) for fields in request["problems"]]
            return b"W" + marking.marked(data, request["kind"], request["stem"], problems)
        return b"S" + parsing.parsed(data, request["kind"], request["stem"])
    except Invalid as error:
        return b"P" + json.dumps([astuple(problem) for problem in error.problems]).encode()


def main() -> None:
    """Read the request, write the answer; any other way out tells the parent that the file is bad."""
    _limit()
    try:
        answer = _answer(sys.stdin.buffer.read())
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
    except MemoryError:
        os._exit(EXIT_NO_MEMORY)


if __name__ == "__main__":
    main()
