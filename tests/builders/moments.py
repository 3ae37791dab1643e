"""Time that stands still until a test moves it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from core import clock
from core.clock import SHANGHAI

_NOW = clock.now


@contextmanager
def running() -> Iterator[None]:
    """The real time again, whatever a test stopped: what all tests share is made in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", _NOW)
        yield


class StillClock:
    """Stands in for `core.clock.now`; call it with a Beijing time to set it, `forward` to move on."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self, beijing: str) -> datetime:
        """Set the time, written as people in Dezhou read it: 2020-12-31 14:32."""
        self.moment = datetime.fromisoformat(beijing).replace(tzinfo=SHANGHAI).astimezone(UTC)
        return self.moment

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return self.moment

    def forward(self, **amount: float) -> datetime:
        """Let time pass: `forward(minutes=5)`."""
        self.moment += timedelta(**amount)
        return self.moment
