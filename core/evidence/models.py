"""What is known of a kept file; its bytes lie in the evidence store under a name of our own making."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlmodel import Field

from core.store.base import Base


class Purpose(StrEnum):
    """Why a file was kept; it decides who may read it."""

    SOURCE = "source"
    ANNOTATED = "annotated"
    EVIDENCE = "evidence"


class EvidenceFile(Base, table=True):
    """One kept file; `organisation_id` is the unit it speaks of, empty when it speaks of all."""

    __tablename__ = "evidence_files"

    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(index=True)
    object_key: str
    name: str
    media_type: str
    size: int
    purpose: Purpose = Field(sa_type=String)
    organisation_id: int | None = Field(default=None, foreign_key="organisations.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    at: datetime
