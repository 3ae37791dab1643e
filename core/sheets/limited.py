"""Read and mark sheets in the confined child process; what goes wrong there is told in words about workbooks."""

from typing import Any, Final

from core.confined.running import Broken, Lane, TooHeavy
from core.sheets.limits import broken, too_heavy

# An afternoon of deadlines stays in memory.
_LANE: Final = Lane(2, wait_seconds=60.0)
_JOB: Final = "core.sheets.answering"


def run_child(request: dict[str, Any], data: bytes) -> bytes:
    """What the child answers to this request about these bytes.

    Raises:
        Invalid: the child died, ran out of memory or time, or could not make sense of the file.
        Unavailable: too many files are waiting.
    """
    try:
        return _LANE.run(_JOB, request, data)
    except TooHeavy as error:
        raise too_heavy() from error
    except Broken as error:
        raise broken() from error
