"""The library's tables: what an indicator is now, and every version it ever had."""

from datetime import datetime
from typing import Any, ClassVar

from sqlmodel import Field, UniqueConstraint

from core.store.base import Base, json_column, version_column

_version = version_column()


class LibraryIndicator(Base, table=True):
    """One indicator; the columns repeat what lists are searched and sorted by, the content is in its version."""

    __tablename__ = "library_indicators"
    __mapper_args__: ClassVar[dict[str, Any]] = {"version_id_col": _version}

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str = Field(index=True)
    dimension: str = Field(index=True)
    scope: str
    way: str
    frequency: str
    definition: str
    metrics: int
    # Lists sort by it; the exact number is in the content.
    full_marks: float | None = None
    is_active: bool = True
    # The current version's number.
    number: int
    changed_at: datetime
    version: int = Field(default=1, sa_column=_version)


class LibraryVersion(Base, table=True):
    """What became of an indicator at one moment; triggers refuse any change.

    It names the indicator by code alone, so that the history outlives a deletion.
    """

    __tablename__ = "library_versions"
    __table_args__ = (UniqueConstraint("code", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str
    number: int
    act: str
    content: Any = Field(sa_column=json_column())
    sha256: str
    at: datetime
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    person_name: str
    reason: str
