"""Who acts: a pointer to a person, not their rights; services re-read those from the database."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Actor:
    """The person (or the system itself) behind an act, and where the request came from."""

    person_id: int | None
    name: str
    ip: str = ""
    # The sign-in session the act came through; an ended one may do nothing more.
    session_id: int | None = None

    @property
    def is_system(self) -> bool:
        """Whether no person stands behind the act."""
        return self.person_id is None

    @classmethod
    def system(cls, name: str = "系统") -> Self:
        """The product itself: setup, migrations, timed work."""
        return cls(person_id=None, name=name)
