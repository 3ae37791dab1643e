"""Who stands behind a request: session rows, remembered for one second so that a page's many files cost
one query, and the live sockets of each session, closed within seconds of its end on any replica.
"""

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass, field

import anyio.to_thread

from core.access.queries import live_session_ids
from core.access.sign_in import Visitor, resolve, token_hash, touch
from core.store.session import reading, writing

REMEMBER_SECONDS = 1.0
# A session's last use is written at most this often.
TOUCH_SECONDS = 30.0
# Sockets of ended sessions close within this; the promise to users is five seconds.
WATCH_SECONDS = 2.0


@dataclass(slots=True)
class Directory:
    """The sessions and sockets this process knows."""

    _known: dict[str, tuple[float, Visitor | None]] = field(default_factory=dict)
    _touched: dict[int, float] = field(default_factory=dict)
    _sockets: dict[int, set[asyncio.Event]] = field(default_factory=lambda: defaultdict(set))

    async def visitor(self, token: str | None) -> Visitor | None:
        """The visitor behind a token, or None."""
        if not token:
            return None
        hashed = token_hash(token)
        found = self._known.get(hashed)
        if found is not None and time.monotonic() - found[0] < REMEMBER_SECONDS:
            return found[1]
        visitor = await anyio.to_thread.run_sync(_read_visitor, hashed)
        if len(self._known) > 10_000:
            self._known.clear()
        self._known[hashed] = (time.monotonic(), visitor)
        return visitor

    def forget(self, token: str | None) -> None:
        """Ask the database again for this token."""
        if token:
            self._known.pop(token_hash(token), None)

    async def touch(self, visitor: Visitor) -> None:
        """Note that the person did something; written at most twice a minute."""
        moment = time.monotonic()
        if moment - self._touched.get(visitor.session_id, -TOUCH_SECONDS) < TOUCH_SECONDS:
            return
        self._touched[visitor.session_id] = moment
        await anyio.to_thread.run_sync(_write_touch, visitor.session_id)

    def join(self, visitor: Visitor) -> asyncio.Event:
        """Register a live socket; the event is set when its session ends."""
        ended = asyncio.Event()
        self._sockets[visitor.session_id].add(ended)
        return ended

    def leave(self, visitor: Visitor, ended: asyncio.Event) -> None:
        """Forget a socket that has closed."""
        held = self._sockets.get(visitor.session_id, set())
        held.discard(ended)
        if not held:
            self._sockets.pop(visitor.session_id, None)

    async def watch(self) -> None:
        """Until cancelled, close the sockets of sessions that no longer hold."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            ids = set(self._sockets)
            if ids:
                self._close(ids - await anyio.to_thread.run_sync(_read_live, ids))

    def _close(self, session_ids: set[int]) -> None:
        for session_id in session_ids:
            for ended in self._sockets.pop(session_id, set()):
                ended.set()


def _read_visitor(hashed: str) -> Visitor | None:
    with reading() as session:
        return resolve(session, hashed)


def _read_live(ids: set[int]) -> set[int]:
    with reading() as session:
        return live_session_ids(session, ids)


def _write_touch(session_id: int) -> None:
    with writing() as session:
        touch(session=session, session_id=session_id)
