"""What is known of kept files, for services that have authorised already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.access.models import Person
from core.evidence.kinds import BY_EXTENSION, Preview
from core.evidence.models import EvidenceFile
from core.evidence.names import split


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One kept file as it is listed; `size` in bytes."""

    id: int
    name: str
    size: int
    sha256: str
    by: str
    at: datetime

    @property
    def size_in_words(self) -> str:
        """The size as people read it: 832 字节, 1.2 KB, 3.4 MB."""
        if self.size < 1024:
            return f"{self.size} 字节"
        if self.size < 1024 * 1024:
            return f"{self.size / 1024:.1f} KB"
        return f"{self.size / 1024 / 1024:.1f} MB"

    @property
    def has_pages(self) -> bool:
        """Whether its kind is one whose pages can be drawn."""
        kind = BY_EXTENSION.get(split(self.name)[1].lower())
        return kind is not None and kind.preview is not Preview.NONE


def held_files(session: Session, ids: Iterable[int | None]) -> dict[int, HeldFile]:
    """The files with these numbers, by number in the order they came; numbers of none are left out."""
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    query = (
        select(EvidenceFile, Person.name)
        .outerjoin(Person, col(Person.id) == EvidenceFile.person_id)
        .where(col(EvidenceFile.id).in_(wanted))
        .order_by(col(EvidenceFile.id))
    )
    return {
        row.id or 0: HeldFile(row.id or 0, row.name, row.size, row.sha256, name or "系统", row.at)
        for row, name in session.exec(query)
    }
