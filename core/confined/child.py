"""The child process: `python -m core.confined.child` reads one request on stdin, answers on stdout.

Request: four bytes of length, JSON, then the file. `job` in the request names the module of ours whose
`answer(request, data)` gives the answer's bytes. The child limits its own memory, time and output before
it reads anything.
"""

import gc
import importlib
import json
import os
import resource
import struct
import sys

MEGABYTE = 1024 * 1024

CHILD_MEMORY_BYTES = 512 * MEGABYTE
CHILD_CPU_SECONDS = 10
CHILD_WALL_SECONDS = 20
CHILD_OUTPUT_BYTES = 300 * MEGABYTE
# The child leaves with this code when it ran out of memory in Python rather than in a parser, or of room.
EXIT_TOO_HEAVY = 77


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
    # The parent alone writes the request; the file cannot choose what reads it.
    answer: bytes = importlib.import_module(request["job"]).answer(request, source[4 + length :])
    return answer


def main() -> None:
    """Read the request, write the answer; any other way out tells the parent that the file is bad."""
    _limit()
    try:
        answer = _answer(sys.stdin.buffer.read())
    except MemoryError:
        os._exit(EXIT_TOO_HEAVY)
    try:
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
    except OSError:
        os._exit(EXIT_TOO_HEAVY)
    # Nothing is left to do; taking millions of cells apart one by one would only cost time.
    os._exit(0)


if __name__ == "__main__":
    main()
