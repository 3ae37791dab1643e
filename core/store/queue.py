"""A first-come-first-served lock: SQLite lets one writer in, and its own retry is not fair."""

import threading
from collections import deque
from types import TracebackType


class FairLock:
    """Mutual exclusion in arrival order; the slowest of many writers waits its turn and no longer."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._held = False
        self._holder = 0

    def __enter__(self) -> "FairLock":
        with self._guard:
            if self._held and self._holder == threading.get_ident():
                raise RuntimeError("一个写事务里又开了一个写事务，会永远等待自己")
            if not self._held and not self._waiting:
                self._held, self._holder = True, threading.get_ident()
                return self
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()
        self._holder = threading.get_ident()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._guard:
            self._holder = 0
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False
