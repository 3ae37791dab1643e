"""One table of what becomes of every file: `python -m tests.hostile`, or `… INDEX` for one file as JSON."""

import json
import resource
import subprocess
import sys
import time
import unicodedata

from core.confined.child import CHILD_MEMORY_BYTES, MEGABYTE
from core.errors import Invalid, ShupingError
from core.settings import ROOT
from tests.hostile.files import FILES
from tests.hostile.handed import Handed

MOST_SECONDS = 5.0
MOST_MEGABYTES = CHILD_MEMORY_BYTES / MEGABYTE
_WIDTH = 26


def main() -> int:
    """Hand every file to a process of its own; 1 where one was misjudged, slow or large."""
    print(f"{_padded('文件')}秒    峰值MB  说法")
    faults = []
    for index, handed in enumerate(FILES):
        told = _in_a_process_of_its_own(index)
        print(f"{_padded(handed.what)}{told['seconds']:<6.2f}{told['megabytes']:<8.0f}{told['message']}")
        faults += [f"{handed.what}：{fault}" for fault in _faults(handed, told)]
    print(f"\n{len(FILES)} 个文件，{len(faults)} 处不合格")
    for fault in faults:
        print(f"  {fault}")
    return 1 if faults else 0


def _in_a_process_of_its_own(index: int) -> dict[str, object]:
    """Its only children are readers, so their memory is the memory of its children."""
    command = [sys.executable, "-m", "tests.hostile", str(index)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    if done.returncode:
        return {
            "died": True,
            "accepted": False,
            "message": done.stderr[-200:],
            "seconds": 0.0,
            "megabytes": 0.0,
        }
    return dict(json.loads(done.stdout))


def one(handed: Handed) -> dict[str, object]:
    """What becomes of one file, how long it takes and how much memory the reader needs."""
    data = handed.make()
    began = time.perf_counter()
    accepted, message, expected = True, "读入", not handed.rule
    try:
        handed.read(data)
    except ShupingError as error:
        accepted, message = False, str(error)
        problems = error.problems if isinstance(error, Invalid) else ()
        if problems and str(problems[0]) not in message:
            message += f"；第一处：{problems[0]}"
        expected = bool(handed.rule) and any(handed.rule in problem.rule for problem in problems)
    return {
        "accepted": accepted,
        "expected": expected,
        "message": " ".join(message.split()),
        "seconds": time.perf_counter() - began,
        "megabytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


def _faults(handed: Handed, told: dict[str, object]) -> list[str]:
    if told.get("died"):
        return ["读它的进程死了"]
    faults = []
    if told["accepted"] and handed.rule:
        faults.append("坏文件被读入了")
    elif not told["accepted"] and not handed.rule:
        faults.append("好文件被拒绝了")
    elif not told["expected"]:
        faults.append(f"没有说到“{handed.rule}”")
    if float(str(told["seconds"])) > MOST_SECONDS:
        faults.append(f"超过 {MOST_SECONDS:.0f} 秒")
    if float(str(told["megabytes"])) > MOST_MEGABYTES:
        faults.append(f"子进程超过 {MOST_MEGABYTES:.0f} MB")
    return faults


def _padded(text: str) -> str:
    """The text in a column, a Chinese character counting as two."""
    width = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return text + " " * max(1, _WIDTH - width)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(one(FILES[int(sys.argv[1])])))
        sys.exit(0)
    sys.exit(main())
