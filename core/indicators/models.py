"""Published indicator systems; a published version is never changed, a change is a new version."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, UniqueConstraint

from core.store.base import Base, json_column


class IndicatorSystemVersion(Base, table=True):
    """One published version with its whole canonical content; triggers refuse any change."""

    __tablename__ = "indicator_system_versions"
    __table_args__ = (UniqueConstraint("code", "version_label"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(index=True)
    name: str
    audience: str = Field(index=True)
    version_label: str
    sha256: str
    content: Any = Field(sa_column=json_column())
    evidence_id: int | None = Field(default=None, foreign_key="evidence_files.id")
    published_at: datetime
    published_by: str
