"""What every kind of connector offers, and the bounds none may pass."""

from collections.abc import Sequence
from typing import Final, Protocol

from core.collection.records import Record, SourceFacts, Window

# A query that takes longer or gives more is refused: it is no evaluation figure.
MOST_SECONDS: Final = 30
MOST_ROWS: Final = 100_000


class Kind(Protocol):
    """One way of reaching a source; stateless, so that any worker may use it.

    Every method raises `SourceUnavailable` where asking again may help and `SourceMisconfigured` where
    somebody must mend the settings or the query first.
    """

    def check(self, source: SourceFacts) -> str:
        """Whether the source can be reached, in a sentence that says what answered."""

    def columns(self, source: SourceFacts, query: str) -> tuple[str, ...]:
        """The fields a query would give, without fetching its rows."""

    def fetch(self, source: SourceFacts, query: str, window: Window) -> Sequence[Record]:
        """The records of a stretch of days: all of them, or an error."""
